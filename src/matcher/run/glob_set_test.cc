#include "matcher/run/glob_set.h"

#include <gtest/gtest.h>

#include "base/case_fold.h"
#include "matcher/naive/naive_text.h"
#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

// '*', '?' and '~' (a dash) are wildcards, all else is literal.
Pattern Parse(std::string_view text) {
  Pattern pattern;
  for (const char c : text) {
    if (c == '*') {
      pattern.parts.push_back({PatternPart::Kind::kAnyRun, {}});
    } else if (c == '?') {
      pattern.parts.push_back({PatternPart::Kind::kAnyOne, {}});
    } else if (c == '~') {
      pattern.parts.push_back({PatternPart::Kind::kDash, {}});
    } else {
      pattern.parts.push_back({PatternPart::Kind::kLiteral, std::string(1, c)});
    }
  }
  return pattern;
}

bool Fits(std::string_view pattern, std::string_view text) {
  GlobSet globs;
  const std::uint32_t id = globs.Add(Parse(pattern));
  return globs.Fits(id, Folded(text));
}

struct GlobCase {
  std::string_view pattern, text;
  bool fits;
};

constexpr GlobCase kGlobCases[] = {
    {"", "", true},
    {"", "a", false},
    {"*", "", true},     // any value, the empty one included (S-5.4)
    {"a", "A", true},    // folded on both sides
    {"a", "ab", false},  // anchored at both ends
    {"a*", "abc", true},
    {"*c", "abc", true},
    {"*b*", "abc", true},
    {"*b*", "ac", false},
    {"a?c", "abc", true},
    {"a?c", "ac", false},       // exactly one character
    {"a?c", "a\u4E2Dc", true},  // one character, not one byte
    {"a?c",
     "a\U0001F600"
     "c",
     true},
    {"*a*a*", "a", false},    // each literal needs a place of its own
    {"*aab*", "aaab", true},  // the search must step back into what it skipped
    {"ab*ba", "aba", false},  // begin and end may not overlap
    {"ab*ba", "abba", true},
    {"*~enc*", "ps -enc", true},
    {"*~enc*", "ps /enc", true},
    {"*~enc*", "ps \u2014enc", true},   // em dash
    {"*~enc*", "ps \u2012enc", false},  // figure dash is none that Windows takes
    {"?", "", false},
    {"??", "\u00E9", false},  // two bytes are one character
    {"*?", "\u00E9", true},
    {"?*?", "ab", true},
    {"a*", "a\nb", true},  // line breaks included
    {"*\u00E0", "x\u00C0", true},
};

TEST(GlobSet, FitsEachCase) {
  for (const GlobCase& c : kGlobCases) {
    EXPECT_EQ(Fits(c.pattern, c.text), c.fits) << c.pattern << " on " << c.text;
  }
}

TEST(GlobSet, CasedPatternsKeepTheirCase) {
  GlobSet globs;
  Pattern pattern = Parse("A*");
  pattern.cased = true;
  const std::uint32_t id = globs.Add(pattern);
  EXPECT_TRUE(globs.Fits(id, "Ab"));
  EXPECT_FALSE(globs.Fits(id, "ab"));
}

TEST(GlobSet, NeighbouringLiteralsAreOne) {
  GlobSet globs;
  const std::uint32_t id = globs.Add(Parse("abc"));
  EXPECT_EQ(globs.pieces(id).size(), 1U);
  EXPECT_TRUE(globs.IsPlain(id));
  EXPECT_FALSE(globs.IsPlain(globs.Add(Parse(""))));
  EXPECT_FALSE(globs.IsPlain(globs.Add(Parse("a*"))));
}

TEST(GlobSet, AgreesWithTheNaiveMatcher) {
  Random random(7);
  for (int i = 0; i < 20'000; ++i) {
    const Pattern pattern = RandomPattern(random);
    const std::string text = RandomText(random);
    GlobSet globs;
    const std::uint32_t id = globs.Add(pattern);
    ASSERT_EQ(globs.Fits(id, Folded(text)), naive::FitsPattern(pattern, text)) << i << ": " << text;
  }
}

TEST(GlobSet, TrailingBlanks) {
  EXPECT_EQ(WithoutTrailingBlanks("NtLmSsp \t\r\n"), "NtLmSsp");
  EXPECT_EQ(WithoutTrailingBlanks(" a"), " a");
  EXPECT_EQ(WithoutTrailingBlanks("  "), "");
}

struct LeastCase {
  std::string_view pattern;
  std::size_t characters;
};

constexpr LeastCase kLeastCases[] = {
    {"", 0},         {"*", 0}, {"*ab*c", 3}, {"a?~", 3}, {"*\u4E2D*", 1},  // characters, not bytes
    {"\xFF\xFE", 2},  // bytes that are no characters are one each
};

TEST(GlobSet, NoTextIsShorterThanTheLeastCharacters) {
  for (const LeastCase& test : kLeastCases) {
    GlobSet globs;
    const std::uint32_t id = globs.Add(Parse(test.pattern));
    EXPECT_EQ(globs.LeastCharacters(id), test.characters) << test.pattern;
  }
}

}  // namespace
}  // namespace noroshi
