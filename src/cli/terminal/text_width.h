// How many columns a text takes on a terminal, so that tables with Japanese in them line up.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

// Columns of one character: 2 for East Asian wide and full-width ones and emoji, 0 for combining
// marks, else 1 (ambiguous ones count as 1, as terminals do unless told otherwise).
[[nodiscard]] std::size_t CharacterWidth(char32_t character) noexcept;
[[nodiscard]] std::size_t TextWidth(std::string_view text) noexcept;

// Cut to at most `columns`, with an ellipsis in the last one if anything was cut.
[[nodiscard]] std::string FitText(std::string_view text, std::size_t columns);
// Filled up with blanks on the right, or on the left, to `columns`.
[[nodiscard]] std::string PadRight(std::string_view text, std::size_t columns);
[[nodiscard]] std::string PadLeft(std::string_view text, std::size_t columns);

}  // namespace noroshi
