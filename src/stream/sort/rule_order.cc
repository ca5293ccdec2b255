#include "stream/sort/rule_order.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>

namespace noroshi {
namespace {

// The first bytes of an id as a number that sorts as they do: most ids differ in them.
std::uint64_t Prefix(std::string_view id) noexcept {
  unsigned char bytes[8] = {};
  std::copy_n(id.begin(), std::min(id.size(), sizeof bytes), bytes);
  return std::accumulate(std::begin(bytes), std::end(bytes), std::uint64_t{0},
                         [](std::uint64_t sum, unsigned char byte) { return sum << 8 | byte; });
}

// The numbers of all rules, by id; those of one id in the order of the set.
void SortById(const RuleList& rules, std::vector<std::uint32_t>& numbers) {
  struct Entry {
    std::uint64_t prefix;
    std::uint32_t rule;
  };
  std::vector<Entry> entries(numbers.size());
  for (std::uint32_t rule = 0; rule < entries.size(); ++rule) {
    entries[rule] = {Prefix(rules.head(rule).id), rule};
  }
  std::ranges::sort(entries, [&](const Entry& a, const Entry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    const int ids = std::string_view(rules.head(a.rule).id).compare(rules.head(b.rule).id);
    return ids != 0 ? ids < 0 : a.rule < b.rule;
  });
  std::ranges::transform(entries, numbers.begin(), &Entry::rule);
}

}  // namespace

RuleOrder::RuleOrder(const RuleList& rules)
    : rank_(rules.size()), rule_at_(rules.size()), ordinal_(rules.size()) {
  SortById(rules, rule_at_);
  for (std::uint32_t rank = 0; rank < rule_at_.size(); ++rank) {
    const std::uint32_t rule = rule_at_[rank];
    rank_[rule] = rank;
    const bool repeats = rank > 0 && rules.head(rule_at_[rank - 1]).id == rules.head(rule).id;
    ordinal_[rule] = repeats ? ordinal_[rule_at_[rank - 1]] + 1 : 0;
  }
}

}  // namespace noroshi
