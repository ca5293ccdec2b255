// The small text helpers: escapes and wildcards, numbers, addresses, Base64, words.
#include <gtest/gtest.h>

#include "rules/testing/rule_printer.h"
#include "rules/text/address.h"
#include "rules/text/ascii.h"
#include "rules/text/base64.h"
#include "rules/text/number.h"
#include "rules/text/pattern_text.h"
#include "rules/text/regex_check.h"
#include "rules/text/word_character.h"

namespace noroshi {
namespace {

using testing::PrintPattern;

TEST(ParsePattern, EscapesS5_2) {
  struct Case {
    const char* text;
    const char* pattern;  // as PrintPattern writes it: literals escaped
  };
  constexpr Case kCases[] = {
      {R"(a\b)", R"(a\\b)"},   // a lone backslash is itself
      {R"(a\\b)", R"(a\\b)"},  // so is an escaped one
      {R"(\*\?)", R"(\*\?)"},  // literal wildcards
      {R"(\\*)", R"(\\*)"},    // a backslash, then any run
      {R"(\\\*)", R"(\\\*)"},  // a backslash, then a star
      {R"(\\\\)", R"(\\\\)"},  // two backslashes
      {R"(\\\\srv\share)", R"(\\\\srv\\share)"},
      {R"(\\srv\share)", R"(\\srv\\share)"},  // only one at the start
      {R"(C:\Windows\)", R"(C:\\Windows\\)"},
      {R"(C:\Windows\*)", R"(C:\\Windows\*)"},  // no wildcard: the trap
      {R"(C:\Windows\\*)", R"(C:\\Windows\\*)"},
      {"**", "*"},  // runs never touch
      {"*?*", "*?*"},
      {"a??b", "a??b"},
      {"", ""},
      {"%x%", "%x%"},          // S-5.7
      {"\r\n\t ", "\r\n\t "},  // S-5.8
  };
  for (const Case& c : kCases) EXPECT_EQ(PrintPattern(ParsePattern(c.text)), c.pattern) << c.text;
}

TEST(ParsePattern, WildcardsAreParts) {
  const Pattern star = ParsePattern(R"(C:\Windows\\*)");
  ASSERT_EQ(star.parts.size(), 2U);
  EXPECT_EQ(star.parts[0].text, R"(C:\Windows\)");
  EXPECT_EQ(star.parts[1].kind, PatternPart::Kind::kAnyRun);
  EXPECT_EQ(ParsePattern(R"(C:\Windows\*)").parts.size(), 1U);
}

TEST(LiteralText, OnlyWithoutWildcards) {
  EXPECT_EQ(LiteralText(ParsePattern(R"(a\*)")), "a*");
  EXPECT_EQ(LiteralText(ParsePattern("")), "");
  EXPECT_EQ(LiteralText(ParsePattern("a*")), std::nullopt);
  EXPECT_EQ(LiteralText(ParsePattern("?")), std::nullopt);
}

TEST(OpenEnds, DoNotDouble) {
  Pattern pattern = ParsePattern("*a*");
  OpenStart(pattern);
  OpenEnd(pattern);
  EXPECT_EQ(PrintPattern(pattern), "*a*");
  Pattern empty;
  OpenStart(empty);
  OpenEnd(empty);
  EXPECT_EQ(PrintPattern(empty), "*");
}

TEST(ParseNumber, WholeAndReal) {
  struct Case {
    const char* text;
    bool whole;
    bool negative;
    std::uint64_t magnitude;
    double real;
  };
  constexpr Case kCases[] = {
      {"0", true, false, 0, 0},
      {"-0", true, false, 0, 0},
      {"+7", true, false, 7, 7},
      {"-9223372036854775808", true, true, 9223372036854775808ULL, -9223372036854775808.0},
      {"0xFf", true, false, 255, 255},
      {"1.5", false, false, 0, 1.5},
      {"-.5e1", false, false, 0, -5},
      {"18446744073709551616", false, false, 0, 18446744073709551616.0},  // one beyond 64 bits
  };
  for (const Case& c : kCases) {
    const auto number = ParseNumber(c.text);
    ASSERT_TRUE(number.has_value()) << c.text;
    EXPECT_EQ(number->whole, c.whole) << c.text;
    EXPECT_EQ(number->negative, c.negative) << c.text;
    EXPECT_EQ(number->magnitude, c.magnitude) << c.text;
    EXPECT_EQ(number->real, c.real) << c.text;
  }
}

TEST(ParseNumber, RefusesWhatIsNone) {
  for (const char* text : {"", "-", "+", "x", "1x", "0x", "0xg", "inf", "nan", "--1", "1e", " 1"}) {
    EXPECT_FALSE(ParseNumber(text).has_value()) << text;
  }
}

TEST(ParseAddressRange, Masks) {
  const auto parsed = ParseAddressRange("10.1.2.3/12");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_TRUE(parsed->had_host_bits);
  EXPECT_TRUE(parsed->range.is_v4);
  EXPECT_EQ(parsed->range.prefix_bits, 108);
  EXPECT_EQ(parsed->range.address[13], 0);
  EXPECT_FALSE(ParseAddressRange("::/0")->had_host_bits);
  EXPECT_FALSE(ParseAddressRange("0.0.0.0/0")->had_host_bits);
  EXPECT_TRUE(ParseAddressRange("2001:db8::1/64")->had_host_bits);
}

TEST(ParseAddressRange, RefusesWhatIsNone) {
  for (const char* text :
       {"", "/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "1.2.3", "1.2.3.4.5", "a",
        "10.0.0.0/8/8", " 10.0.0.0", "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb"}) {
    EXPECT_FALSE(ParseAddressRange(text).has_value()) << text;
  }
}

TEST(Base64, Encodes) {
  EXPECT_EQ(Base64Encode(""), "");
  EXPECT_EQ(Base64Encode("f"), "Zg==");
  EXPECT_EQ(Base64Encode("fo"), "Zm8=");
  EXPECT_EQ(Base64Encode("foo"), "Zm9v");
  EXPECT_EQ(Base64Encode("\xFF\xFE\x00"), "//4=");  // the literal ends at its NUL
}

// Oracle: each variant must occur in the Base64 of the value behind and before any two neighbours.
TEST(Base64, OffsetVariantsOccurWhateverStandsAround) {
  const std::string values[] = {"abc", "abcd", "abcde", "\xC3\xA9", "MZ"};
  for (const std::string& value : values) {
    for (std::size_t before = 0; before < 6; ++before) {
      for (const char filler : {'\x00', 'q', '\xFF'}) {
        const std::string text =
            Base64Encode(std::string(before, filler) + value + std::string(4, filler));
        bool found = false;
        for (const std::string& variant : Base64AtAnyOffset(value)) {
          found = found || text.find(variant) != std::string::npos;
        }
        EXPECT_TRUE(found) << value << " behind " << before;
      }
    }
  }
}

TEST(RegexProblem, NamesTheFault) {
  EXPECT_EQ(RegexProblem({.expression = "a+"}), std::nullopt);
  EXPECT_EQ(RegexProblem({.expression = "(?<=a)b(?P<n>c)\\k<n>"}), std::nullopt);
  EXPECT_TRUE(RegexProblem({.expression = "a{2,1}"}).has_value());
  EXPECT_TRUE(RegexProblem({.expression = "\\C"}).has_value());  // would split characters
  EXPECT_TRUE(RegexProblem({.expression = std::string(kMaxRegexBytes + 1, 'a')}).has_value());
}

TEST(WordCharacter, LooksAtTheEnds) {
  EXPECT_TRUE(EndsInWord("a_"));
  EXPECT_TRUE(EndsInWord("xé"));
  EXPECT_FALSE(EndsInWord("x—"));
  EXPECT_FALSE(EndsInWord(""));
  EXPECT_TRUE(StartsInWord("9-"));
  EXPECT_TRUE(StartsInWord("é"));
  EXPECT_FALSE(StartsInWord("-"));
}

TEST(Ascii, SplitAndTrim) {
  EXPECT_EQ(Split("", '|').size(), 0U);
  EXPECT_EQ(Split("a", '|').size(), 1U);
  EXPECT_EQ(Split("a|", '|').size(), 2U);
  EXPECT_EQ(Split("|a", '|')[1], "a");
  EXPECT_EQ(Trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(Trim("  "), "");
  EXPECT_TRUE(EqualsIgnoreCase("SysTem", "sYstem"));
  EXPECT_FALSE(EqualsIgnoreCase("a", "ab"));
}

}  // namespace
}  // namespace noroshi
