// RuleOrder: rules ranked by id, for the total order of findings, and told apart where two rules
// carry the same id (both are kept when their content differs).
//
// Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "rules/rule_list.h"

namespace noroshi {

class RuleOrder {
 public:
  // Sorts once, O(n log n); keeps numbers only, no reference to the rules.
  explicit RuleOrder(const RuleList& rules);

  [[nodiscard]] std::size_t size() const noexcept { return rank_.size(); }
  // Number of the rule in the order of ids, and the rule of a number: each undoes the other.
  [[nodiscard]] std::uint32_t RankOf(std::uint32_t rule) const noexcept { return rank_[rule]; }
  [[nodiscard]] std::uint32_t RuleAt(std::uint32_t rank) const noexcept { return rule_at_[rank]; }
  // 0 for the first rule of an id, in the order of the rule set; 1 for the next...
  [[nodiscard]] std::uint32_t Ordinal(std::uint32_t rule) const noexcept { return ordinal_[rule]; }

 private:
  std::vector<std::uint32_t> rank_, rule_at_, ordinal_;
};

}  // namespace noroshi
