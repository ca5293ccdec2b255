#include "correlation/sliding_sum.h"

#include <gtest/gtest.h>

#include <deque>

namespace noroshi {
namespace {

TEST(SlidingSum, IsThatOfWhatIsInside) {
  SlidingSum sum;
  EXPECT_EQ(sum.Value(), 0);
  sum.Add(1.5L);
  sum.Add(2);
  EXPECT_EQ(sum.Value(), 3.5L);
  sum.RemoveFirst();
  EXPECT_EQ(sum.Value(), 2);
  sum.Add(4);
  EXPECT_EQ(sum.Value(), 6);
  sum.RemoveFirst();
  sum.RemoveFirst();
  EXPECT_EQ(sum.Value(), 0);
}

TEST(SlidingSum, AHugeValueLeavesNothingBehind) {
  SlidingSum sum;
  sum.Add(1e30L);
  sum.Add(20.5L);
  sum.Add(-1e300L);
  sum.Add(0.25L);
  sum.RemoveFirst();
  sum.RemoveFirst();
  sum.RemoveFirst();
  EXPECT_EQ(sum.Value(), 0.25L);
}

// Numbers whose sums are exact, in every rhythm of coming and leaving.
TEST(SlidingSum, EqualsTheSumOfAList) {
  SlidingSum sum;
  std::deque<long double> inside;
  for (unsigned step = 0; step < 20'000; ++step) {
    const unsigned dice = step * 2654435761u >> 7;
    if (!inside.empty() && dice % 5 < 2) {
      sum.RemoveFirst();
      inside.pop_front();
    } else {
      const long double value = static_cast<long double>(dice % 1000) - 500;
      sum.Add(value);
      inside.push_back(value);
    }
    if (step % 97 != 0) continue;
    long double all = 0;
    for (const long double one : inside) all += one;
    ASSERT_EQ(sum.Value(), all) << step;
  }
}

}  // namespace
}  // namespace noroshi
