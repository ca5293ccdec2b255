#include "cli/terminal/text_width.h"

#include <algorithm>
#include <iterator>

#include "cli/terminal/safe_text.h"

namespace noroshi {
namespace {

struct WidthRange {
  char32_t first, last;
  std::size_t width;
};

// Sorted; from Unicode's EastAsianWidth (W and F) and the combining blocks that occur in logs.
constexpr WidthRange kRanges[] = {
    {0x0300, 0x036f, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05bd, 0},   {0x064b, 0x065f, 0},
    {0x0e31, 0x0e31, 0},   {0x0e34, 0x0e3a, 0},   {0x1100, 0x115f, 2},   {0x1ab0, 0x1aff, 0},
    {0x1dc0, 0x1dff, 0},   {0x20d0, 0x20ff, 0},   {0x231a, 0x231b, 2},   {0x2329, 0x232a, 2},
    {0x23e9, 0x23ec, 2},   {0x2e80, 0x303e, 2},   {0x3041, 0x3098, 2},   {0x3099, 0x309a, 0},
    {0x309b, 0x33ff, 2},   {0x3400, 0x4dbf, 2},   {0x4e00, 0x9fff, 2},   {0xa000, 0xa4cf, 2},
    {0xa960, 0xa97c, 2},   {0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2},   {0xfe00, 0xfe0f, 0},
    {0xfe10, 0xfe19, 2},   {0xfe20, 0xfe2f, 0},   {0xfe30, 0xfe6f, 2},   {0xff01, 0xff60, 2},
    {0xffe0, 0xffe6, 2},   {0x1f300, 0x1f64f, 2}, {0x1f680, 0x1f6ff, 2}, {0x1f900, 0x1f9ff, 2},
    {0x20000, 0x3fffd, 2},
};

constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

}  // namespace

std::size_t CharacterWidth(char32_t character) noexcept {
  const auto* range = std::ranges::lower_bound(kRanges, character, {}, &WidthRange::last);
  return range != std::end(kRanges) && range->first <= character ? range->width : 1;
}

std::size_t TextWidth(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = NextCodePoint(text);
    width += CharacterWidth(next.value);
    text.remove_prefix(next.length);
  }
  return width;
}

std::string FitText(std::string_view text, std::size_t columns) {
  if (TextWidth(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::string out;
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = NextCodePoint(text);
    width += CharacterWidth(next.value);
    if (width > columns - 1) break;
    out += text.substr(0, next.length);
    text.remove_prefix(next.length);
  }
  out += kEllipsis;
  return out;
}

std::string PadRight(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t width = TextWidth(text);
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

std::string PadLeft(std::string_view text, std::size_t columns) {
  const std::size_t width = TextWidth(text);
  std::string out(width < columns ? columns - width : 0, ' ');
  out += text;
  return out;
}

}  // namespace noroshi
