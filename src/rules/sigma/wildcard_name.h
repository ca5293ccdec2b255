// Patterns over selection names: `1 of filter_*`.
#pragma once

#include <string_view>

namespace noroshi::sigma {

// True if all of `name` fits `pattern`; '*' is any run. Case-sensitive (S-7.4). At worst the
// product of the lengths, without backtracking beyond the last star.
[[nodiscard]] bool MatchesName(std::string_view name, std::string_view pattern) noexcept;

}  // namespace noroshi::sigma
