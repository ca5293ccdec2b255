#include "cli/nearest.h"

#include <algorithm>
#include <vector>

namespace noroshi {
namespace {

constexpr std::size_t kMaxWord = 64;  // longer words are no misspelt commands

// Optimal string alignment distance.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string_view NearestName(std::string_view word, std::span<const std::string_view> names) {
  std::string_view nearest;
  if (word.size() > kMaxWord) return nearest;
  std::size_t best = word.size();
  for (const std::string_view name : names) {
    const std::size_t distance = Distance(word, name);
    const std::size_t allowed = std::max<std::size_t>(1, name.size() / 3);
    if (distance > allowed || distance >= best) continue;
    best = distance;
    nearest = name;
  }
  return nearest;
}

}  // namespace noroshi
