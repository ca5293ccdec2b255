#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

void Tree::Clear() {
  nodes_.clear();
  nodes_.emplace_back();
  is_whole_ = true;
}

NodeId Tree::Add(NodeId parent, NodeKind kind, std::string_view name) {
  const auto id = static_cast<NodeId>(nodes_.size());
  Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.parent = parent;
  node.name = name;
  Node& above = nodes_[parent];
  const bool attribute = kind == NodeKind::kAttribute;
  NodeId& first = attribute ? above.first_attribute : above.first_child;
  NodeId& last = attribute ? above.last_attribute : above.last_child;
  if (first == kNoNode) {
    first = id;
  } else {
    nodes_[last].next = id;
  }
  last = id;
  return id;
}

NodeId Tree::AddElement(NodeId parent, std::string_view name) {
  return Add(parent, NodeKind::kElement, name);
}

NodeId Tree::AddAttribute(NodeId element, std::string_view name) {
  return Add(element, NodeKind::kAttribute, name);
}

NodeId Tree::AddValue(NodeId parent, const Value& value) {
  const NodeId id = Add(parent, NodeKind::kValue, {});
  nodes_[id].value = value;
  return id;
}

NodeId Tree::AddSlot(NodeId parent, SlotRef slot, bool optional) {
  const NodeId id = Add(parent, NodeKind::kSlot, {});
  nodes_[id].slot = slot;
  nodes_[id].optional = optional;
  is_whole_ = false;
  return id;
}

NodeId Tree::AddInstruction(NodeId parent, std::string_view text) {
  return Add(parent, NodeKind::kInstruction, text);
}

NodeId Tree::FirstElement(NodeId parent) const noexcept {
  const NodeId child = nodes_[parent].first_child;
  if (child == kNoNode || nodes_[child].kind == NodeKind::kElement) return child;
  return NextElement(child);
}

NodeId Tree::NextElement(NodeId id) const noexcept {
  do {
    id = nodes_[id].next;
  } while (id != kNoNode && nodes_[id].kind != NodeKind::kElement);
  return id;
}

NodeId Tree::NextInSubtree(NodeId id, NodeId top) const noexcept {
  if (nodes_[id].first_child != kNoNode) return nodes_[id].first_child;
  while (id != top) {
    if (nodes_[id].next != kNoNode) return nodes_[id].next;
    id = nodes_[id].parent;
  }
  return kNoNode;
}

}  // namespace noroshi::evtx
