#include "stream/sort/rule_order.h"

#include <algorithm>
#include <numeric>

namespace noroshi {

RuleOrder::RuleOrder(const RuleList& rules)
    : rank_(rules.size()), rule_at_(rules.size()), ordinal_(rules.size()) {
  std::iota(rule_at_.begin(), rule_at_.end(), 0U);
  std::ranges::stable_sort(rule_at_, {}, [&](std::uint32_t rule) { return rules.head(rule).id; });
  for (std::uint32_t rank = 0; rank < rule_at_.size(); ++rank) {
    const std::uint32_t rule = rule_at_[rank];
    rank_[rule] = rank;
    const bool repeats = rank > 0 && rules.head(rule_at_[rank - 1]).id == rules.head(rule).id;
    ordinal_[rule] = repeats ? ordinal_[rule_at_[rank - 1]] + 1 : 0;
  }
}

}  // namespace noroshi
