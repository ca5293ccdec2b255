// FeedTable: which correlations a rule's matches, or another correlation's findings, go to.
//
// Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rules/rule_set.h"

namespace noroshi {

// One place that an event goes to: which correlation, and as which of its sources.
struct CorrelationFeed {
  std::uint32_t correlation = 0, source = 0;
};

class FeedTable {
 public:
  // Linear in rules and sources. REQUIRES: `rules` are linked (rules/correlation_rules/link.h).
  explicit FeedTable(const RuleSet& rules);

  // Empty for most rules.
  [[nodiscard]] std::span<const CorrelationFeed> OfRule(std::uint32_t rule) const noexcept {
    return by_rule_[rule];
  }
  [[nodiscard]] std::span<const CorrelationFeed> OfCorrelation(
      std::uint32_t number) const noexcept {
    return by_correlation_[number];
  }
  // True if the rule's own matches are findings.
  [[nodiscard]] bool Raises(std::uint32_t rule) const noexcept { return raises_[rule]; }
  // The number of depths, 0 where there are no correlations.
  [[nodiscard]] std::uint32_t depths() const noexcept { return depths_; }

 private:
  std::vector<std::vector<CorrelationFeed>> by_rule_, by_correlation_;
  std::vector<bool> raises_;
  std::uint32_t depths_ = 0;
};

}  // namespace noroshi
