// TreeBuilder: turns the structural tokens of a fragment into nodes of a tree. Knows where content
// goes (the open attribute, else the innermost open element); the callers decide what content is.
#pragma once

#include <cstddef>
#include <vector>

#include "evidence/evtx/fragment.h"
#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

class TreeBuilder {
 public:
  // Empties the tree and starts at its root.
  void Begin(Tree& tree);

  NodeId Open(std::string_view name);
  NodeId Attribute(std::string_view name);
  // Handles kCloseStart, kCloseEmpty and kEnd.
  void Close(TokenKind kind);
  // Where content goes: an attribute, an element, or the root (outside every element).
  [[nodiscard]] NodeId target() const noexcept {
    return attribute_ != kNoNode ? attribute_ : top();
  }
  [[nodiscard]] bool in_attribute() const noexcept { return attribute_ != kNoNode; }
  [[nodiscard]] std::size_t depth() const noexcept { return open_.size(); }

 private:
  [[nodiscard]] NodeId top() const noexcept { return open_.empty() ? Tree::root() : open_.back(); }

  Tree* tree_ = nullptr;
  std::vector<NodeId> open_;
  NodeId attribute_ = kNoNode;
};

}  // namespace noroshi::evtx
