// ExpressionBuilder: makes the boolean over a rule's tests, simplest form first: constants vanish,
// `not not` cancels, an `and` of one is that one. Children come before parents by construction, and
// a node may have several parents (a selection named twice is lowered once).
//
// One owner, one rule. Cost is linear in the children given.
#pragma once

#include <cstdint>
#include <vector>

#include "rules/rule.h"

namespace noroshi::sigma {

// More than this and a rule is refused: the largest known rule has 1,800.
inline constexpr std::size_t kMaxExpressionSize = 500'000;

class ExpressionBuilder {
 public:
  using NodeIndex = std::uint32_t;

  [[nodiscard]] NodeIndex Constant(bool value);
  [[nodiscard]] NodeIndex Leaf(std::uint32_t test);
  [[nodiscard]] NodeIndex Not(NodeIndex child);
  // True without children, as Or is false.
  [[nodiscard]] NodeIndex And(std::vector<NodeIndex> children);
  [[nodiscard]] NodeIndex Or(std::vector<NodeIndex> children);
  // True if at least `count` of the children are; by sharing, count * children nodes.
  [[nodiscard]] NodeIndex AtLeast(std::size_t count, const std::vector<NodeIndex>& children);

  // Copies a finished expression in, its tests renumbered from `first_test`; returns its root. How
  // a filter's condition is joined to a rule's.
  [[nodiscard]] NodeIndex Graft(const std::vector<ExprNode>& nodes, std::uint32_t first_test);

  // Nodes and children so far, for the limit above.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  // The nodes that `root` reaches, root last. The builder is spent.
  [[nodiscard]] std::vector<ExprNode> Finish(NodeIndex root);

 private:
  [[nodiscard]] NodeIndex Join(ExprNode::Kind kind, std::vector<NodeIndex> children);
  [[nodiscard]] NodeIndex Add(ExprNode node);

  std::vector<ExprNode> nodes_;
  std::size_t size_ = 0;
};

}  // namespace noroshi::sigma
