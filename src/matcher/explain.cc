#include "matcher/explain.h"

#include <algorithm>
#include <optional>

#include "base/case_fold.h"
#include "event/value_text.h"
#include "matcher/naive/naive_evaluator.h"

namespace noroshi {
namespace {

bool IsListed(std::string_view channel, const GateAlternative& alternative) {
  if (alternative.channels.empty()) return true;
  const std::string folded = Folded(channel);
  return std::ranges::any_of(alternative.channels, [&](const std::string& listed) {
    const std::string wanted = Folded(listed);
    return alternative.channel_prefix ? folded.starts_with(wanted) : folded == wanted;
  });
}

bool HoldsExtraTest(const GateAlternative& alternative, const naive::Place& place) {
  if (alternative.value_field.empty()) return true;
  return std::ranges::any_of(alternative.values, [&](const std::string& value) {
    Test test;
    test.scope = FieldScope::kPayload;
    test.field = alternative.value_field;
    if (!value.empty()) test.pattern.parts = {{PatternPart::Kind::kLiteral, value}};
    return naive::Holds(test, place);
  });
}

bool Holds(const GateAlternative& alternative, const Event& event, const EventContext& context) {
  const auto& ids = alternative.event_ids;
  if (!ids.empty() && std::ranges::find(ids, event.event_id) == ids.end()) return false;
  if (!IsListed(context.channels.Text(event.channel), alternative)) return false;
  return HoldsExtraTest(alternative, {event, context});
}

bool EvaluateNode(const ExprNode& node, const Explanation& explanation) {
  const auto child = [&](std::uint32_t index) { return explanation.nodes[index]; };
  switch (node.kind) {
    case ExprNode::Kind::kTrue: return true;
    case ExprNode::Kind::kFalse: return false;
    case ExprNode::Kind::kTest: return explanation.tests[node.test].held;
    case ExprNode::Kind::kNot: return !child(node.children[0]);
    case ExprNode::Kind::kAnd: return std::ranges::all_of(node.children, child);
    case ExprNode::Kind::kOr: return std::ranges::any_of(node.children, child);
  }
  return false;
}

TestOutcome RunTest(const Rule& rule, std::uint32_t index, const naive::Place& place) {
  const Test& test = rule.tests[index];
  TestOutcome outcome;
  outcome.test = index;
  outcome.held = naive::Holds(test, place);
  Arena arena;
  for (const Value& value : naive::ValuesOf(test.field, test.scope, place, arena)) {
    outcome.field_present = true;
    if (value.type != ValueType::kNull) AppendText(value, outcome.values.emplace_back());
  }
  return outcome;
}

// Tests and condition, with the gate left open.
Explanation EvaluateCondition(const Rule& rule, const Event& event, const EventContext& context,
                              FieldAliases aliases) {
  const naive::Place place{event, context, aliases, rule.channel_matches_either};
  Explanation explanation;
  for (std::uint32_t i = 0; i < rule.tests.size(); ++i) {
    explanation.tests.push_back(RunTest(rule, i, place));
  }
  for (const ExprNode& node : rule.condition) {
    explanation.nodes.push_back(EvaluateNode(node, explanation));
  }
  explanation.matched = !explanation.nodes.empty() && explanation.nodes.back();
  return explanation;
}

std::string DescribeEvent(const Event& event, const EventContext& context) {
  return "channel '" + std::string(context.channels.Text(event.channel)) + "', event id " +
         std::to_string(event.event_id);
}

// No way in: the tests are still shown, for the reader's sake, but nothing matches.
Explanation Shut(const Rule& rule, const Event& event, const EventContext& context,
                 std::string reason) {
  Explanation explanation = EvaluateCondition(rule, event, context, FieldAliases::kNone);
  explanation.matched = false;
  explanation.gate_reason = std::move(reason);
  return explanation;
}

Explanation Open(const Rule& rule, const Event& event, const EventContext& context,
                 FieldAliases aliases, std::string reason) {
  Explanation explanation = EvaluateCondition(rule, event, context, aliases);
  explanation.gate_held = true;
  explanation.gate_reason = std::move(reason);
  return explanation;
}

// The first alternative through which the rule matches, else the first that holds.
std::optional<Explanation> TryAlternatives(const Rule& rule, const Event& event,
                                           const EventContext& context) {
  std::optional<Explanation> first;
  for (const GateAlternative& alternative : rule.gate.alternatives) {
    if (!Holds(alternative, event, context)) continue;
    Explanation explanation = Open(rule, event, context, alternative.aliases, alternative.name);
    if (explanation.matched) return explanation;
    if (!first) first = std::move(explanation);
  }
  return first;
}

}  // namespace

Explanation ExplainRule(const Rule& rule, const Event& event, const EventContext& context) {
  switch (rule.gate.kind) {
    case Gate::Kind::kAny:
      return Open(rule, event, context, FieldAliases::kNone, "the rule looks at every event");
    case Gate::Kind::kAnyWindows:
      if (context.channels.Text(event.channel).find(kLogsourceMark) != std::string_view::npos)
        break;
      return Open(rule, event, context, FieldAliases::kNone,
                  "the rule looks at all Windows events");
    case Gate::Kind::kNoSource:
      return Shut(rule, event, context, "no evidence we read has this log source");
    case Gate::Kind::kFed:
      return Shut(rule, event, context,
                  "a correlation looks at other rules' matches, not at events");
    case Gate::Kind::kAlternatives: break;
  }
  if (auto explanation = TryAlternatives(rule, event, context)) return *std::move(explanation);
  return Shut(rule, event, context,
              "the log source does not cover " + DescribeEvent(event, context));
}

}  // namespace noroshi
