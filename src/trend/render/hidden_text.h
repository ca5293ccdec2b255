// Text of files and rules, made harmless: characters that nobody sees, or that reorder or act on
// what shows them (base/hidden_character.h), become marks with their code point.
//
// Pure; safe from any thread; linear.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// One line of valid UTF-8: hidden characters become "[U+202E]", bad bytes U+FFFD.
[[nodiscard]] std::string MarkHidden(std::string_view text);

// `json` with hidden characters as \u escapes. They can only stand inside its strings. Line breaks
// between tokens stay. REQUIRES: valid UTF-8.
[[nodiscard]] std::string EscapeHidden(std::string_view json);

}  // namespace noroshi
