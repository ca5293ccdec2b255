// TextEncoding: which encoding a text is in, guessed from its bytes. Logs come as UTF-8, as the
// UTF-16 of Windows tools, with and without byte order mark, and from Japanese systems as Shift_JIS
// in Microsoft's form, code page 932.
//
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/byte_reader.h"

namespace noroshi {

enum class TextEncoding : std::uint8_t {
  // Nothing seen that would decide; read as UTF-8.
  kAscii,
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kCp932,
};
// "ascii", "utf-8", "utf-16le", "utf-16be", "cp932": as written in run.json.
[[nodiscard]] std::string_view TextEncodingName(TextEncoding encoding) noexcept;

struct TextStart {
  TextEncoding encoding = TextEncoding::kAscii;
  std::size_t mark_bytes = 0;  // the byte order mark, no part of the text
};

// By byte order mark, or by where the zero bytes of UTF-16 stand; else kAscii, also for what will
// turn out to be UTF-8 or code page 932: GuessByteEncoding decides at the first byte that is not
// ASCII, wherever in the text that is.
[[nodiscard]] TextStart DetectTextStart(Bytes start) noexcept;

// UTF-8 or code page 932, by which of the two explains more of `block`. A text with a few broken
// characters stays what the rest of it is. `block` may end inside a character.
[[nodiscard]] TextEncoding GuessByteEncoding(Bytes block) noexcept;

// How many bytes from the start of `text` are ASCII. Eight a step.
[[nodiscard]] std::size_t AsciiPrefix(Bytes text) noexcept;

// How many bytes from the start of `text` are whole, valid UTF-8. Linear; eight ASCII bytes a step.
[[nodiscard]] std::size_t ValidUtf8Prefix(Bytes text) noexcept;

// The bytes at the start of `text` (at most 4, not empty, no valid character) that one replacement
// character stands for: the longest beginning of a character, or one byte.
[[nodiscard]] std::size_t BrokenUtf8Bytes(Bytes text) noexcept;

// `text` is shorter than the character it begins, and so far a valid beginning of one.
[[nodiscard]] bool IsCutUtf8(Bytes text) noexcept;

}  // namespace noroshi
