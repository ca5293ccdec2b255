#include "base/hidden_character.h"

#include <algorithm>
#include <iterator>

namespace noroshi {
namespace {

struct HiddenRange {
  char32_t first, last;
};
// Ascending. Unicode's Cc, Cf, Zl and Zp that alter how text is shown, and fillers that are letters
// by their category and blank to the eye.
constexpr HiddenRange kHidden[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0xE0000, 0xE01EF},
};

}  // namespace

bool IsHiddenCharacter(char32_t code_point) noexcept {
  const auto* const at = std::ranges::lower_bound(kHidden, code_point, {}, &HiddenRange::last);
  return at != std::end(kHidden) && at->first <= code_point;
}

}  // namespace noroshi
