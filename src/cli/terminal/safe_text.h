// Evidence on a terminal: a log may hold escape sequences that recolour, retitle or answer for the
// terminal, and bidirectional marks that make text read other than it is. All are made visible.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

// Control characters become \x1b style; bidirectional and invisible format characters and line
// separators become <U+202E> style; bytes that are not UTF-8 become U+FFFD. The rest is unchanged.
[[nodiscard]] std::string SafeText(std::string_view text);

// The next character of UTF-8 text: its code point and length in bytes. A byte that starts no valid
// sequence gives U+FFFD and length 1. REQUIRES: !text.empty().
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};
[[nodiscard]] CodePoint NextCodePoint(std::string_view text) noexcept;

}  // namespace noroshi
