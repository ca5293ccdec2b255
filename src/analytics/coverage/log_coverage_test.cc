#include "analytics/coverage/log_coverage.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

class LogCoverageTest : public ::testing::Test {
 protected:
  EventContext context_;
  FakeLog log_{context_, "SRV01", "Security", "Microsoft-Windows-Security-Auditing"};
};

TEST_F(LogCoverageTest, CountsKindsAndTimes) {
  LogCoverage coverage;
  coverage.Add(log_.Make(4624, 10, DayTime(0, 5)));
  coverage.Add(log_.Make(4624, 11, DayTime(1)));
  coverage.Add(log_.Make(4688, 12, DayTime(0)));
  EXPECT_EQ(coverage.records(), 3U);
  EXPECT_EQ(coverage.first_seen(), DayTime(0));
  EXPECT_EQ(coverage.last_seen(), DayTime(1));
  EXPECT_EQ(coverage.kinds().at(4624).count, 2U);
  EXPECT_EQ(coverage.kinds().at(4624).first_seen, DayTime(0, 5));
  EXPECT_EQ(coverage.ids().ranges().size(), 1U);
}

TEST_F(LogCoverageTest, DoubtfulRecordsOnlyCount) {
  LogCoverage coverage;
  Event carved = log_.Make(4624, 10, DayTime(0));
  carved.marks = EventMark::kRecovered;
  coverage.Add(carved);
  coverage.Add(log_.Make(4624, 11, {}));  // no time
  EXPECT_EQ(coverage.records(), 2U);
  EXPECT_EQ(coverage.doubtful(), 2U);
  EXPECT_TRUE(coverage.kinds().empty());
  EXPECT_TRUE(coverage.ids().ranges().empty());
}

TEST_F(LogCoverageTest, AClockThatGoesBackIsSeenBetweenNeighbours) {
  LogCoverage coverage;
  coverage.Add(log_.Make(4624, 10, DayTime(0, 1000)));
  coverage.Add(log_.Make(4624, 11, DayTime(0, 800)));  // seconds: several threads write
  coverage.Add(log_.Make(4624, 12, DayTime(0, 400)));  // 400 s back
  coverage.Add(log_.Make(4624, 20, DayTime(0, 0)));    // no neighbour: another part of the log
  const std::vector<ClockStep> steps = coverage.ClockSteps();
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].id, 12U);
  EXPECT_EQ(steps[0].before, DayTime(0, 800));
  EXPECT_EQ(steps[0].after, DayTime(0, 400));
}

TEST_F(LogCoverageTest, MergingIsAdding) {
  LogCoverage whole, left, right;
  for (std::uint64_t id = 1; id <= 20; ++id) {
    const Event& event = log_.Make(4600 + static_cast<std::uint32_t>(id % 3), id, DayTime(0, 60));
    whole.Add(event);
    (id <= 10 ? left : right).Add(event);
  }
  right.Merge(left);
  EXPECT_EQ(right.records(), whole.records());
  EXPECT_EQ(right.ids().ranges().size(), 1U);
  EXPECT_EQ(right.kinds().at(4601).count, whole.kinds().at(4601).count);
}

TEST_F(LogCoverageTest, StepsAreBoundedAndTheSameWhateverTheOrder) {
  LogCoverage forward, backward;
  for (std::uint64_t i = 0; i < kMaxClockSteps + 50; ++i) {
    LogCoverage pair;
    pair.Add(log_.Make(1, 2 * i + 1, DayTime(1)));
    pair.Add(log_.Make(1, 2 * i + 2, DayTime(0)));
    forward.Merge(pair);
    LogCoverage other = pair;
    other.Merge(backward);
    backward = other;
  }
  EXPECT_EQ(forward.ClockSteps().size(), kMaxClockSteps);
  EXPECT_EQ(forward.ClockSteps(), backward.ClockSteps());
}

}  // namespace
}  // namespace noroshi
