#include "rules/sigma/wildcard_name.h"

#include <cstddef>

namespace noroshi::sigma {

bool MatchesName(std::string_view name, std::string_view pattern) noexcept {
  std::size_t n = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;  // the last star seen
  std::size_t resume = 0;                     // where in the name it began to match
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace noroshi::sigma
