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
// quotes and backslashes are escaped. Plain text goes through at 16 characters a step where the
// processor can (SSE2).
void AppendJsonEscaped(std::string_view text, std::string& out);

// Appends a quoted JSON string.
inline void AppendJsonString(std::string_view text, std::string& out) {
  out += '"';
  AppendJsonEscaped(text, out);
  out += '"';
}

// Appends `"name":"text"`; the name with all that stands around it is given as it is to be written.
inline void AppendJsonMember(std::string_view quoted_name_and_colon, std::string_view text,
                             std::string& out) {
  out += quoted_name_and_colon;
  AppendJsonString(text, out);
}

template <std::integral T>
void AppendNumber(T value, std::string& out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

namespace internal {

// Copies bytes to `out` up to the first that is no printable ASCII, a quote or a backslash; returns
// how many. `out` has room for `size` bytes.
std::size_t CopyPlain(const char* text, std::size_t size, char* out) noexcept;
// One byte at a time: what CopyPlain is tested against.
std::size_t CopyPlainScalar(const char* text, std::size_t size, char* out) noexcept;

}  // namespace internal
}  // namespace noroshi
