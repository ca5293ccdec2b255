#include "trend/period.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

constexpr auto kEn = ReportLanguage::kEnglish;
constexpr auto kJa = ReportLanguage::kJapanese;

struct GoodPeriod {
  std::string_view text;
  Reach reach;
  std::string_view key, english, japanese;
};
constexpr GoodPeriod kGood[] = {
    {"2020-04", Reach::kMonth, "2020-04", "April 2020", "2020年4月"},
    {"2020-10/2020-12", Reach::kWithin, "2020-10/2020-12", "October to December 2020",
     "2020年10月〜12月"},
    // Over the end of a calendar year both years are named.
    {"2020-12/2021-02", Reach::kWithin, "2020-12/2021-02", "December 2020 to February 2021",
     "2020年12月〜2021年2月"},
    {"FY2020", Reach::kWithin, "2020-04/2021-03", "fiscal 2020", "2020年度"},
    {"FY2020-H1", Reach::kWithin, "2020-04/2020-09", "first half of fiscal 2020", "2020年度上期"},
    // The second half ends in the next calendar year and still is of 2020.
    {"FY2020-H2", Reach::kWithin, "2020-10/2021-03", "second half of fiscal 2020", "2020年度下期"},
    {"2020-04/2020-04", Reach::kMonth, "2020-04", "April 2020", "2020年4月"},  // no range
    {"not stated", Reach::kNotStated, "not stated", "not stated", "記載なし"},
};

TEST(ParsePeriod, ReadsWhatTheFormatKnows) {
  for (const GoodPeriod& good : kGood) {
    const auto period = ParsePeriod(good.text);
    ASSERT_TRUE(period) << good.text;
    EXPECT_EQ(period->reach, good.reach) << good.text;
    EXPECT_EQ(PeriodKey(*period), good.key);
    EXPECT_EQ(PeriodText(*period, kEn), good.english);
    EXPECT_EQ(PeriodText(*period, kJa), good.japanese);
  }
}

TEST(ParsePeriod, RefusesEverythingElse) {
  for (const std::string_view bad : {"",
                                     "2020",
                                     "2020-00",
                                     "2020-13",
                                     "2020-4",
                                     "2020-04-01",
                                     "2020-05/2020-04",
                                     "2020-04/",
                                     "2020-04/2020",
                                     "FY",
                                     "FY20",
                                     "FY2020-H3",
                                     "FY2020-",
                                     "fy2020",
                                     "1979-01",
                                     "2200-01",
                                     "20 0-01",
                                     "+020-01",
                                     "Not stated",
                                     "2020-04 "}) {
    EXPECT_FALSE(ParsePeriod(bad)) << bad;
  }
}

TEST(FiscalYear, RunsFromAprilToMarch) {
  const Period year = FiscalYear(2020);
  EXPECT_EQ(MonthText(year.first, kEn), "April 2020");
  EXPECT_EQ(MonthText(year.last, kEn), "March 2021");
  EXPECT_EQ(FiscalYearOf(ParsePeriod("2020-03")->first), 2019);
  EXPECT_EQ(FiscalYearOf(ParsePeriod("2020-04")->first), 2020);
  EXPECT_EQ(FiscalYearOf(ParsePeriod("2021-03")->first), 2020);
}

TEST(Overlaps, CountsBothEndsAndNeverTheUnstated) {
  const Period year = FiscalYear(2020);
  EXPECT_TRUE(Overlaps(*ParsePeriod("2021-03"), year));
  EXPECT_FALSE(Overlaps(*ParsePeriod("2021-04"), year));
  EXPECT_TRUE(Overlaps(*ParsePeriod("2021-03/2021-06"), year));
  EXPECT_FALSE(Overlaps(Period{}, year));
}

TEST(Reach, NamesComeBack) {
  for (const Reach reach :
       {Reach::kNotStated, Reach::kAmbiguous, Reach::kWithin, Reach::kThroughout, Reach::kMonth}) {
    EXPECT_EQ(ParseReach(ReachName(reach)), reach);
  }
  EXPECT_FALSE(ParseReach("sometimes"));
}

TEST(MonthLabel, IsShort) {
  EXPECT_EQ(MonthLabel(FiscalYear(2020).first, kEn), "Apr");
  EXPECT_EQ(MonthLabel(FiscalYear(2020).last, kJa), "3月");
}

}  // namespace
}  // namespace noroshi
