#include "evidence/evtx/tree_builder.h"

namespace noroshi::evtx {

void TreeBuilder::Begin(Tree& tree) {
  tree_ = &tree;
  tree.Clear();
  open_.clear();
  attribute_ = kNoNode;
}

NodeId TreeBuilder::Open(std::string_view name) {
  const NodeId id = tree_->AddElement(top(), name);
  open_.push_back(id);
  attribute_ = kNoNode;
  return id;
}

NodeId TreeBuilder::Attribute(std::string_view name) {
  attribute_ = tree_->AddAttribute(top(), name);
  return attribute_;
}

void TreeBuilder::Close(TokenKind kind) {
  attribute_ = kNoNode;
  if (kind == TokenKind::kCloseStart || open_.empty()) return;
  (*tree_)[open_.back()].empty_tag = kind == TokenKind::kCloseEmpty;
  open_.pop_back();
}

}  // namespace noroshi::evtx
