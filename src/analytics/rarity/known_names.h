// KnownNames: what an organisation says its computers are called. Plain data; empty = it says
// nothing, and names are judged by each other.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace noroshi {

struct KnownNames {
  std::vector<std::string> schemes;       // folded patterns that its own names follow
  std::vector<std::string> allowed;       // folded patterns of other names that are in order
  std::unordered_set<std::string> hosts;  // folded, without domain
  // Whether a folded name fits a pattern. Never null where there are patterns.
  bool (*fits)(std::string_view name, std::string_view pattern) = nullptr;

  // Without a scheme a name that is not in `hosts` says nothing: it may only be new.
  [[nodiscard]] bool has_scheme() const noexcept { return !schemes.empty(); }
  // `name`: folded, without domain. Cost: a hash look-up, then a match with each pattern until one
  // fits; patterns are bounded by the environment reader. Safe from any thread while nobody writes.
  [[nodiscard]] bool Has(std::string_view name) const {
    if (hosts.contains(std::string(name))) return true;
    for (const auto* patterns : {&schemes, &allowed}) {
      for (const std::string& pattern : *patterns) {
        if (fits(name, pattern)) return true;
      }
    }
    return false;
  }
};

}  // namespace noroshi
