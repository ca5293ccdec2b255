#include "analytics/coverage/record_ids.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace noroshi {
namespace {

// "1-3 7-7", with times left out.
std::string Text(const RecordIds& ids) {
  std::string text;
  for (const auto& [first, range] : ids.ranges()) {
    if (!text.empty()) text += ' ';
    text += std::to_string(range.first) + "-" + std::to_string(range.last);
  }
  return text;
}

RecordIds Of(std::initializer_list<std::uint64_t> numbers) {
  RecordIds ids;
  for (const std::uint64_t id : numbers) ids.Add(id, {id * 10});
  return ids;
}

TEST(RecordIds, NeighboursAreOneRange) {
  EXPECT_EQ(Text(Of({1, 2, 3, 7})), "1-3 7-7");
  EXPECT_EQ(Text(Of({3, 2, 1})), "1-3");
  EXPECT_EQ(Text(Of({1, 3, 2})), "1-3");
  EXPECT_EQ(Text(Of({5, 1, 9, 4, 8, 2})), "1-2 4-5 8-9");
}

TEST(RecordIds, RepeatsAreCountedAndChangeNothing) {
  const RecordIds ids = Of({1, 2, 3, 2, 3, 4});
  EXPECT_EQ(Text(ids), "1-4");
  EXPECT_EQ(ids.seen(), 4U);
  EXPECT_EQ(ids.repeats(), 2U);
}

TEST(RecordIds, TimesAreThoseOfTheEnds) {
  const RecordIds ids = Of({4, 2, 3, 1});
  const IdRange& range = ids.ranges().begin()->second;
  EXPECT_EQ(range.first_time.ticks, 10U);
  EXPECT_EQ(range.last_time.ticks, 40U);
}

TEST(RecordIds, DensityIsTheShareOfTheSpan) {
  EXPECT_DOUBLE_EQ(RecordIds().Density(), 1);
  EXPECT_DOUBLE_EQ(Of({1, 2, 3, 4}).Density(), 1);
  EXPECT_DOUBLE_EQ(Of({1, 10}).Density(), 0.2);
}

TEST(RecordIds, TheLargestIdHasNoNeighbourAboveIt) {
  const RecordIds ids = Of({UINT64_MAX, 0, UINT64_MAX - 1});
  EXPECT_EQ(ids.ranges().size(), 2U);
  EXPECT_EQ(ids.seen(), 3U);
}

TEST(RecordIds, TheLargestIdsThereAre) {
  constexpr std::uint64_t kLast = ~std::uint64_t{0};
  RecordIds tail = Of({kLast - 1, kLast});
  EXPECT_EQ(Text(tail), std::to_string(kLast - 1) + "-" + std::to_string(kLast));
  RecordIds more = Of({kLast - 3, kLast - 2, kLast - 1, kLast});
  RecordIds known = Of({kLast - 1});
  known.Merge(more);  // a range up to the end, around one that is known
  EXPECT_EQ(Text(known), std::to_string(kLast - 3) + "-" + std::to_string(kLast));
  EXPECT_EQ(known.seen(), 4U);
  EXPECT_EQ(known.repeats(), 1U);
  tail.Add(kLast, {});
  EXPECT_EQ(tail.seen(), 2U);
}

TEST(RecordIds, AnyOrderAndAnySplitGiveWhatASetGives) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::set<std::uint64_t> truth;
    RecordIds whole, left, right;
    for (int i = 0; i < 40; ++i) {
      const std::uint64_t id = 1 + random() % 50;
      truth.insert(id);
      whole.Add(id, {id});
      (random() % 2 == 0 ? left : right).Add(id, {id});
    }
    left.Merge(right);
    ASSERT_EQ(Text(left), Text(whole));
    ASSERT_EQ(left.seen(), truth.size());
    ASSERT_EQ(left.seen() + left.repeats(), 40U);
    for (const auto& [first, range] : whole.ranges()) {
      ASSERT_FALSE(truth.contains(range.last + 1));
      for (std::uint64_t id = range.first; id <= range.last; ++id) ASSERT_TRUE(truth.contains(id));
      ASSERT_EQ(range.first_time.ticks, range.first);
      ASSERT_EQ(range.last_time.ticks, range.last);
    }
  }
}

TEST(RecordIds, MemoryIsBoundedAndItSaysSo) {
  RecordIds ids;
  for (std::uint64_t i = 0; i < kMaxIdRanges; ++i) ids.Add(2 * i + 2, {});
  EXPECT_TRUE(ids.complete());
  ids.Add(10 * kMaxIdRanges, {});
  EXPECT_FALSE(ids.complete());
  EXPECT_EQ(ids.ranges().size(), kMaxIdRanges);
  ids.Add(3, {});  // what joins known ranges is still taken
  EXPECT_EQ(ids.ranges().size(), kMaxIdRanges - 1);
}

}  // namespace
}  // namespace noroshi
