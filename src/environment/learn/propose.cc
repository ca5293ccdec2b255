#include "environment/learn/propose.h"

#include <fmt/format.h>

#include <algorithm>

namespace noroshi {

bool IsRegular(const SightingSum& sum, const LearntFacts& facts, unsigned share) {
  const unsigned days = sum.day_count();
  return days >= kRegularDays && days * share >= facts.all.day_count();
}

std::string DaysText(const SightingSum& sum, const LearntFacts& facts) {
  return fmt::format("on {} of {} days", sum.day_count(), facts.all.day_count());
}

std::string CountText(std::uint64_t count, std::string_view what) {
  std::string digits = std::to_string(count);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return fmt::format("{} {}{}", digits, what, count == 1 ? "" : "s");
}

void AddToConfirm(std::string_view list, std::vector<std::pair<std::uint64_t, ToConfirm>> rows,
                  Environment& out) {
  std::ranges::stable_sort(rows, std::greater<>(), [](const auto& row) { return row.first; });
  const std::size_t kept = std::min(rows.size(), kMaxToConfirm);
  for (std::size_t i = 0; i < kept; ++i) {
    out.to_confirm.push_back(std::move(rows[i].second));
    out.to_confirm.back().list = list;
  }
  if (rows.size() == kept) return;
  out.to_confirm.back().why += fmt::format("; {} more are not listed", rows.size() - kept);
}

Environment ProposeEnvironment(const LearntFacts& facts) {
  Environment out;
  ProposeRoles(facts, out);
  ProposeAccounts(facts, out);
  ProposeNetworks(facts, out);
  ProposeNames(facts, out);
  return out;
}

}  // namespace noroshi
