#include "rules/sigma/expression.h"

#include <algorithm>

namespace noroshi::sigma {

using Kind = ExprNode::Kind;
using NodeIndex = ExpressionBuilder::NodeIndex;

NodeIndex ExpressionBuilder::Add(ExprNode node) {
  size_ += 1 + node.children.size();
  nodes_.push_back(std::move(node));
  return static_cast<NodeIndex>(nodes_.size() - 1);
}

NodeIndex ExpressionBuilder::Constant(bool value) {
  return Add({.kind = value ? Kind::kTrue : Kind::kFalse, .test = 0, .children = {}});
}

NodeIndex ExpressionBuilder::Leaf(std::uint32_t test) {
  return Add({.kind = Kind::kTest, .test = test, .children = {}});
}

NodeIndex ExpressionBuilder::Not(NodeIndex child) {
  switch (nodes_[child].kind) {
    case Kind::kTrue: return Constant(false);
    case Kind::kFalse: return Constant(true);
    case Kind::kNot: return nodes_[child].children.front();
    default: return Add({.kind = Kind::kNot, .test = 0, .children = {child}});
  }
}

NodeIndex ExpressionBuilder::And(std::vector<NodeIndex> children) {
  return Join(Kind::kAnd, std::move(children));
}

NodeIndex ExpressionBuilder::Or(std::vector<NodeIndex> children) {
  return Join(Kind::kOr, std::move(children));
}

// `deciding` settles the whole: false for and, true for or; the other constant says nothing.
NodeIndex ExpressionBuilder::Join(Kind kind, std::vector<NodeIndex> children) {
  const Kind deciding = kind == Kind::kAnd ? Kind::kFalse : Kind::kTrue;
  const Kind neutral = kind == Kind::kAnd ? Kind::kTrue : Kind::kFalse;
  const auto has_kind = [this](Kind wanted) {
    return [this, wanted](NodeIndex child) { return nodes_[child].kind == wanted; };
  };
  if (std::ranges::any_of(children, has_kind(deciding))) return Constant(kind == Kind::kOr);
  std::erase_if(children, has_kind(neutral));
  if (children.empty()) return Constant(kind == Kind::kAnd);
  if (children.size() == 1) return children.front();
  return Add({.kind = kind, .test = 0, .children = std::move(children)});
}

NodeIndex ExpressionBuilder::AtLeast(std::size_t count, const std::vector<NodeIndex>& children) {
  if (count == 0) return Constant(true);
  if (count > children.size()) return Constant(false);
  if (count == 1) return Or(children);
  if (count == children.size()) return And(children);
  // reached[n]: at least n of the children seen so far hold.
  std::vector<NodeIndex> reached(count + 1, Constant(false));
  reached[0] = Constant(true);
  for (const NodeIndex child : children) {
    for (std::size_t n = count; n > 0; --n) {
      reached[n] = Or({reached[n], And({reached[n - 1], child})});
    }
  }
  return reached[count];
}

NodeIndex ExpressionBuilder::Graft(const std::vector<ExprNode>& nodes, std::uint32_t first_test) {
  const auto base = static_cast<NodeIndex>(nodes_.size());
  for (ExprNode node : nodes) {
    node.test += node.kind == Kind::kTest ? first_test : 0;
    for (NodeIndex& child : node.children) child += base;
    (void)Add(std::move(node));
  }
  return static_cast<NodeIndex>(nodes_.size() - 1);
}

std::vector<ExprNode> ExpressionBuilder::Finish(NodeIndex root) {
  // Parents stand behind children, so one backward pass finds what the root reaches.
  std::vector<bool> reached(root + 1, false);
  reached[root] = true;
  for (NodeIndex i = root + 1; i-- > 0;) {
    if (!reached[i]) continue;
    for (const NodeIndex child : nodes_[i].children) reached[child] = true;
  }
  std::vector<NodeIndex> renumbered(root + 1, 0);
  std::vector<ExprNode> out;
  out.reserve(static_cast<std::size_t>(std::ranges::count(reached, true)));
  for (NodeIndex i = 0; i <= root; ++i) {
    if (!reached[i]) continue;
    for (NodeIndex& child : nodes_[i].children) child = renumbered[child];
    renumbered[i] = static_cast<NodeIndex>(out.size());
    out.push_back(std::move(nodes_[i]));
  }
  return out;
}

}  // namespace noroshi::sigma
