#include "matcher/build/condition.h"

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

using Kind = ExprNode::Kind;

// How dear it is to look at a node: by the dearest truth below it. A truth with hints is mostly
// known to fail by them, without a look at the event: before all others that are not known.
enum Cost : std::uint8_t { kEagerCost, kHintedCost, kScalarCost, kRegexCost };

std::uint8_t CostOf(Truth truth, const CompiledRules& compiled) {
  if (!compiled.IsLazy(truth)) return kEagerCost;
  const std::uint32_t lazy = truth - compiled.eager_count;
  if (!compiled.hints.at(lazy).empty()) return kHintedCost;
  return compiled.lazies[lazy].op == TestOp::kRegex ? kRegexCost : kScalarCost;
}

// Puts every node's children in the order of their cost.
void SortByCost(Condition& condition, const CompiledRules& compiled) {
  std::vector<std::uint8_t> costs(condition.size());
  const auto cost_of = [&](std::uint32_t node) { return costs[node]; };
  for (std::size_t i = 0; i < condition.size(); ++i) {
    ConditionNode& node = condition[i];
    if (node.kind == Kind::kTest) costs[i] = CostOf(node.truth, compiled);
    std::ranges::stable_sort(node.children, {}, cost_of);
    if (!node.children.empty()) costs[i] = costs[node.children.back()];
  }
}

// Writes steps from the last child to the first, so that each knows where to go on. An explicit
// stack instead of recursion: conditions are as deep as their authors like.
class StepEmitter {
 public:
  StepEmitter(const Condition& condition, std::vector<Step>& steps)
      : condition_(condition), steps_(steps), limit_(steps.size() + kMaxProgramSteps) {}

  std::optional<std::uint32_t> Emit() {
    Push(static_cast<std::uint32_t>(condition_.size() - 1), kAccept, kReject);
    while (!stack_.empty()) {
      if (steps_.size() > limit_) return std::nullopt;
      Advance();
    }
    return entry_;
  }

 private:
  struct Frame {
    std::uint32_t node;
    std::uint32_t if_true, if_false;
    std::size_t left;     // children not yet written
    std::uint32_t entry;  // of those written; before the first, where the node leads without any
  };

  void Push(std::uint32_t index, std::uint32_t if_true, std::uint32_t if_false) {
    const ConditionNode& node = condition_[index];
    const bool leads_on = node.kind == Kind::kAnd || node.kind == Kind::kTrue;
    stack_.push_back(
        {index, if_true, if_false, node.children.size(), leads_on ? if_true : if_false});
  }

  void Advance() {
    Frame& frame = stack_.back();
    const ConditionNode& node = condition_[frame.node];
    if (node.kind == Kind::kTest) return Pop(Write(node.truth, frame));
    if (frame.left == 0) return Pop(frame.entry);
    const std::uint32_t child = node.children[--frame.left];
    switch (node.kind) {
      case Kind::kAnd: return Push(child, frame.entry, frame.if_false);
      case Kind::kOr: return Push(child, frame.if_true, frame.entry);
      default: return Push(child, frame.if_false, frame.if_true);
    }
  }

  void Pop(std::uint32_t entry) {
    stack_.pop_back();
    (stack_.empty() ? entry_ : stack_.back().entry) = entry;
  }

  std::uint32_t Write(Truth truth, const Frame& frame) {
    if (frame.if_true == frame.if_false) return frame.if_true;
    steps_.push_back({truth, frame.if_true, frame.if_false});
    return static_cast<std::uint32_t>(steps_.size() - 1);
  }

  const Condition& condition_;
  std::vector<Step>& steps_;
  std::size_t limit_;
  std::vector<Frame> stack_;
  std::uint32_t entry_ = kReject;
};

}  // namespace

Condition MakeCondition(const Rule& rule, std::span<const Truth> test_truths,
                        std::span<const Truth> gate_truths) {
  Condition condition;
  for (const ExprNode& node : rule.condition) {
    const Truth truth = node.kind == Kind::kTest ? test_truths[node.test] : 0;
    condition.push_back({node.kind, truth, node.children});
  }
  if (condition.empty()) condition.emplace_back();
  if (gate_truths.empty()) return condition;
  const auto root = static_cast<std::uint32_t>(condition.size() - 1);
  ConditionNode gate{.kind = Kind::kOr};
  for (const Truth truth : gate_truths) {
    gate.children.push_back(static_cast<std::uint32_t>(condition.size()));
    condition.push_back({Kind::kTest, truth, {}});
  }
  const auto gate_index = static_cast<std::uint32_t>(condition.size());
  condition.push_back(std::move(gate));
  condition.push_back({Kind::kAnd, 0, {gate_index, root}});
  return condition;
}

std::optional<std::uint32_t> EmitSteps(Condition condition, const CompiledRules& compiled,
                                       std::vector<Step>& steps) {
  SortByCost(condition, compiled);
  const std::size_t before = steps.size();
  const auto entry = StepEmitter(condition, steps).Emit();
  if (!entry) steps.resize(before);
  return entry;
}

}  // namespace noroshi
