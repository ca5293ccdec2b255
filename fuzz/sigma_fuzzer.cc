// Any bytes as a rule file: loading must end, within its budgets, with every document accounted for
// and every rule well-formed.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "rules/rule_set.h"

namespace {

using noroshi::ExprNode;
using noroshi::Rule;

void Demand(bool holds) {
  if (!holds) std::abort();
}

// What the matcher relies on.
void CheckRule(const Rule& rule) {
  Demand(rule.condition.empty() == (rule.gate.kind == noroshi::Gate::Kind::kFed));
  for (std::size_t i = 0; i < rule.condition.size(); ++i) {
    const ExprNode& node = rule.condition[i];
    for (const std::uint32_t child : node.children) Demand(child < i);
    if (node.kind == ExprNode::Kind::kTest) Demand(node.test < rule.tests.size());
    if (node.kind == ExprNode::Kind::kNot) Demand(node.children.size() == 1);
  }
  for (const noroshi::Test& test : rule.tests) Demand(test.selection < rule.selections.size());
}

// What the correlator relies on: sources before what they feed, and every index in its bounds.
void CheckCorrelations(const noroshi::RuleSet& set) {
  for (std::size_t i = 0; i < set.correlations.size(); ++i) {
    const noroshi::CorrelationRule& correlation = set.correlations[i];
    Demand(correlation.rule < set.rules.size());
    Demand(!correlation.tests.empty() || !correlation.presence.empty());
    Demand(!correlation.sources.empty());
    Demand(correlation.sources.size() <= noroshi::kMaxCorrelationSources);
    for (const noroshi::CorrelationSource& source : correlation.sources) {
      Demand(source.rule < set.rules.size());
      Demand(source.group_fields.size() == correlation.group_by.size());
      Demand(source.value_fields.size() == correlation.values.size());
      if (source.correlation == noroshi::CorrelationSource::kNone) continue;
      Demand(source.correlation < i);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  noroshi::LoadOptions options;
  options.placeholders["x"] = {"one", "two*"};
  const std::string text(reinterpret_cast<const char*>(data), size);
  const noroshi::RuleSet set = noroshi::LoadRulesFromText("fuzz.yml", text, options);
  for (const Rule& rule : set.rules) CheckRule(rule);
  CheckCorrelations(set);
  Demand(set.rules.size() + set.not_used.size() <= set.documents);
  return 0;
}
