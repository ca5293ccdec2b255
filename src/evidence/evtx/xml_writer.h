// XML as Windows prints it: namespace, attribute order and empty tags as in the template, double
// quotes, no white space between elements.
#pragma once

#include <string>
#include <vector>

#include "evidence/evtx/text_sink.h"
#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

class XmlWriter {
 public:
  // Writes the element `top`. No recursion; cost linear in its nodes.
  void Write(const Tree& tree, NodeId top, TextSink& sink);

 private:
  void Open(NodeId element);
  void WriteAttribute(NodeId attribute);
  void WriteLeaf(NodeId node);
  void Close(NodeId element);
  void Name(std::string_view before, std::string_view name, std::string_view after);

  // The top element is there, or nothing is written at all.
  [[nodiscard]] bool Maybe(NodeId element) const;

  const Tree* tree_ = nullptr;
  TextSink* sink_ = nullptr;
  NodeId top_ = kNoNode;
  std::string scratch_;
};

}  // namespace noroshi::evtx
