#include "evidence/evtx/tree_text.h"

namespace noroshi::evtx {

void TreeText::Content(const Tree& tree, NodeId node, ValueFormat format) {
  AppendFormatted(tree[node].value, format, scratch_, out_);
}

void TreeText::Close(char bracket) {
  if (!out_.empty() && out_.back() == ',') out_.pop_back();
  out_.push_back(bracket);
}

void TreeText::DropIfBare(char, char bracket) {
  Close(bracket);
  out_.push_back(',');
}

bool MayVanish(const Tree& tree, NodeId owner) noexcept {
  if (tree[owner].slot.exists()) return true;
  for (NodeId at = tree[owner].first_child; at != kNoNode; at = tree[at].next) {
    if (tree[at].optional) return true;
  }
  return false;
}

}  // namespace noroshi::evtx
