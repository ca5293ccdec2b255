// Patterns from Sigma's text form: wildcards and escapes (S-5.1, S-5.2), to the letter of the
// table there. `C:\Windows\*` ends in a literal star; whoever means a wildcard writes `\\*`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

[[nodiscard]] Pattern ParsePattern(std::string_view text);
// `text` as it stands: no wildcard, no escape.
[[nodiscard]] Pattern LiteralPattern(std::string_view text);
// The one text that fits, if the pattern has no wildcard.
[[nodiscard]] std::optional<std::string> LiteralText(const Pattern& pattern);

// Each keeps the promise that two kAnyRun never touch and literals are as long as can be. Linear in
// what is appended.
void AppendLiteral(Pattern& pattern, std::string_view text);
void AppendWildcard(Pattern& pattern, PatternPart::Kind kind);
void AppendPattern(Pattern& pattern, const Pattern& tail);
// What `endswith` and `startswith` do: any run may stand before, or behind, the pattern.
// Idempotent.
void OpenStart(Pattern& pattern);
void OpenEnd(Pattern& pattern);

}  // namespace noroshi
