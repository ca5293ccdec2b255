#include "rules/sigma/state_evidence.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

// What a category's rules may look at besides: a channel of evidence/artefacts, an extra test, the
// fields that such events have, and those of them that tell nothing alone. Every hive has the keys
// of its autostarts: that one was written is news, that it is there is none. So a rule must ask for
// what is in it.
struct StateRow {
  std::string_view category;
  std::string_view channel;
  std::string_view value_field, value;
  std::string_view known;
  std::string_view not_alone = {};
};
constexpr StateRow kRows[] = {
    {"registry_set", "host:registry", "", "", "TargetObject;Details", "TargetObject"},
    {"registry_event", "host:registry", "", "", "TargetObject;Details", "TargetObject"},
    {"file_event", "host:mft", "Kind", "file", "TargetFilename"},
    {"file_event", "host:usn", "Change", "created", "TargetFilename"},
    {"file_rename", "host:usn", "Change", "renamed", "TargetFilename"},
    {"file_delete", "host:usn", "Change", "deleted", "TargetFilename"},
    {"process_creation", "host:prefetch", "", "", "Image"},
    {"image_load", "host:prefetch_file", "", "", "Image;ImageLoaded"},
    {"ps_script", "host:powershell_history", "", "", "ScriptBlockText"},
};

bool Lists(std::string_view known, std::string_view field) {
  return std::ranges::any_of(Split(known, ';'),
                             [&](std::string_view one) { return EqualsIgnoreCase(one, field); });
}

bool Needs(const Test& test, std::string_view known) {
  return (!test.field.empty() && !Lists(known, test.field)) ||
         (!test.other_field.empty() && !Lists(known, test.other_field));
}

// These hold because something is missing.
bool HoldsByAbsence(const Test& test) noexcept {
  return test.op == TestOp::kNull || test.op == TestOp::kExists;
}

}  // namespace

bool IsJudgedBy(const Rule& rule, std::string_view known) {
  using Kind = ExprNode::Kind;
  // Whether a node stands where being false can make the rule match. Parents come behind their
  // children, so going backwards each parent is settled first.
  std::vector<bool> is_negated(rule.condition.size(), false);
  for (std::size_t i = rule.condition.size(); i-- > 0;) {
    const ExprNode& node = rule.condition[i];
    for (const std::uint32_t child : node.children) {
      const bool flips = node.kind == Kind::kNot;
      if (flips != is_negated[i]) is_negated[child] = true;
    }
    if (node.kind != Kind::kTest) continue;
    const Test& test = rule.tests[node.test];
    if (Needs(test, known) && (is_negated[i] || HoldsByAbsence(test))) return false;
  }
  return true;
}

bool CanMatchOn(const Rule& rule, std::string_view known) {
  using Kind = ExprNode::Kind;
  std::vector<bool> can(rule.condition.size(), false);
  const auto child_can = [&](std::uint32_t child) -> bool { return can[child]; };
  for (std::size_t i = 0; i < rule.condition.size(); ++i) {
    const ExprNode& node = rule.condition[i];
    switch (node.kind) {
      case Kind::kTest: can[i] = !Needs(rule.tests[node.test], known); break;
      case Kind::kAnd: can[i] = std::ranges::all_of(node.children, child_can); break;
      case Kind::kOr: can[i] = std::ranges::any_of(node.children, child_can); break;
      case Kind::kFalse: break;
      default: can[i] = true;
    }
  }
  return !can.empty() && can.back();
}

void AddStateEvidence(Rule& rule) {
  const LogSource& source = rule.log_source;
  const bool is_windows = source.product.empty() || EqualsIgnoreCase(source.product, "windows");
  if (rule.gate.kind != Gate::Kind::kAlternatives || !is_windows || !source.service.empty()) return;
  for (const StateRow& row : kRows) {
    if (!EqualsIgnoreCase(row.category, source.category)) continue;
    if (!IsJudgedBy(rule, row.known) || !CanMatchOn(rule, row.known)) continue;
    if (!row.not_alone.empty() && CanMatchOn(rule, row.not_alone)) continue;
    GateAlternative alternative;
    alternative.channels = {std::string(row.channel)};
    alternative.value_field = row.value_field;
    if (!row.value.empty()) alternative.values = {std::string(row.value)};
    alternative.name = row.channel;
    rule.gate.alternatives.push_back(std::move(alternative));
  }
}

}  // namespace noroshi::sigma
