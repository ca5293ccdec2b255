#include "rules/sigma/filters.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/sigma/detection.h"
#include "rules/sigma/expression.h"
#include "rules/sigma/yaml_lists.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

constexpr std::string_view kNotSelections[] = {"condition", "timeframe", "rules"};

bool Covers(const std::string& filter, const std::string& rule) {
  return filter.empty() || EqualsIgnoreCase(filter, rule);
}

bool Names(const FilterDocument& filter, const RuleHead& rule) {
  if (filter.targets.empty()) return true;
  return std::ranges::any_of(filter.targets, [&](const std::string& target) {
    return EqualsIgnoreCase(target, rule.id) || (!rule.name.empty() && target == rule.name);
  });
}

void Conjoin(Rule& rule, const Rule& filter) {
  const auto first_selection = static_cast<std::uint32_t>(rule.selections.size());
  const auto first_test = static_cast<std::uint32_t>(rule.tests.size());
  for (const std::string& selection : filter.selections) {
    rule.selections.push_back(fmt::format("{}: {}", filter.title, selection));
  }
  for (Test test : filter.tests) {
    test.selection += first_selection;
    rule.tests.push_back(std::move(test));
  }
  ExpressionBuilder expression;
  const auto own = expression.Graft(rule.condition, 0);
  const auto added = expression.Graft(filter.condition, first_test);
  rule.condition = expression.Finish(expression.And({own, added}));
  rule.content_hash ^= filter.content_hash;
}

}  // namespace

FilterDocument LowerFilter(const YamlNode& root, const LoadOptions& options, Reporter& reporter,
                           Rule rule) {
  FilterDocument filter;
  const YamlNode& section = *root.Find("filter");
  if (!section.is_mapping()) {
    reporter.Report(codes::kFilterBad, section, "'filter' must be a mapping");
    return filter;
  }
  const YamlNode* rules = section.Find("rules");
  filter.targets = Texts(rules);
  if (filter.targets.empty()) {
    reporter.Report(codes::kFilterBad, section, "the filter names no rules",
                    "list rule ids under 'rules', or write 'rules: any'");
  }
  if (filter.targets.size() == 1 && EqualsIgnoreCase(filter.targets.front(), "any")) {
    filter.targets.clear();
  }
  const LoweredDetection lowered = LowerDetection(section, kNotSelections, options, reporter, rule);
  if (lowered.aggregation) {
    reporter.Report(codes::kFilterBad, lowered.aggregation->place, "a filter cannot aggregate");
  }
  if (reporter.ok() && lowered.bare_selection) {
    reporter.Report(codes::kFilterPositive, section,
                    "this filter keeps only what the selection matches");  // D-8
  }
  Reporter later(rule.path, {});
  later.Report(codes::kFilterUnused, root, "the filter applies to no loaded rule");
  filter.unused = std::move(later.Take().front());
  filter.rule = std::move(rule);
  return filter;
}

bool FilterCovers(const LogSource& filter, const LogSource& rule) {
  return Covers(filter.category, rule.category) && Covers(filter.product, rule.product) &&
         Covers(filter.service, rule.service);
}

bool ApplyFilter(const FilterDocument& filter, RuleList& rules) {
  bool applied = false;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!Names(filter, rules.head(i))) continue;
    Rule rule = rules.Unpack(i);
    if (rule.gate.kind == Gate::Kind::kFed) continue;  // S-10.1
    if (!FilterCovers(filter.rule.log_source, rule.log_source)) continue;
    Conjoin(rule, filter.rule);
    rules.Replace(i, rule);
    applied = true;
  }
  return applied;
}

}  // namespace noroshi::sigma
