#include "matcher/run/narrow_indexes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

// '*' is a wildcard, all else is literal.
Pattern Parse(std::string_view text) {
  Pattern pattern;
  for (const char c : text) {
    const bool run = c == '*';
    pattern.parts.push_back({run ? PatternPart::Kind::kAnyRun : PatternPart::Kind::kLiteral,
                             run ? std::string() : std::string(1, c)});
  }
  return pattern;
}

std::vector<std::uint32_t> HitsOf(const NarrowIndex& narrow, std::string_view text) {
  ScanScratch scratch(narrow.index.size());
  narrow.index.Scan({.text = text, .decimal = {}}, scratch);
  std::vector<std::uint32_t> hits;
  for (const std::uint32_t hit : scratch.hits()) hits.push_back(narrow.patterns[hit]);
  std::ranges::sort(hits);
  return hits;
}

class NarrowIndexesTest : public testing::Test {
 protected:
  NarrowIndexesTest() {
    for (const char* text : {"whole", "begin*", "*.exe", "*inner part*", "*a*", "*xy*", "*",
                             "a*b*c", "*0*", "another whole"}) {
      globs_.Add(Parse(text));
    }
  }

  GlobSet globs_;
  NarrowIndexes indexes_;
};

TEST_F(NarrowIndexesTest, FindsItsPatternsByTheirOldNumbersAndNoOthers) {
  const NarrowIndex* const narrow = indexes_.Find(0, globs_, {0, 2, 3, 7});
  ASSERT_NE(narrow, nullptr);
  EXPECT_EQ(HitsOf(*narrow, "whole"), (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(HitsOf(*narrow, "the inner part.exe"), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(HitsOf(*narrow, "aa b c"), (std::vector<std::uint32_t>{7}));
  EXPECT_TRUE(HitsOf(*narrow, "begin xy 0").empty());
}

TEST_F(NarrowIndexesTest, EveryPatternFitsAsInTheSetItIsFrom) {
  for (std::uint32_t id = 0; id < globs_.size(); ++id) {
    const NarrowIndex* const narrow = indexes_.Find(0, globs_, {id});
    ASSERT_NE(narrow, nullptr);
    for (const char* text : {"", "whole", "begin", "x.exe", "inner part", "a", "xy", "abc", "10"}) {
      EXPECT_EQ(!HitsOf(*narrow, text).empty(), globs_.Fits(id, text)) << id << ' ' << text;
    }
  }
}

TEST_F(NarrowIndexesTest, KnowsItsShortestAndWhetherItWantsText) {
  const NarrowIndex* const texts = indexes_.Find(0, globs_, {0, 3});
  EXPECT_EQ(texts->shortest, 5U);
  EXPECT_TRUE(texts->index.texts_only());
  EXPECT_FALSE(indexes_.Find(0, globs_, {0, 8})->index.texts_only());
}

TEST_F(NarrowIndexesTest, TheSamePatternsAreTheSameIndex) {
  const NarrowIndex* const first = indexes_.Find(0, globs_, {1, 2});
  EXPECT_EQ(indexes_.Find(0, globs_, {1, 2}), first);
  EXPECT_NE(indexes_.Find(1, globs_, {1, 2}), first);
  EXPECT_NE(indexes_.Find(0, globs_, {1, 3})->number, first->number);
  EXPECT_NE(first->number, 0U);
  EXPECT_EQ(indexes_.patterns(), 6U);
}

TEST_F(NarrowIndexesTest, NoneWhereTheFieldsOwnServes) {
  EXPECT_EQ(indexes_.Find(0, globs_, {0, 1, 2, 3, 4, 5}), nullptr);
  GlobSet many;
  for (std::uint32_t i = 0; i < 2 * kMaxPatternsOfOne + 2; ++i) many.Add(Parse(std::to_string(i)));
  std::vector<std::uint32_t> wanted(kMaxPatternsOfOne + 1);
  for (std::uint32_t i = 0; i < wanted.size(); ++i) wanted[i] = i;
  EXPECT_EQ(indexes_.Find(0, many, wanted), nullptr);
}

TEST_F(NarrowIndexesTest, ThereIsAnEndToIt) {
  GlobSet many;
  for (std::uint32_t i = 0; i < 4 * kMaxPatternsOfOne; ++i) many.Add(Parse(std::to_string(i)));
  std::size_t made = 0;
  for (std::uint32_t first = 0; first < 100; ++first) {
    std::vector<std::uint32_t> wanted(kMaxPatternsOfOne);
    for (std::uint32_t i = 0; i < wanted.size(); ++i) wanted[i] = first + i;
    made += indexes_.Find(0, many, wanted) != nullptr ? 1 : 0;
  }
  EXPECT_EQ(made, kMaxNarrowPatterns / kMaxPatternsOfOne);
  EXPECT_LE(indexes_.patterns(), kMaxNarrowPatterns);
}

}  // namespace
}  // namespace noroshi
