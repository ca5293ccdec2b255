#include "cli/terminal/safe_text.h"

#include <fmt/format.h>

#include <array>

namespace noroshi {
namespace {

struct Range {
  char32_t first, last;
};

// Zero-width, bidirectional and separator characters (Unicode categories Cf, Zl, Zp that alter how
// their neighbours are shown).
constexpr Range kInvisible[] = {
    {0x00ad, 0x00ad}, {0x061c, 0x061c}, {0x180e, 0x180e}, {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
};

bool IsInvisible(char32_t c) noexcept {
  for (const Range& range : kInvisible) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

bool IsControl(char32_t c) noexcept { return c < 0x20 || (c >= 0x7f && c < 0xa0); }

struct Lead {
  std::size_t length;
  char32_t bits, smallest;
};

Lead LeadOf(unsigned char byte) noexcept {
  if (byte >= 0xc2 && byte <= 0xdf) return {2, byte & 0x1fU, 0x80};
  if (byte >= 0xe0 && byte <= 0xef) return {3, byte & 0x0fU, 0x800};
  if (byte >= 0xf0 && byte <= 0xf4) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

}  // namespace

CodePoint NextCodePoint(std::string_view text) noexcept {
  constexpr CodePoint kBad = {0xfffd, 1};
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  const Lead lead = LeadOf(first);
  if (lead.length == 0 || text.size() < lead.length) return kBad;
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) != 0x80) return kBad;
    value = value << 6 | (byte & 0x3fU);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < lead.smallest || value > 0x10ffff || surrogate) return kBad;
  return {value, lead.length};
}

std::string SafeText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = NextCodePoint(text);
    if (IsControl(next.value)) {
      out += fmt::format("\\x{:02x}", static_cast<std::uint32_t>(next.value));
    } else if (IsInvisible(next.value)) {
      out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(next.value));
    } else if (next.value == 0xfffd) {
      out += "\xef\xbf\xbd";
    } else {
      out += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return out;
}

}  // namespace noroshi
