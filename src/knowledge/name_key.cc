#include "knowledge/name_key.h"

#include <algorithm>
#include <array>

#include "base/case_fold.h"
#include "base/utf.h"

namespace noroshi {
namespace {

// Full-width forms of "!" to "~" lie this far above them (Unicode, block FF00).
constexpr char32_t kFirstFullWidth = 0xFF01, kLastFullWidth = 0xFF5E, kFullWidthShift = 0xFEE0;

constexpr std::array<char32_t, 17> kSeparators = {
    U' ',   U'\t', U'-', U'_', U'.', U'/', U'\'', U'(', U')',
    0xA0,    // no-break space
    0xB7,    // middle dot
    0x2010,  // hyphen
    0x2011,  // no-break hyphen
    0x2013,  // en dash
    0x2014,  // em dash
    0x3000,  // ideographic space
    0x30FB,  // katakana middle dot
};

bool Separates(char32_t c) {
  return std::find(kSeparators.begin(), kSeparators.end(), c) != kSeparators.end();
}

}  // namespace

std::string NameKey(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  for (std::size_t at = 0; at < name.size();) {
    const DecodedCharacter c = DecodeCharacter(name, at);
    char32_t point = c.code_point;
    if (point >= kFirstFullWidth && point <= kLastFullWidth) point -= kFullWidthShift;
    if (point >= kInvalidByteBase) {
      key += name[at];
    } else if (!Separates(point)) {
      AppendCodePoint(FoldCodePoint(point), key);
    }
    at += c.size;
  }
  return key;
}

}  // namespace noroshi
