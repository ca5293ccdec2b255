// Asks PCRE2 whether it accepts a pattern. The matcher compiles it; this only lets a rule file be
// refused with its place (S-6.8).
//
// Patterns and values are UTF-8. `.` is one code point and stops at a line feed unless `s` is
// given; \d, \w, \s and \b know ASCII only, as in RE2; folding under `i` is Unicode.
#pragma once

#include <optional>
#include <string>

#include "rules/rule.h"

namespace noroshi {

// Longer than any pattern seen (1,100 bytes) by far; compiling costs time per byte.
inline constexpr std::size_t kMaxRegexBytes = 32 * 1024;

// What is wrong with the pattern, or nothing. Thread-safe; some microseconds.
[[nodiscard]] std::optional<std::string> RegexProblem(const RegexPattern& pattern);

}  // namespace noroshi
