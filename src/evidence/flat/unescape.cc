// JSON and hex escapes.
#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "base/utf.h"
#include "evidence/flat/flat_value.h"

namespace noroshi {
namespace {

std::optional<std::uint32_t> HexDigits(std::string_view text, std::size_t count) noexcept {
  if (text.size() < count) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, count)) {
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      return std::nullopt;
    }
    value = value << 4 | digit;
  }
  return value;
}

constexpr bool IsHighSurrogate(std::uint32_t unit) noexcept { return (unit & 0xFC00) == 0xD800; }
constexpr bool IsLowSurrogate(std::uint32_t unit) noexcept { return (unit & 0xFC00) == 0xDC00; }

// The character that a one-letter escape stands for; 0 for other letters.
char SimpleEscape(char letter) noexcept {
  switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

// Writes the character of a \uXXXX escape, or of a pair of them; returns the bytes read, 0 when it
// is none. `text` begins behind the 'u'.
std::size_t UnescapeUnit(std::string_view text, char*& out) noexcept {
  const auto unit = HexDigits(text, 4);
  if (!unit) return 0;
  std::size_t read = 4;
  char32_t code_point = *unit;
  if (IsHighSurrogate(*unit) && text.substr(4).starts_with("\\u")) {
    const auto low = HexDigits(text.substr(6), 4);
    if (low && IsLowSurrogate(*low)) {
      code_point = 0x10000 + ((*unit & 0x3FF) << 10 | (*low & 0x3FF));
      read = 10;
    }
  }
  std::string bytes;  // at most 4: no allocation
  AppendCodePoint(code_point, bytes);
  std::memcpy(out, bytes.data(), bytes.size());
  out += bytes.size();
  return read;
}

// Writes the valid characters of an unescaped run and escapes the rest of it again.
char* WriteRun(std::string_view bytes, char* out) noexcept {
  static constexpr char kDigits[] = "0123456789abcdef";
  while (!bytes.empty()) {
    const std::size_t size = Utf8SequenceBytes(bytes);
    if (size != 0) {
      std::memcpy(out, bytes.data(), size);
      out += size;
    } else {
      const auto byte = static_cast<unsigned char>(bytes[0]);
      for (const char c : {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]}) *out++ = c;
    }
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return out;
}

}  // namespace

std::size_t UnescapeJson(std::string_view escaped, char* out) noexcept {
  const char* const begin = out;
  while (!escaped.empty()) {
    const std::size_t plain = std::min(escaped.find('\\'), escaped.size());
    std::memcpy(out, escaped.data(), plain);
    out += plain;
    escaped.remove_prefix(plain);
    if (escaped.size() < 2) {
      if (!escaped.empty()) *out++ = '\\';
      break;
    }
    std::size_t read = escaped[1] == 'u' ? UnescapeUnit(escaped.substr(2), out) : 0;
    if (read == 0) {
      const char simple = SimpleEscape(escaped[1]);
      if (simple == 0) *out++ = '\\';
      *out++ = simple == 0 ? escaped[1] : simple;
    }
    escaped.remove_prefix(2 + read);
  }
  return static_cast<std::size_t>(out - begin);
}

std::size_t UnescapeHex(std::string_view escaped, char* out) noexcept {
  const char* const begin = out;
  std::string run;  // the bytes of neighbouring escapes, which may be one character
  while (!escaped.empty()) {
    const auto byte = escaped.starts_with("\\x") ? HexDigits(escaped.substr(2), 2) : std::nullopt;
    if (byte) {
      run.push_back(static_cast<char>(*byte));
      escaped.remove_prefix(4);
      if (!escaped.empty()) continue;
    }
    out = WriteRun(run, out);
    run.clear();
    if (escaped.empty()) break;
    *out++ = escaped[0];
    escaped.remove_prefix(1);
  }
  return static_cast<std::size_t>(out - begin);
}

}  // namespace noroshi
