#include "casestore/suppression_filter.h"

#include <algorithm>
#include <utility>

namespace noroshi {
namespace {

char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool InForce(const CaseSuppression& suppression, Timestamp at) noexcept {
  return at < suppression.expires;
}

SuppressionFilter::SuppressionFilter(std::vector<CaseSuppression> suppressions, Timestamp at) {
  for (CaseSuppression& suppression : suppressions) {
    const bool in_force = InForce(suppression, at);
    if (in_force) by_rule_[suppression.rule].push_back(rows_.size());
    rows_.push_back({std::move(suppression), in_force, 0});
  }
}

bool SuppressionFilter::LeavesOut(std::string_view rule_id, std::string_view host) {
  const auto found = by_rule_.find(rule_id);
  if (found == by_rule_.end()) return false;
  for (const std::size_t index : found->second) {
    Row& row = rows_[index];
    const std::string& wanted = row.suppression.host;
    if (!wanted.empty() && !std::ranges::equal(wanted, host, {}, LowerAscii, LowerAscii)) continue;
    ++row.left_out;
    return true;
  }
  return false;
}

}  // namespace noroshi
