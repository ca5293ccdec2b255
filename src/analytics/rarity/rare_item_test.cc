#include "analytics/rarity/rare_item.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

SeenAt At(std::uint64_t ticks) { return {.time = {ticks}}; }

TEST(NameUse, KeepsTheFirstAndTheLastInAnyOrder) {
  NameUse use;
  for (const std::uint64_t ticks : {5U, 3U, 9U, 4U}) use.Add(At(ticks), "");
  EXPECT_EQ(use.count, 4U);
  EXPECT_EQ(use.first.time.ticks, 3U);
  EXPECT_EQ(use.last.time.ticks, 9U);
  EXPECT_TRUE(use.users.empty());  // nobody is no user
}

TEST(NameUse, KeepsTheSmallestUsers) {
  NameUse use;
  for (char c = 'z'; c >= 'a'; --c) use.Add(At(1), std::string(1, c));
  ASSERT_EQ(use.users.size(), kMaxRareUsers);
  EXPECT_EQ(*use.users.begin(), "a");
  EXPECT_EQ(*use.users.rbegin(), "h");
}

TEST(NameUse, MergesToTheSameInEitherOrder) {
  NameUse one, other;
  one.Add(At(7), "b");
  other.Add(At(2), "a");
  other.Add(At(3), "c");
  NameUse forward = one, backward = other;
  forward.Merge(other);
  backward.Merge(one);
  for (const NameUse& sum : {forward, backward}) {
    EXPECT_EQ(sum.count, 3U);
    EXPECT_EQ(sum.first, At(2));
    EXPECT_EQ(sum.last, At(7));
    EXPECT_EQ(sum.users, (std::vector<std::string>{"a", "b", "c"}));
  }
}

TEST(NameUse, MergingNothingChangesNothing) {
  NameUse use;
  use.Add(At(7), "b");
  use.Merge(NameUse());
  EXPECT_EQ(use.first, At(7));
  EXPECT_EQ(use.count, 1U);
  NameUse empty;
  empty.Merge(use);
  EXPECT_EQ(empty.first, At(7));  // not time zero
}

TEST(RareItem, FewestHostsThenFewestRecordsThenName) {
  RareItem one, two;
  one.hosts = 1, one.count = 9;
  two.hosts = 2, two.count = 1;
  EXPECT_TRUE(IsRarer(one, two));
  EXPECT_FALSE(IsRarer(two, one));
  two.hosts = 1;
  EXPECT_TRUE(IsRarer(two, one));
  two.count = 9, one.value = "a", two.value = "b";
  EXPECT_TRUE(IsRarer(one, two));
  two.value = "a";
  EXPECT_FALSE(IsRarer(one, two));
  EXPECT_FALSE(IsRarer(two, one));
}

}  // namespace
}  // namespace noroshi
