// JSON text, written straight into a string: the findings lines are millions, so no document tree
// and no writer object stand between a value and the buffer.
//
// Thread-compatible: all state is in the arguments. Output is always valid UTF-8: what is not
// becomes U+FFFD (file names may hold any bytes).
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace noroshi {

// Appends the text as the inside of a JSON string, without the quotes. Control characters, DEL,
// quotes and backslashes are escaped. Copies runs of plain text at memcpy speed.
void AppendJsonEscaped(std::string_view text, std::string& out);

// Appends a quoted JSON string.
inline void AppendJsonString(std::string_view text, std::string& out) {
  out += '"';
  AppendJsonEscaped(text, out);
  out += '"';
}

template <std::integral T>
void AppendNumber(T value, std::string& out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

}  // namespace noroshi
