#include "decoders/base64.h"

namespace noroshi::decoders {
namespace {

constexpr int kForeign = -1;

int ValueOf(char c, Base64Form form) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  const bool standard = form == Base64Form::kStandard;
  if (c == (standard ? '+' : '-')) return 62;
  if (c == (standard ? '/' : '_')) return 63;
  return kForeign;
}

}  // namespace

bool IsBase64(char c, Base64Form form) noexcept { return ValueOf(c, form) != kForeign; }

bool DecodeBase64(std::string_view text, Base64Form form, std::vector<std::uint8_t>& out) {
  out.clear();
  out.reserve(text.size() / 4 * 3 + 3);
  const char pad = form == Base64Form::kStandard ? '=' : '.';
  std::size_t padding = 0;
  while (padding < 2 && !text.empty() && text.back() == pad) {
    text.remove_suffix(1);
    ++padding;
  }
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = ValueOf(text[i], form);
    if (value == kForeign) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if (i % 4 != 3) continue;
    out.push_back(static_cast<std::uint8_t>(bits >> 16));
    out.push_back(static_cast<std::uint8_t>(bits >> 8));
    out.push_back(static_cast<std::uint8_t>(bits));
  }
  const std::size_t rest = text.size() % 4;
  if (rest == 2) out.push_back(static_cast<std::uint8_t>(bits >> 4));
  if (rest == 3) {
    out.push_back(static_cast<std::uint8_t>(bits >> 10));
    out.push_back(static_cast<std::uint8_t>(bits >> 2));
  }
  return rest != 1 && (padding == 0 || (text.size() + padding) % 4 == 0);
}

}  // namespace noroshi::decoders
