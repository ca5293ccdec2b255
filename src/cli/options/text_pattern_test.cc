#include "cli/options/text_pattern.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct FindCase {
  std::string pattern;
  PatternOptions options;
  std::string_view text, found;
};

const FindCase kCases[] = {
    {"powershell", {}, "C:\\PowerShell.exe", "PowerShell"},  // case does not matter
    {"powershell", {.match_case = true}, "PowerShell", ""},  // unless asked
    {"a.c", {}, "abc", ""},                                  // a literal is literal
    {"a.c", {.regex = true}, "xABCx", "ABC"},
    {"(?-i)abc", {.regex = true}, "ABC", ""},
    {"À", {}, "voilà", "à"},  // Unicode case too
    {"\\d+$", {.regex = true}, "pid 42", "42"},
};

TEST(TextPattern, Finds) {
  for (const FindCase& row : kCases) {
    auto pattern = TextPattern::Compile(row.pattern, row.options);
    ASSERT_TRUE(pattern.ok()) << row.pattern;
    EXPECT_EQ(pattern->Find(row.text), row.found) << row.pattern;
  }
}

TEST(TextPattern, BadExpressionSaysWhere) {
  const auto pattern = TextPattern::Compile("a(b", {.regex = true});
  ASSERT_FALSE(pattern.ok());
  EXPECT_NE(pattern.error().detail.find("character 4"), std::string::npos);
}

TEST(TextPattern, CostlyExpressionsGiveUp) {
  auto pattern = TextPattern::Compile("(a|aa)+$", {.regex = true});
  ASSERT_TRUE(pattern.ok());
  EXPECT_EQ(pattern->Find("b").data(), nullptr);
  EXPECT_EQ(pattern->given_up(), 0U);  // that was a plain no
  EXPECT_EQ(pattern->Find(std::string(60, 'a') + "b").data(), nullptr);
  EXPECT_EQ(pattern->given_up(), 1U);
  EXPECT_EQ(pattern->Find("xaa"), "aa");  // and it goes on
}

}  // namespace
}  // namespace noroshi
