// Small helpers for the fixed, ASCII vocabulary of rule files: keywords, modifier names, channel
// names of the log source tables. Never for values that are matched: those fold as Unicode.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

// Bytes beyond ASCII are left as they are by all of these.
[[nodiscard]] constexpr char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool IsDigit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool IsBlank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
[[nodiscard]] constexpr bool IsHexDigit(char c) noexcept {
  return IsDigit(c) || (LowerAscii(c) >= 'a' && LowerAscii(c) <= 'f');
}

// Bytes beyond ASCII must be the same.
[[nodiscard]] bool EqualsIgnoreCase(std::string_view a, std::string_view b) noexcept;
[[nodiscard]] std::string ToLowerAscii(std::string_view text);
// Without blanks at either end.
[[nodiscard]] std::string_view Trim(std::string_view text) noexcept;
// The parts between separators, untrimmed. The empty text has no part.
[[nodiscard]] std::vector<std::string_view> Split(std::string_view text, char separator);

}  // namespace noroshi
