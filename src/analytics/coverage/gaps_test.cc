#include "analytics/coverage/gaps.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

class GapsTest : public ::testing::Test {
 protected:
  void Add(const Event& event) { coverage_.Add(event, context_); }
  // A record a day, with record ids from 1, but for the days of [from, to).
  void AddDays(std::uint32_t count, std::uint32_t from, std::uint32_t to) {
    std::uint64_t id = 1;
    for (std::uint32_t day = 0; day < count; ++day) {
      if (day < from || day >= to) Add(log_.Make(4624, id++, DayTime(day, 7)));
    }
  }

  EventContext context_;
  Coverage coverage_;
  FakeLog log_{context_, "srv01", "Security", "Microsoft-Windows-Security-Auditing"};
  FakeLog system_{context_, "SRV01", "System", "EventLog"};
};

TEST_F(GapsTest, AWholeLogHasNone) {
  AddDays(100, 0, 0);
  EXPECT_TRUE(FindGaps(coverage_).empty());
}

TEST_F(GapsTest, MissingRecordIds) {
  Add(log_.Make(4624, 10, DayTime(0)));
  Add(log_.Make(4624, 11, DayTime(0, 5)));
  Add(log_.Make(4624, 20, DayTime(0, 9)));
  const std::vector<Gap> gaps = FindGaps(coverage_);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].kind, GapKind::kRecordIdGap);
  EXPECT_EQ(gaps[0].host, "SRV01");
  EXPECT_EQ(gaps[0].first_id, 12U);
  EXPECT_EQ(gaps[0].last_id, 19U);
  EXPECT_EQ(gaps[0].missing, 8U);
  EXPECT_EQ(gaps[0].from, DayTime(0, 5));
  EXPECT_EQ(gaps[0].to, DayTime(0, 9));
}

TEST_F(GapsTest, AFilteredExportIsOneGap) {
  for (std::uint64_t id = 1; id <= 500; id += 10) Add(log_.Make(4624, id, DayTime(0)));
  const std::vector<Gap> gaps = FindGaps(coverage_);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].kind, GapKind::kFilteredExport);
  EXPECT_EQ(gaps[0].missing, 491U - 50U);
}

TEST_F(GapsTest, ASilenceIsExplainedByTheHostBeingOff) {
  AddDays(100, 40, 50);
  ASSERT_EQ(FindGaps(coverage_).size(), 1U);
  EXPECT_EQ(FindGaps(coverage_)[0].kind, GapKind::kSilence);
  EXPECT_EQ(FindGaps(coverage_)[0].from, DayTime(40));
  EXPECT_EQ(FindGaps(coverage_)[0].to, DayTime(50));
  EXPECT_FALSE(FindGaps(coverage_)[0].host_was_off);
  Add(system_.Make(6006, 1, DayTime(39, 80000)));
  Add(system_.Make(6005, 2, DayTime(50, 3)));
  EXPECT_TRUE(FindGaps(coverage_)[0].host_was_off);
}

TEST_F(GapsTest, ClearedLogsAndClocks) {
  FakeLog eventlog(context_, "SRV01", "System", "Microsoft-Windows-Eventlog");
  Add(eventlog.Make(104, 1, DayTime(2), {{"SubjectUserName", "a"}, {"Channel", "Application"}}));
  Add(log_.Make(4616, 1, DayTime(3),
                {{"PreviousTime", "2020-01-05T00:00:00Z"}, {"NewTime", "2020-01-04T00:00:00Z"}}));
  Add(log_.Make(4719, 2, DayTime(4), {{"SubcategoryGuid", "{x}"}}));
  const std::vector<Gap> gaps = FindGaps(coverage_);
  ASSERT_EQ(gaps.size(), 3U);
  EXPECT_EQ(gaps[0].kind, GapKind::kLogCleared);
  EXPECT_EQ(gaps[0].channel, "Application");
  EXPECT_EQ(gaps[0].account, "a");
  EXPECT_EQ(gaps[1].kind, GapKind::kClockSet);
  EXPECT_EQ(gaps[2].kind, GapKind::kAuditingChanged);
}

TEST_F(GapsTest, HostsAreKeptApart) {
  FakeLog other(context_, "SRV02", "Security", "Microsoft-Windows-Security-Auditing");
  Add(log_.Make(4624, 1, DayTime(0)));
  Add(other.Make(4624, 5, DayTime(0)));
  EXPECT_TRUE(FindGaps(coverage_).empty());
}

TEST_F(GapsTest, TheOrderOfReadingDoesNotMatter) {
  Coverage first, second, forward, backward;
  for (std::uint64_t id = 1; id < 40; ++id) {
    if (id % 7 == 0) continue;
    (id < 20 ? first : second).Add(log_.Make(4624, id, DayTime(0, 1)), context_);
  }
  forward.Merge(first);
  forward.Merge(second);
  backward.Merge(second);
  backward.Merge(first);
  EXPECT_EQ(FindGaps(forward), FindGaps(backward));
  EXPECT_EQ(FindGaps(forward).size(), 5U);
}

TEST(Coverage, HostsAndLogsAreBounded) {
  EventContext context;
  Coverage coverage;
  for (std::size_t i = 0; i < kMaxCoverageHosts + 10; ++i) {
    FakeLog log(context, "H" + std::to_string(i), "Security", "P");
    coverage.Add(log.Make(1, 1, DayTime(0)), context);
  }
  EXPECT_EQ(coverage.hosts().size(), kMaxCoverageHosts);
  EXPECT_EQ(coverage.records_not_kept(), 10U);
}

}  // namespace
}  // namespace noroshi
