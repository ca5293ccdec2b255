#include "exchange/plain_text.h"

#include <cstdint>

namespace noroshi {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Decoded {
  std::uint32_t point = 0;
  std::size_t length = 0;  // 0: no valid sequence
};

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded Decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  std::uint32_t point = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    point = point << 6 | (byte(i) & 0x3Fu);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return {};
  return {point, length};
}

bool IsHarmful(std::uint32_t point) {
  if (point < 0x20 || (point >= 0x7F && point < 0xA0)) return true;
  if (point >= 0x200B && point <= 0x200F) return true;  // invisible, direction
  if (point >= 0x2028 && point <= 0x202E) return true;  // separators, direction
  if (point >= 0x2060 && point <= 0x206F) return true;
  return point == 0x061C || point == 0xFEFF || point == 0x00AD ||
         (point >= 0xE0000 && point <= 0xE007F);
}

}  // namespace

std::string PlainText(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const Decoded one = Decode(text);
    const std::size_t length = one.length == 0 ? 1 : one.length;
    const bool good = one.length > 0 && !IsHarmful(one.point);
    const std::string_view piece = good ? text.substr(0, length) : kReplacement;
    if (out.size() + piece.size() > most) return out + "...";
    out += piece;
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace noroshi
