#include "environment/learn/sighting.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace noroshi {
namespace {

Timestamp At(std::uint64_t day, std::uint64_t hour = 0) {
  return {ParseIso8601("2020-10-01")->ticks + day * kTicksPerDay + hour * kTicksPerDay / 24};
}

TEST(Sighting, SumsCountDaysAndHours) {
  SightingSum sum;
  sum.Add(At(0, 3), false);
  sum.Add(At(0, 3), true);
  sum.Add(At(2, 9), false);
  sum.Add(Timestamp{}, false);  // no time known: only counted
  EXPECT_EQ(sum.count, 4U);
  EXPECT_EQ(sum.failed, 1U);
  EXPECT_EQ(sum.day_count(), 2U);
  EXPECT_EQ(sum.hour_count(), 2U);
  EXPECT_EQ(sum.first, At(0, 3));
  EXPECT_EQ(sum.last, At(2, 9));
}

TEST(Sighting, MergingInAnyOrderIsTheSame) {
  SightingSum a, b, ab, ba;
  a.Add(At(5), false);
  b.Add(At(1), true);
  b.Add(Timestamp{}, false);
  ab.Merge(a), ab.Merge(b);
  ba.Merge(b), ba.Merge(a);
  for (const SightingSum& sum : {ab, ba}) {
    EXPECT_EQ(sum.count, 3U);
    EXPECT_EQ(sum.first, At(1));
    EXPECT_EQ(sum.last, At(5));
    EXPECT_EQ(sum.days, a.days | b.days);
  }
}

TEST(Sighting, EncodesAndDecodes) {
  std::string key, bytes;
  KeyOfSighting(LearntKind::kVpn, "10.8.1.0/24", std::string_view("sato\0evil", 9), key);
  SightingSum sum;
  sum.Add(At(1), true);
  EncodeSighting(key, sum, bytes);
  FiledSighting filed;
  ASSERT_TRUE(DecodeSighting(bytes, filed));
  EXPECT_EQ(filed.kind, LearntKind::kVpn);
  EXPECT_EQ(filed.subject, "10.8.1.0/24");
  EXPECT_EQ(filed.object, "sato");  // cut at the NUL
  EXPECT_EQ(filed.sum.failed, 1U);
  EXPECT_EQ(filed.sum.first, At(1));
  for (std::size_t size = 0; size < bytes.size(); ++size) {  // no cut form decodes beyond its end
    FiledSighting cut;
    static_cast<void>(DecodeSighting(std::string_view(bytes).substr(0, size), cut));
  }
  EXPECT_FALSE(DecodeSighting("", filed));
  EXPECT_FALSE(DecodeSighting(std::string(60, 'z'), filed));
}

TEST(LearntSums, LongTextsAreCutAndNothingHasNoSum) {
  LearntSums sums;
  sums.Add(LearntKind::kLog, std::string(1'000, 'x'), "y", At(0));
  sums.Add(LearntKind::kLog, "", "y", At(0));
  std::vector<std::string> keys;
  sums.Drain([&](const std::string& key, const SightingSum&) { keys.push_back(key); });
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].size(), 1 + kMaxSightingTextBytes + 1 + 1 + 1);
}

}  // namespace
}  // namespace noroshi
