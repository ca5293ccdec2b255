#include "matcher/run/truth_sets.h"

#include <gtest/gtest.h>

#include <vector>

namespace noroshi {
namespace {

using Truths = std::vector<Truth>;

Truths At(const TruthSets& sets, std::uint32_t set) {
  const auto truths = sets.at(set);
  return {truths.begin(), truths.end()};
}

TEST(TruthSets, NothingIsTheEmptySet) {
  TruthSets sets;
  EXPECT_EQ(sets.Intern({}), TruthSets::kEmpty);
  EXPECT_EQ(At(sets, TruthSets::kEmpty), Truths{});
}

TEST(TruthSets, TheSameTruthsHaveTheSameNumber) {
  TruthSets sets;
  const std::uint32_t first = sets.Intern(Truths{3, 5});
  const std::uint32_t second = sets.Intern(Truths{3});
  EXPECT_NE(first, second);
  EXPECT_EQ(sets.Intern(Truths{3, 5}), first);
  EXPECT_EQ(sets.Intern(Truths{3}), second);
  EXPECT_EQ(At(sets, first), (Truths{3, 5}));
  EXPECT_EQ(At(sets, second), Truths{3});
}

TEST(TruthSets, NumbersStayGoodWhileTheTableGrows) {
  TruthSets sets;
  std::vector<std::uint32_t> numbers;
  for (Truth i = 0; i < 20'000; ++i) numbers.push_back(sets.Intern(Truths{i, i + 1}));
  for (Truth i = 0; i < 20'000; ++i) {
    ASSERT_EQ(sets.Intern(Truths{i, i + 1}), numbers[i]);
    ASSERT_EQ(At(sets, numbers[i]), (Truths{i, i + 1}));
  }
}

TEST(TruthSets, FullAfterManySetsAndEmptyAfterClear) {
  TruthSets sets;
  Truth next = 0;
  while (!sets.full()) {
    ASSERT_LT(next, 1'000'000U);
    static_cast<void>(sets.Intern(Truths{next, next + 1}));
    ++next;
  }
  sets.Clear();
  EXPECT_FALSE(sets.full());
  EXPECT_EQ(sets.size(), 1U);
  EXPECT_EQ(At(sets, sets.Intern(Truths{7})), Truths{7});
}

}  // namespace
}  // namespace noroshi
