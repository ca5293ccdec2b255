#include "analytics/coverage/active_days.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;

ActiveDays Of(std::initializer_list<std::uint32_t> days) {
  ActiveDays active;
  for (const std::uint32_t day : days) active.Add(DayTime(day, 3600));
  return active;
}

TEST(ActiveDays, ADailyLogsOneSilentDayStandsOut) {
  ActiveDays active;
  for (std::uint32_t day = 0; day < 200; ++day) {
    if (day != 120) active.Add(DayTime(day));
  }
  const std::vector<SilentRun> silences = active.Silences();
  ASSERT_EQ(silences.size(), 1U);
  EXPECT_EQ(silences[0].days(), 1U);
  EXPECT_EQ(silences[0].first_day, DayTime(120).ticks / kTicksPerDay);
  EXPECT_NEAR(silences[0].chance, 1.0 / 200, 1e-12);
}

TEST(ActiveDays, WeekendsDoNot) {
  ActiveDays active;
  for (std::uint32_t day = 0; day < 140; ++day) {
    if (day % 7 < 5) active.Add(DayTime(day));
  }
  EXPECT_TRUE(active.Silences().empty());
}

TEST(ActiveDays, ALongSilenceOfAWeekdayLogDoes) {
  ActiveDays active;
  for (std::uint32_t day = 0; day < 140; ++day) {
    if (day % 7 < 5 && (day < 60 || day >= 75)) active.Add(DayTime(day));
  }
  ASSERT_EQ(active.Silences().size(), 1U);
  EXPECT_GE(active.Silences()[0].days(), 14U);
}

TEST(ActiveDays, FewDaysSayNothing) {
  EXPECT_TRUE(Of({0, 1, 300}).Silences().empty());
  EXPECT_DOUBLE_EQ(ActiveDays().ActiveShare(), 0);
}

TEST(ActiveDays, MergingIsAdding) {
  ActiveDays a = Of({0, 1, 1}), b = Of({1, 5});
  a.Merge(b);
  EXPECT_EQ(a.days(), Of({0, 1, 1, 1, 5}).days());
}

TEST(ActiveDays, DaysAreBounded) {
  ActiveDays active;
  for (std::uint64_t day = 0; day < kMaxActiveDays + 100; ++day) active.Add({day * kTicksPerDay});
  EXPECT_EQ(active.days().size(), kMaxActiveDays);
}

}  // namespace
}  // namespace noroshi
