#include "simulate/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>

namespace noroshi {
namespace {

// The reference sequence of splitmix64 for this seed, as its author's program prints it.
TEST(SeededRandomSequence, IsSplitMix64) {
  SeededRandom random(1234567);
  for (const std::uint64_t expected :
       {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
        4593380528125082431ULL, 16408922859458223821ULL}) {
    EXPECT_EQ(random.Next(), expected);
  }
}

TEST(SeededRandomSequence, ForksDoNotStirTheirParentNorEachOther) {
  SeededRandom plain(7), forking(7);
  const SeededRandom child = forking.Fork("child");
  SeededRandom used = child;
  for (int i = 0; i < 100; ++i) used.Next();
  EXPECT_EQ(plain.Next(), forking.Next());
  EXPECT_EQ(SeededRandom(7).Fork("child").Next(), SeededRandom(child).Next());
  std::set<std::uint64_t> first;
  for (std::uint64_t i = 0; i < 1'000; ++i) first.insert(SeededRandom(7).Fork(i).Next());
  EXPECT_EQ(first.size(), 1'000U);
}

TEST(SeededRandomSequence, BetweenTakesBothEndsAndNothingBeyond) {
  SeededRandom random(3);
  std::array<unsigned, 6> seen{};
  for (int i = 0; i < 6'000; ++i) ++seen.at(random.Between(10, 15) - 10);
  for (const unsigned count : seen) {
    EXPECT_GT(count, 800U);  // 1000 each, give or take; six standard deviations are 173
    EXPECT_LT(count, 1'200U);
  }
  EXPECT_EQ(random.Between(5, 5), 5U);
}

TEST(SeededRandomSequence, ChanceIsInPercent) {
  SeededRandom random(4);
  unsigned held = 0;
  for (int i = 0; i < 10'000; ++i) held += random.Chance(30) ? 1 : 0;
  EXPECT_NEAR(held, 3'000.0, 300.0);
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(random.Chance(0));
    EXPECT_TRUE(random.Chance(100));
  }
}

TEST(SeededRandomSequence, PicksReachEveryItem) {
  SeededRandom random(5);
  const int fixed[] = {1, 2, 3};
  const std::vector<int> list = {4, 5, 6, 7};
  std::set<int> from_fixed, from_list;
  for (int i = 0; i < 200; ++i) {
    from_fixed.insert(random.Pick(fixed));
    from_list.insert(random.PickFrom(list));
  }
  EXPECT_EQ(from_fixed.size(), 3U);
  EXPECT_EQ(from_list.size(), 4U);
}

TEST(SeededRandomSequence, LettersComeFromTheAlphabet) {
  SeededRandom random(6);
  EXPECT_EQ(random.Letters("abc", 0), "");
  EXPECT_EQ(random.Letters("a", 5), "aaaaa");
  const std::string text = random.Letters("xyz", 500);
  EXPECT_EQ(text.size(), 500U);
  EXPECT_EQ(text.find_first_not_of("xyz"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
