#include "base/flat_array.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace noroshi {
namespace {

std::vector<int> Elements(const FlatArray<int>& array) { return {array.begin(), array.end()}; }

TEST(FlatArray, HoldsItsOwn) {
  FlatArray<int> array{1, 2};
  array.push_back(3);
  array.Append(std::vector<int>{4, 5});
  array.Append(2, 6);
  array.Mutable(0) = 0;
  array.ShrinkToFit();
  EXPECT_EQ(Elements(array), (std::vector<int>{0, 2, 3, 4, 5, 6, 6}));
  EXPECT_EQ(array.front(), 0);
  EXPECT_EQ(array.back(), 6);
}

TEST(FlatArray, ViewsWhatLiesElsewhere) {
  const std::vector<int> elsewhere = {7, 8, 9};
  const FlatArray<int> array = FlatArray<int>::Of(elsewhere);
  EXPECT_EQ(array.data(), elsewhere.data());
  EXPECT_EQ(Elements(array), elsewhere);
}

TEST(FlatArray, MovesWithoutCopying) {
  FlatArray<int> array{1, 2, 3};
  const int* const at = array.data();
  FlatArray<int> other = std::move(array);
  EXPECT_EQ(other.data(), at);
  EXPECT_TRUE(array.empty());  // NOLINT(bugprone-use-after-move): an empty one is left
  array = std::move(other);
  EXPECT_EQ(Elements(array), (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(FlatArray<int>().empty());
}

}  // namespace
}  // namespace noroshi
