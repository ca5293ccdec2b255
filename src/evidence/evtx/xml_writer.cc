#include "evidence/evtx/xml_writer.h"

#include <algorithm>

#include "evidence/evtx/escape.h"

namespace noroshi::evtx {

void XmlWriter::Name(std::string_view before, std::string_view name, std::string_view after) {
  scratch_.assign(before);
  AppendXmlName(name, scratch_);
  scratch_.append(after);
  sink_->Literal(scratch_);
}

bool XmlWriter::Maybe(NodeId element) const {
  return element != top_ && MayVanish(*tree_, element);
}

void XmlWriter::WriteAttribute(NodeId attribute) {
  const Tree& tree = *tree_;
  const bool maybe = MayVanish(tree, attribute);
  if (maybe) sink_->BeginMaybe(tree, attribute);
  Name(" ", tree[attribute].name, "=\"");
  for (NodeId at = tree[attribute].first_child; at != kNoNode; at = tree[at].next) {
    sink_->Content(tree, at, ValueFormat::kXmlAttribute);
  }
  sink_->Literal("\"");
  if (maybe) sink_->EndMaybe();
}

void XmlWriter::Open(NodeId element) {
  const Tree& tree = *tree_;
  if (Maybe(element)) sink_->BeginMaybe(tree, element);
  if (MayRepeat(tree, element)) sink_->BeginItems(tree, element);
  Name("<", tree[element].name, "");
  for (NodeId at = tree[element].first_attribute; at != kNoNode; at = tree[at].next) {
    WriteAttribute(at);
  }
  sink_->Literal(tree[element].empty_tag ? "/>" : ">");
}

void XmlWriter::Close(NodeId element) {
  const Tree& tree = *tree_;
  if (!tree[element].empty_tag) Name("</", tree[element].name, ">");
  if (MayRepeat(tree, element)) sink_->EndItems();
  if (Maybe(element)) sink_->EndMaybe();
}

void XmlWriter::WriteLeaf(NodeId node) {
  if ((*tree_)[node].kind != NodeKind::kInstruction) {
    return sink_->Content(*tree_, node, ValueFormat::kXmlText);
  }
  const std::string_view text = (*tree_)[node].name;
  const std::size_t space = std::min(text.find(' '), text.size());
  scratch_.assign("<?");
  AppendXmlName(text.substr(0, space), scratch_);
  scratch_.append(Escaped(text.substr(space), Escaping::kXmlText));
  scratch_.append("?>");
  sink_->Literal(scratch_);
}

void XmlWriter::Write(const Tree& tree, NodeId top, TextSink& sink) {
  tree_ = &tree;
  sink_ = &sink;
  top_ = top;
  NodeId at = top;
  while (true) {
    const bool element = tree[at].kind == NodeKind::kElement;
    element ? Open(at) : WriteLeaf(at);
    if (element && tree[at].first_child != kNoNode) {
      at = tree[at].first_child;
      continue;
    }
    if (element) Close(at);
    while (at != top && tree[at].next == kNoNode) {
      at = tree[at].parent;
      Close(at);
    }
    if (at == top) return;
    at = tree[at].next;
  }
}

}  // namespace noroshi::evtx
