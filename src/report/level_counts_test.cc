#include "report/level_counts.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

// From lighter to graver. Counts stand in the order of Level: informational first.
constexpr LevelCounts kByGravity[] = {
    {0, 0, 0, 0, 0}, {9, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {9, 9, 0, 0, 0},
    {0, 0, 1, 0, 0}, {9, 9, 9, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 2, 0},
    {9, 9, 9, 9, 0}, {0, 0, 0, 0, 1},  // one critical finding outweighs any number of others
};

TEST(LevelCounts, AreComparedByGravity) {
  for (std::size_t i = 0; i < std::size(kByGravity); ++i) {
    for (std::size_t j = 0; j < std::size(kByGravity); ++j) {
      EXPECT_EQ(CompareGravity(kByGravity[i], kByGravity[j]), i <=> j) << i << " and " << j;
    }
  }
}

TEST(LevelCounts, SumAndTotal) {
  LevelCounts sum{};
  EXPECT_EQ(TotalOf(sum), 0U);
  AddTo(sum, {1, 2, 3, 4, 5});
  AddTo(sum, {10, 0, 0, 0, 1});
  EXPECT_EQ(sum, (LevelCounts{11, 2, 3, 4, 6}));
  EXPECT_EQ(TotalOf(sum), 26U);
}

}  // namespace
}  // namespace noroshi
