#include "report/timeline_builder.h"

#include <gtest/gtest.h>

#include <string_view>

#include "report/level_counts.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kMinute = 60 * kTicksPerSecond;

Timestamp At(std::string_view iso) { return *ParseIso8601(iso); }

std::uint64_t InBuckets(const ReportTimeline& timeline) {
  std::uint64_t total = 0;
  for (const LevelCounts& counts : timeline.buckets) total += TotalOf(counts);
  return total;
}

TEST(TimelineBuilder, NothingGivesNoBuckets) {
  const ReportTimeline timeline = TimelineBuilder().Finish();
  EXPECT_TRUE(timeline.buckets.empty());
  EXPECT_EQ(timeline.start.ticks, 0u);
}

TEST(TimelineBuilder, OneFindingIsOneBucket) {
  TimelineBuilder builder;
  builder.Add(At("2020-10-05T02:11:09Z"), Level::kHigh);
  const ReportTimeline timeline = builder.Finish();
  ASSERT_EQ(timeline.buckets.size(), 1u);
  EXPECT_EQ(timeline.buckets[0], (LevelCounts{0, 0, 0, 1, 0}));
  EXPECT_EQ(timeline.start, At("2020-10-05T02:11:00Z"));
  EXPECT_EQ(timeline.bucket_seconds, 60u);
}

struct SpanCase {
  std::string_view last;
  std::uint64_t seconds;
};

TEST(TimelineBuilder, WidthFollowsTheSpan) {
  const SpanCase cases[] = {
      {"2020-10-05T03:00:00Z", 60},          // three hours
      {"2020-10-06T00:00:00Z", 600},         // a day
      {"2020-10-12T00:00:00Z", 3'600},       // a week
      {"2020-11-05T00:00:00Z", 21'600},      // a month
      {"2021-03-05T00:00:00Z", 86'400},      // five months
      {"2022-10-05T00:00:00Z", 604'800},     // two years
      {"2030-10-05T00:00:00Z", 2'419'200},   // ten years
      {"2099-10-05T00:00:00Z", 31'449'600},  // a lifetime
  };
  for (const SpanCase& row : cases) {
    TimelineBuilder builder;
    builder.Add(At("2020-10-05T00:00:00Z"), Level::kLow);
    builder.Add(At(row.last), Level::kLow);
    const ReportTimeline timeline = builder.Finish();
    EXPECT_EQ(timeline.bucket_seconds, row.seconds) << row.last;
    EXPECT_LE(timeline.buckets.size(), kMaxTimelineBuckets);
    EXPECT_EQ(InBuckets(timeline), 2u);
  }
}

TEST(TimelineBuilder, WeeksBeginOnMonday) {
  TimelineBuilder builder;
  builder.Add(At("2020-10-07T12:00:00Z"), Level::kLow);  // a Wednesday
  builder.Add(At("2022-10-07T12:00:00Z"), Level::kLow);
  EXPECT_EQ(builder.Finish().start, At("2020-10-05T00:00:00Z"));
}

TEST(TimelineBuilder, OneWrongClockDoesNotHideTheRest) {
  TimelineBuilder builder;
  const Timestamp start = At("2020-10-05T00:00:00Z");
  for (std::uint64_t i = 0; i < 150; ++i) {
    builder.Add(Timestamp{start.ticks + i * kMinute}, Level::kMedium);
  }
  builder.Add(Timestamp{~0ULL}, Level::kHigh);  // the year 60056
  const ReportTimeline timeline = builder.Finish();
  EXPECT_EQ(timeline.bucket_seconds, 60u);
  EXPECT_EQ(TotalOf(timeline.outside) + InBuckets(timeline), 151u);
  EXPECT_EQ(timeline.outside[static_cast<std::size_t>(Level::kHigh)], 1u);
  EXPECT_LE(TotalOf(timeline.outside), 2u);  // one at either end
}

TEST(TimelineBuilder, FewFindingsAreAllShown) {
  TimelineBuilder builder;
  builder.Add(Timestamp{1}, Level::kLow);
  builder.Add(At("2020-10-05T00:00:00Z"), Level::kLow);
  builder.Add(Timestamp{~0ULL}, Level::kLow);
  const ReportTimeline timeline = builder.Finish();
  EXPECT_EQ(InBuckets(timeline), 3u);
  EXPECT_LE(timeline.buckets.size(), kMaxTimelineBuckets);
}

TEST(TimelineBuilder, UndatedFindingsAreCountedApart) {
  TimelineBuilder builder;
  builder.Add(Timestamp{}, Level::kCritical);
  const ReportTimeline timeline = builder.Finish();
  EXPECT_EQ(timeline.undated, (LevelCounts{0, 0, 0, 0, 1}));
  EXPECT_TRUE(timeline.buckets.empty());
}

// More cells than are kept: the builder widens them and loses no finding.
TEST(TimelineBuilder, WideningKeepsTheCounts) {
  TimelineBuilder builder;
  const std::uint64_t count = kMaxTimelineCells * 3;
  const Timestamp start = At("2020-01-01T00:00:00Z");
  for (std::uint64_t i = 0; i < count; ++i) {
    builder.Add(Timestamp{start.ticks + i * kMinute}, Level::kInformational);
  }
  const ReportTimeline timeline = builder.Finish();
  EXPECT_EQ(InBuckets(timeline), count);
  EXPECT_EQ(timeline.bucket_seconds, 21'600u);  // 42 days
  EXPECT_EQ(TotalOf(timeline.buckets[1]), 360u);
}

}  // namespace
}  // namespace noroshi
