#include "stream/pass/analytic_rules.h"

#include <algorithm>

#include "analytics/rarity/observation.h"

namespace noroshi {

AnalyticRules::AnalyticRules(const RuleSet& rules) {
  for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
    if (rules.rules.head(i).source != RuleSource::kNoroshi) continue;  // the loader's promise
    const Rule rule = rules.rules.Unpack(i);  // not kept: five hundred of them are megabytes
    const std::string_view analytic = AnalyticOf(rule);
    if (!analytic.empty()) by_name_.try_emplace(std::string(analytic), i);
  }
}

std::optional<std::uint32_t> AnalyticRules::Of(std::string_view analytic) const {
  const auto at = by_name_.find(analytic);
  return at == by_name_.end() ? std::nullopt : std::optional(at->second);
}

bool AnalyticRules::HasAny(std::span<const std::string_view> analytics) const {
  return std::ranges::any_of(analytics, [&](std::string_view analytic) { return Has(analytic); });
}

std::uint32_t AnalyticRules::RareKinds() const {
  return Has(kAnalyticForeignWorkstation) ? BitOf(RareKind::kWorkstation) : 0;
}

}  // namespace noroshi
