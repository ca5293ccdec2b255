#include "trend/render/hidden_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "base/utf.h"
#include "report/json_text.h"

namespace noroshi {
namespace {

struct Range {
  char32_t first, last;
};
constexpr Range kHidden[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0xE0000, 0xE01EF},
};

// The code point of a valid sequence of `length` bytes.
char32_t Decode(std::string_view text, std::size_t length) noexcept {
  constexpr std::uint8_t kLeadBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t value = static_cast<std::uint8_t>(text[0]) & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    value = value << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  }
  return value;
}

// Calls `put(code point, bytes)` for each character. REQUIRES: valid UTF-8.
template <class Put>
void ForEach(std::string_view text, Put put) {
  while (!text.empty()) {
    const std::size_t length = Utf8SequenceBytes(text);
    put(Decode(text, length), text.substr(0, length));
    text.remove_prefix(length);
  }
}

void AppendEscape(char32_t c, std::string& out) {
  constexpr char32_t kFirstPair = 0x10000;
  const auto unit = [&out](std::uint32_t value) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", value);
  };
  if (c < kFirstPair) {
    unit(static_cast<std::uint32_t>(c));
    return;
  }
  const auto rest = static_cast<std::uint32_t>(c - kFirstPair);
  unit(0xD800 + (rest >> 10));
  unit(0xDC00 + (rest & 0x3FF));
}

}  // namespace

bool IsHidden(char32_t code_point) noexcept {
  for (const Range& range : kHidden) {
    if (range.first <= code_point && code_point <= range.last) return true;
  }
  return false;
}

std::string MarkHidden(std::string_view text) {
  std::string scratch, out;
  ForEach(ValidUtf8(text, scratch), [&out](char32_t c, std::string_view bytes) {
    if (IsHidden(c)) {
      fmt::format_to(std::back_inserter(out), "[U+{:04X}]", static_cast<std::uint32_t>(c));
    } else {
      out += bytes;
    }
  });
  return out;
}

std::string EscapeHidden(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  ForEach(json, [&out](char32_t c, std::string_view bytes) {
    if (c != U'\n' && IsHidden(c)) {
      AppendEscape(c, out);
    } else {
      out += bytes;
    }
  });
  return out;
}

}  // namespace noroshi
