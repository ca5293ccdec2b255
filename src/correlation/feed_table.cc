#include "correlation/feed_table.h"

#include <algorithm>

namespace noroshi {

FeedTable::FeedTable(const RuleSet& rules)
    : by_rule_(rules.rules.size()),
      by_correlation_(rules.correlations.size()),
      raises_(rules.rules.size(), true) {
  for (const std::uint32_t rule : rules.silent) raises_[rule] = false;
  for (std::uint32_t i = 0; i < rules.correlations.size(); ++i) {
    const CorrelationRule& correlation = rules.correlations[i];
    depths_ = std::max(depths_, correlation.depth + 1);
    for (std::uint32_t s = 0; s < correlation.sources.size(); ++s) {
      const CorrelationSource& source = correlation.sources[s];
      const bool chained = source.correlation != CorrelationSource::kNone;
      (chained ? by_correlation_[source.correlation] : by_rule_[source.rule]).push_back({i, s});
    }
  }
}

}  // namespace noroshi
