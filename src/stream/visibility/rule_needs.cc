#include "stream/visibility/rule_needs.h"

#include <algorithm>
#include <utility>

#include "base/case_fold.h"
#include "matcher/build/kind_bounds.h"

namespace noroshi {
namespace {

// What a condition is once all that is known of the event is that it has no command line.
enum class Known : std::uint8_t { kFalse, kTrue, kOpen };

Known Not(Known value) noexcept {
  if (value == Known::kOpen) return value;
  return value == Known::kTrue ? Known::kFalse : Known::kTrue;
}

Known OfTest(const Test& test) {
  const std::string field = Folded(test.field);
  if (field != "commandline") return Known::kOpen;
  if (test.op == TestOp::kNull) return Known::kTrue;
  return Known::kFalse;
}

// `decides` alone settles an and (kFalse) or an or (kTrue); all of the other value settle it too.
Known Combine(const ExprNode& node, const std::vector<Known>& nodes, Known decides) {
  bool open = false;
  for (const std::uint32_t child : node.children) {
    if (nodes[child] == decides) return decides;
    open = open || nodes[child] == Known::kOpen;
  }
  return open ? Known::kOpen : Not(decides);
}

Known OfNode(const ExprNode& node, const Rule& rule, const std::vector<Known>& nodes) {
  switch (node.kind) {
    case ExprNode::Kind::kTrue: return Known::kTrue;
    case ExprNode::Kind::kFalse: return Known::kFalse;
    case ExprNode::Kind::kTest: return OfTest(rule.tests[node.test]);
    case ExprNode::Kind::kNot: return Not(nodes[node.children.front()]);
    case ExprNode::Kind::kAnd: return Combine(node, nodes, Known::kFalse);
    case ExprNode::Kind::kOr: return Combine(node, nodes, Known::kTrue);
  }
  return Known::kOpen;
}

// A rule that gates itself: what its condition says of channel and event id.
NeedAlternative ImpliedNeed(const KindBounds& bounds) {
  NeedAlternative need;
  if (bounds.event_ids) need.event_ids = *bounds.event_ids;
  return need;
}

}  // namespace

bool NeedsCommandLine(const Rule& rule) {
  std::vector<Known> nodes;
  nodes.reserve(rule.condition.size());
  for (const ExprNode& node : rule.condition) nodes.push_back(OfNode(node, rule, nodes));
  return !nodes.empty() && nodes.back() == Known::kFalse;
}

RuleNeeds::RuleNeeds(const RuleSet& rules) {
  needs_.reserve(rules.rules.size());
  for (const Rule& rule : rules.rules) AddRule(rule);
  for (const NotUsedRule& rule : rules.not_used) AddNotUsed(rule);
}

RuleNeeds::RuleNeeds(const Rule& rule) { AddRule(rule); }

RuleNeeds::RuleNeeds(const NotUsedRule& rule) { AddNotUsed(rule); }

void RuleNeeds::AddNotUsed(const NotUsedRule& rule) {
  if (rule.reason != NotUsedReason::kNoSource) return;
  RuleNeed& need = needs_.emplace_back();
  need.id = rule.id;
  need.title = rule.title;
  need.no_reader = true;
  need.log_source = rule.log_source;
  need.level = rule.level;
  need.techniques.assign(rule.techniques.begin(), rule.techniques.end());
}

void RuleNeeds::AddRule(const Rule& rule) {
  if (rule.gate.kind == Gate::Kind::kFed) return;  // a correlation sees what its rules see
  RuleNeed& need = needs_.emplace_back();
  need.id = rule.id;
  need.title = rule.title;
  need.level = rule.level;
  need.techniques.assign(rule.techniques.begin(), rule.techniques.end());
  need.log_source = Keep(LogSourceText(rule.log_source));
  const bool command_line = NeedsCommandLine(rule);
  for (const GateAlternative& gate : rule.gate.alternatives) {
    NeedAlternative& alternative = need.alternatives.emplace_back();
    alternative.channels.assign(gate.channels.begin(), gate.channels.end());
    alternative.channel_prefix = gate.channel_prefix;
    alternative.event_ids = gate.event_ids;
    alternative.command_line = command_line;
  }
  if (!rule.gate.alternatives.empty()) return;
  const KindBounds bounds = BoundsOf(rule);
  if (!bounds.channels && !bounds.event_ids) return;
  NeedAlternative& alternative = need.alternatives.emplace_back(ImpliedNeed(bounds));
  alternative.command_line = command_line;
  if (!bounds.channels) return;
  for (const std::string& channel : *bounds.channels) alternative.channels.push_back(Keep(channel));
}

std::string_view RuleNeeds::Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

}  // namespace noroshi
