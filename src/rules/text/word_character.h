// What counts as part of a word, for windash (S-6.3).
#pragma once

#include <string_view>

namespace noroshi {

// Whether the last (first) character of the UTF-8 `text` is a letter, a digit or '_', by Unicode.
// False for the empty text.
[[nodiscard]] bool EndsInWord(std::string_view text) noexcept;
[[nodiscard]] bool StartsInWord(std::string_view text) noexcept;

}  // namespace noroshi
