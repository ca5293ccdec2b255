#include "base/hidden_character.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace noroshi {
namespace {

TEST(HiddenCharacter, WhatIsSeenAndWhatIsNot) {
  for (const char32_t seen :
       {U' ', U'~', U'\u00A0', U'é', U'狼', U'　', U'ﾞ', U'😀', U'￼', U'\uFFFD'}) {
    EXPECT_FALSE(IsHiddenCharacter(seen)) << static_cast<unsigned>(seen);
  }
  for (const char32_t hidden : {U'\0', U'\t', U'\n', U'\x1B', U'\x7F', U'\u0085', U'\u00AD',
                                U'\u061C', U'\u115F', U'\u200B', U'\u202E', U'\u2066', U'\u3164',
                                U'\uFE0F', U'\uFEFF', U'\uFFA0', U'\U000E0041', U'\U000E01EF'}) {
    EXPECT_TRUE(IsHiddenCharacter(hidden)) << static_cast<unsigned>(hidden);
  }
  EXPECT_FALSE(IsHiddenCharacter(0xE01F0));
  EXPECT_FALSE(IsHiddenCharacter(0x10FFFF));
}

TEST(HiddenCharacter, ControlsAreHidden) {
  for (char32_t c = 0; c < 0x300; ++c) {
    EXPECT_TRUE(!IsControlCharacter(c) || IsHiddenCharacter(c)) << static_cast<unsigned>(c);
  }
  EXPECT_TRUE(IsControlCharacter(0x9B));  // a terminal's one-byte escape
  EXPECT_FALSE(IsControlCharacter(0xA0));
  EXPECT_FALSE(IsControlCharacter(0x202E));
}

// "\u0000-\u001f" and "\u{e0000}-\u{e01ef}" of the report's own list, one pair after the other.
char32_t TakeEscape(std::string_view& text) {
  text.remove_prefix(2);
  const bool braces = text.starts_with('{');
  if (braces) text.remove_prefix(1);
  const std::size_t digits = braces ? text.find('}') : 4;
  const auto value =
      static_cast<char32_t>(std::stoul(std::string(text.substr(0, digits)), nullptr, 16));
  text.remove_prefix(digits + (braces ? 1 : 0));
  return value;
}

TEST(HiddenCharacter, IsTheListOfTheReport) {
  std::ifstream file("web/src/visible.ts", std::ios::binary);
  const std::string source{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::size_t begin = source.find("/[\\u0000");
  ASSERT_NE(begin, std::string::npos);
  std::string_view list = std::string_view(source).substr(begin + 2);
  list = list.substr(0, list.find(']'));
  char32_t next = 0;  // the first that has not been compared
  while (!list.empty()) {
    ASSERT_TRUE(list.starts_with("\\u")) << list;
    const char32_t first = TakeEscape(list);
    char32_t last = first;
    if (list.starts_with('-')) {
      list.remove_prefix(1);
      last = TakeEscape(list);
    }
    for (; next < first; ++next)
      ASSERT_FALSE(IsHiddenCharacter(next)) << static_cast<unsigned>(next);
    for (; next <= last; ++next)
      ASSERT_TRUE(IsHiddenCharacter(next)) << static_cast<unsigned>(next);
  }
  for (; next <= 0x10FFFF; ++next)
    ASSERT_FALSE(IsHiddenCharacter(next)) << static_cast<unsigned>(next);
}

}  // namespace
}  // namespace noroshi
