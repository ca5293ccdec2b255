// Condition: one program's boolean over numbered truths, and its translation into steps.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/compiled_rules.h"

namespace noroshi {

struct ConditionNode {
  ExprNode::Kind kind = ExprNode::Kind::kFalse;
  // kTest: what is asked; eager or lazy.
  Truth truth = 0;
  // Indices of nodes that stand before this one.
  std::vector<std::uint32_t> children = {};
};

// The last node is the root.
using Condition = std::vector<ConditionNode>;

// The rule's condition with its tests replaced by `test_truths`, and at least one of `gate_truths`
// (the gate's extra test; empty = none) in front.
[[nodiscard]] Condition MakeCondition(const Rule& rule, std::span<const Truth> test_truths,
                                      std::span<const Truth> gate_truths);

// Appends steps that end in kAccept exactly when the condition holds, cheap truths first; returns
// the entry. Nothing when they would be more than kMaxProgramSteps: a shared node is written out
// at each use, and hostile rules share without end.
inline constexpr std::size_t kMaxProgramSteps = 1 << 20;
[[nodiscard]] std::optional<std::uint32_t> EmitSteps(Condition condition,
                                                     const CompiledRules& compiled,
                                                     std::vector<Step>& steps);

// Eager truths, one of which holds whenever the condition does: those the rule is woken by. The
// set that is likely to wake it least often. Nothing when there is no such set. Never wrong, at
// worst too large: a rule that is woken in vain costs time, one that sleeps is lost.
[[nodiscard]] std::optional<std::vector<Truth>> NecessaryTruths(const Condition& condition,
                                                                const CompiledRules& compiled);

}  // namespace noroshi
