// Unicode simple case folding (CaseFolding.txt, statuses C and S): what "case-insensitive" means
// everywhere in noroshi (Sigma S-5.5). One character folds to one character, locale plays no part,
// nothing is normalised: homoglyphs stay apart.
//
// Text is UTF-8. A byte that is not part of valid UTF-8 stands for itself and folds to itself, so
// hostile text never fails and never reads past its end.
//
// Pure functions, safe from any thread. ASCII costs about 0.1 ns a byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

// A value beyond Unicode, as DecodeCharacter makes for an invalid byte, folds to itself. O(log
// runs), about 200 runs.
[[nodiscard]] char32_t FoldCodePoint(char32_t code_point) noexcept;

// Copies the ASCII characters before the first that is not ASCII to `out`, folded; returns how
// many. `out` may be the text itself.
std::size_t FoldAscii(std::string_view text, char* out) noexcept;

// Appends the folded text; invalid bytes go over as they are. The result may be longer or shorter
// than the text, as characters of other widths take each other's place.
void AppendFolded(std::string_view text, std::string& out);
[[nodiscard]] std::string Folded(std::string_view text);
// Allocates nothing, and stops at the first difference.
[[nodiscard]] bool EqualsFolded(std::string_view a, std::string_view b);

// One character of UTF-8. Invalid bytes are one character each, with a value no character has.
struct DecodedCharacter {
  char32_t code_point = 0;
  std::size_t size = 0;  // bytes
};
inline constexpr char32_t kInvalidByteBase = 0x110000;  // + the byte

// REQUIRES: at < text.size().
[[nodiscard]] DecodedCharacter DecodeCharacter(std::string_view text, std::size_t at) noexcept;

}  // namespace noroshi
