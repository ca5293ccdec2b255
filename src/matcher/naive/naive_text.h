// Text tests of the naive evaluator: character by character, nothing prepared. Shares no code with
// the fast engine but case folding, so that the two can prove each other wrong.
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace noroshi::naive {

// The whole text fits the pattern.
[[nodiscard]] bool FitsPattern(const Pattern& pattern, std::string_view text);

// The expression is found somewhere in the text. Compiles it every time. False when PCRE2 refuses
// the expression or gives up.
[[nodiscard]] bool FindsRegex(const RegexPattern& regex, std::string_view text);

[[nodiscard]] bool IsPlain(const Pattern& pattern);  // a literal that is not empty
[[nodiscard]] std::string_view TrimRight(std::string_view text);

}  // namespace noroshi::naive
