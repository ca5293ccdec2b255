#include "cli/terminal/text_width.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct WidthCase {
  std::string_view text;
  std::size_t width;
};

constexpr WidthCase kWidths[] = {
    {"", 0},          {"abc", 3}, {"緊急", 4},  // ideographs take two columns
    {"ﾊﾝﾄ", 3},                                 // half-width kana one
    {"ＡＢ", 4},                                // full-width Latin two
    {"e\xcc\x81", 1},                           // a combining accent none
    {"한국어", 6},    {"🔥", 2},   {"…", 1},     // ambiguous: one
    {"が", 2},                                  // kana with its own mark
};

TEST(TextWidth, Columns) {
  for (const WidthCase& row : kWidths) EXPECT_EQ(TextWidth(row.text), row.width) << row.text;
}

TEST(TextWidth, FitNeverExceeds) {
  const std::string_view text = "site-a 海外拠点のサーバ";
  for (std::size_t columns = 0; columns < 30; ++columns) {
    EXPECT_LE(TextWidth(FitText(text, columns)), columns);
  }
  EXPECT_EQ(FitText("abcdef", 4), "abc…");
  EXPECT_EQ(FitText("緊急度", 4), "緊…");  // a half character is not shown
  EXPECT_EQ(FitText("abcd", 4), "abcd");
}

TEST(TextWidth, Padding) {
  EXPECT_EQ(PadRight("高", 4), "高  ");
  EXPECT_EQ(PadLeft("12", 4), "  12");
  EXPECT_EQ(PadLeft("12345", 4), "12345");
}

}  // namespace
}  // namespace noroshi
