#include "matcher/build/condition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace noroshi {
namespace {

using Kind = ExprNode::Kind;

// Three eager truths over one field, so that weights differ and nothing is lazy.
CompiledRules ThreeTruths() {
  CompiledRules compiled;
  compiled.eager_count = 3;
  compiled.view_of = {0, 1, 2};
  return compiled;
}

bool Evaluate(const Condition& condition, unsigned truths) {
  std::vector<bool> values;
  const auto value = [&](std::uint32_t node) { return values[node]; };
  for (const ConditionNode& node : condition) {
    bool holds = node.kind == Kind::kTrue;
    if (node.kind == Kind::kTest) holds = (truths >> node.truth & 1) != 0;
    if (node.kind == Kind::kNot) holds = !value(node.children[0]);
    if (node.kind == Kind::kAnd) holds = std::ranges::all_of(node.children, value);
    if (node.kind == Kind::kOr) holds = std::ranges::any_of(node.children, value);
    values.push_back(holds);
  }
  return values.back();
}

bool Walk(const std::vector<Step>& steps, std::uint32_t at, unsigned truths) {
  while (at < kReject) {
    const Step& step = steps[at];
    const std::uint32_t next = (truths >> step.truth & 1) != 0 ? step.if_true : step.if_false;
    EXPECT_TRUE(next >= kReject || next < at) << "steps only lead down";
    at = next;
  }
  return at == kAccept;
}

// Every tree of up to three operators over the leaves: all that a condition's translation can get
// wrong shows in one of them.
void ForEachCondition(Condition condition, int operators,
                      const std::function<void(const Condition&)>& use) {
  use(condition);
  if (operators == 0) return;
  const auto nodes = static_cast<std::uint32_t>(condition.size());
  for (std::uint32_t a = 0; a < nodes; ++a) {
    condition.push_back({Kind::kNot, 0, {a}});
    ForEachCondition(condition, operators - 1, use);
    condition.pop_back();
    for (std::uint32_t b = 0; b < nodes; ++b) {
      for (const Kind kind : {Kind::kAnd, Kind::kOr}) {
        condition.push_back({kind, 0, {a, b}});
        ForEachCondition(condition, operators - 1, use);
        condition.pop_back();
      }
    }
  }
}

TEST(Condition, StepsMeanWhatTheConditionMeans) {
  const CompiledRules compiled = ThreeTruths();
  const Condition leaves = {{Kind::kTest, 0, {}},
                            {Kind::kTest, 1, {}},
                            {Kind::kTest, 2, {}},
                            {Kind::kTrue, 0, {}},
                            {Kind::kFalse, 0, {}}};
  std::size_t conditions = 0;
  ForEachCondition(leaves, 3, [&](const Condition& condition) {
    ++conditions;
    std::vector<Step> steps;
    const auto entry = EmitSteps(condition, compiled, steps);
    ASSERT_TRUE(entry.has_value());
    for (unsigned truths = 0; truths < 8; ++truths) {
      ASSERT_EQ(Walk(steps, *entry, truths), Evaluate(condition, truths));
    }
  });
  EXPECT_GT(conditions, 100'000U);
}

TEST(Condition, TheGatesTestsComeFirst) {
  Rule rule;
  rule.condition = {{Kind::kTest, 0, {}}};
  const Truth tests[] = {0}, gate[] = {1, 2};
  const Condition condition = MakeCondition(rule, tests, gate);
  EXPECT_FALSE(Evaluate(condition, 0b001));
  EXPECT_FALSE(Evaluate(condition, 0b110));
  EXPECT_TRUE(Evaluate(condition, 0b011));
  EXPECT_TRUE(Evaluate(condition, 0b101));
}

TEST(Condition, NoConditionNeverHolds) {
  const Condition condition = MakeCondition(Rule{}, {}, {});
  std::vector<Step> steps;
  EXPECT_EQ(EmitSteps(condition, ThreeTruths(), steps), kReject);
}

}  // namespace
}  // namespace noroshi
