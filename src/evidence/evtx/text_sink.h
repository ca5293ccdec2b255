// TextSink: what the XML and JSON writers write to. One writer serves two ends: text at once, from
// the tree of a record (TreeText), and a program that makes the text of any record of a template
// pair (TextProgramBuilder). So the two cannot differ.
//
// "Maybe" parts exist only in trees of templates, where a null value makes an element or attribute
// vanish; TreeText never sees them.
#pragma once

#include <string_view>

#include "evidence/evtx/tree.h"
#include "evidence/evtx/value_format.h"

namespace noroshi::evtx {

class TextSink {
 public:
  virtual ~TextSink() = default;

  virtual void Literal(std::string_view text) = 0;
  // A kValue or kSlot node.
  virtual void Content(const Tree& tree, NodeId node, ValueFormat format) = 0;
  // Takes back a comma that ends the text so far, then writes `bracket`.
  virtual void Close(char bracket) = 0;

  // What is written until EndMaybe is there only if the element or attribute is.
  virtual void BeginMaybe(const Tree& tree, NodeId owner) = 0;
  virtual void EndMaybe() = 0;

  // What is written until EndItems is repeated for each item when the element's value turns out to
  // be an array. These do not nest.
  virtual void BeginItems(const Tree& tree, NodeId element) = 0;
  virtual void EndItems() = 0;

  // Remembers this place. Places nest; each is given up by one of the next two.
  virtual void Mark() = 0;
  // When nothing was written since `open`, which stands right before: takes back all since the
  // mark; else closes with `bracket` and a comma.
  virtual void DropIfBare(char open, char bracket) = 0;
  // As above, and then only one of two parts is written: what follows until Otherwise() in the
  // first case, what follows that until EndEither() in the second.
  virtual void EitherIfBare(char open, char bracket) = 0;
  virtual void Otherwise() = 0;
  virtual void EndEither() = 0;
};

// Whether an element or attribute of a template's tree may vanish.
[[nodiscard]] bool MayVanish(const Tree& tree, NodeId owner) noexcept;

// Whether BeginItems can be said of an element: it has no attributes and one slot as its content.
// Arrays anywhere else are for the walker.
[[nodiscard]] bool MayRepeat(const Tree& tree, NodeId element) noexcept;

}  // namespace noroshi::evtx
