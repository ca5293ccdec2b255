#include "evidence/evtx/tree_text.h"

namespace noroshi::evtx {

void TreeText::Content(const Tree& tree, NodeId node, ValueFormat format) {
  AppendFormatted(tree[node].value, format, out_);
}

void TreeText::Close(char bracket) {
  if (out_.back() == ',') out_.Truncate(out_.size() - 1);
  out_.Append(bracket);
}

void TreeText::DropIfBare(char, char bracket) {
  Close(bracket);
  out_.Append(',');
}

bool MayVanish(const Tree& tree, NodeId owner) noexcept {
  if (tree.is_whole()) return false;
  if (tree[owner].slot.exists()) return true;
  for (NodeId at = tree[owner].first_child; at != kNoNode; at = tree[at].next) {
    if (tree[at].optional) return true;
  }
  return false;
}

bool MayRepeat(const Tree& tree, NodeId element) noexcept {
  const NodeId only = tree[element].first_child;
  return tree[element].first_attribute == kNoNode && only != kNoNode &&
         tree[only].next == kNoNode && tree[only].kind == NodeKind::kSlot;
}

}  // namespace noroshi::evtx
