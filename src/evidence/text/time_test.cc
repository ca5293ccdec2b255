// Times and zones of logs.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "evidence/text/posix_zone.h"
#include "evidence/text/time_format.h"
#include "evidence/text/time_zone.h"

namespace noroshi {
namespace {

std::string Read(std::string_view text, TimeForm form, const TimeZone* zone = nullptr) {
  const auto time = ParseTime(text, form, {zone, {}});
  return time ? ToIso8601(*time) : "none";
}

TEST(ParseTime, ReadsEveryForm) {
  struct Case {
    TimeForm form;
    std::string_view text, time;
  };
  constexpr Case kCases[] = {
      {TimeForm::kIso, "2020-10-05T02:11:09.1234567Z", "2020-10-05T02:11:09.1234567Z"},
      {TimeForm::kIso, "2020-10-05 02:11:09", "2020-10-05T02:11:09.0000000Z"},
      {TimeForm::kIso, "2020-10-05T02:11:09+09:00", "2020-10-04T17:11:09.0000000Z"},
      {TimeForm::kIso, "", "none"},
      {TimeForm::kIso, "-", "none"},
      {TimeForm::kUnixSeconds, "1588205199.824370", "2020-04-30T00:06:39.8243700Z"},
      {TimeForm::kUnixSeconds, "0", "1970-01-01T00:00:00.0000000Z"},
      {TimeForm::kUnixSeconds, "1588205199.82437x", "none"},
      {TimeForm::kUnixSeconds, "9999999999999999999", "none"},
      {TimeForm::kUnixMillis, "1588205199824", "2020-04-30T00:06:39.8240000Z"},
      {TimeForm::kUnixMicros, "1588205199824370", "2020-04-30T00:06:39.8243700Z"},
      {TimeForm::kUnixNanos, "1588205199824370123", "2020-04-30T00:06:39.8243701Z"},
      {TimeForm::kEpochOrIso, "1588205199", "2020-04-30T00:06:39.0000000Z"},
      {TimeForm::kEpochOrIso, "1588205199824", "2020-04-30T00:06:39.8240000Z"},
      {TimeForm::kEpochOrIso, "2020-04-30T00:06:39Z", "2020-04-30T00:06:39.0000000Z"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Read(c.text, c.form), c.time) << c.text;
}

TEST(ParseTime, AsksTheZoneOnlyWhereTheTextNamesNone) {
  const auto tokyo = TimeZone::Open("+09:00");
  ASSERT_TRUE(tokyo.ok());
  constexpr auto kForm = TimeForm::kIsoLocal;
  EXPECT_EQ(Read("2020-10-05 02:11:09", kForm, &*tokyo), "2020-10-04T17:11:09.0000000Z");
  EXPECT_EQ(Read("2020-10-05 02:11:09Z", kForm, &*tokyo), "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(Read("2020-10-05 02:11:09-0500", kForm, &*tokyo), "2020-10-05T07:11:09.0000000Z");
  EXPECT_EQ(Read("2020-10-05 02:11:09", TimeForm::kIso, &*tokyo), "2020-10-05T02:11:09.0000000Z");
}

TEST(ParseTime, FormsOfOtherPrograms) {
  struct Case {
    std::string_view text;
    TimeForm form;
    std::string_view utc;
  };
  constexpr Case kCases[] = {
      {"/Date(1601863869123)/", TimeForm::kDotNet, "2020-10-05T02:11:09.1230000Z"},
      {"/Date(1601863869123+0900)/", TimeForm::kDotNet, "2020-10-05T02:11:09.1230000Z"},
      {"/Date(x)/", TimeForm::kDotNet, ""},
      {"/Date()/", TimeForm::kDotNet, ""},
      {"/Date(160186", TimeForm::kDotNet, ""},
      {"Oct 5, 2020 @ 02:11:09.123", TimeForm::kKibana, "2020-10-05T02:11:09.1230000Z"},
      {"Oct 5, 2020", TimeForm::kKibana, ""},
      {"Oct 99, 2020 @ 02:11:09", TimeForm::kKibana, ""},
      {"5 Oct 2020 @ 02:11:09", TimeForm::kKibana, ""},
      {"2020-10-05 11:11:09 +0900", TimeForm::kIso, "2020-10-05T02:11:09.0000000Z"},
      {"2020-10-05 02:11:09 UTC", TimeForm::kIso, "2020-10-05T02:11:09.0000000Z"},
      {"2020-10-05 02:11:09 JST", TimeForm::kIso, ""},
      {"2020-10-05 02:11:09 ", TimeForm::kIso, ""},
      {"2020 Oct  5 02:11:09", TimeForm::kSyslog, "2020-10-05T02:11:09.0000000Z"},
      {"Mon Oct  5 02:11:09 2020", TimeForm::kSyslog, "2020-10-05T02:11:09.0000000Z"},
      {"Oct  5 2020 02:11:09.5", TimeForm::kSyslog, "2020-10-05T02:11:09.5000000Z"},
      {"Oct 15 2020 02:11:09", TimeForm::kSyslog, "2020-10-15T02:11:09.0000000Z"},
      {"Oct", TimeForm::kSyslog, ""},
      {"12345", TimeForm::kSyslog, ""},
      {":::::::::", TimeForm::kSyslog, ""},
      {"9999 9999 9999 9999 9999", TimeForm::kSyslog, ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Read(c.text, c.form), c.utc.empty() ? "none" : c.utc) << c.text;
  }
}

TEST(ParseWitnessedTime, TakesTheZoneFromTheRecord) {
  const auto read = [](std::string_view local, std::string_view here, std::string_view utc) {
    const auto time = ParseWitnessedTime(local, here, utc);
    return time ? ToIso8601(*time) : "none";
  };
  EXPECT_EQ(read("2020-09-22 04:22:28", "2020-09-22 04:22:31", "2020-09-22T08:22:31.162Z"),
            "2020-09-22T08:22:28.0000000Z");
  // Five minutes late on the way is no zone.
  EXPECT_EQ(read("2020-09-22 04:22:28", "2020-09-22 04:22:31", "2020-09-22T08:27:31.162Z"),
            "2020-09-22T08:22:28.0000000Z");
  EXPECT_EQ(read("2020-09-22 17:22:28", "2020-09-22 17:22:31", "2020-09-22T08:22:33Z"),
            "2020-09-22T08:22:28.0000000Z");
  EXPECT_EQ(read("2020-09-22 13:52:28", "2020-09-22 13:52:31", "2020-09-22T08:22:33Z"),
            "2020-09-22T08:22:28.0000000Z");
  EXPECT_EQ(read("2020-09-22 17:22:28", "2020-09-22 17:22:31", "2020-09-25T08:22:33Z"), "none");
  EXPECT_EQ(read("", "2020-09-22 17:22:31", "2020-09-22T08:22:33Z"), "none");
}

TEST(ParsePosixZone, ReadsTheGrammar) {
  const auto london = ParsePosixZone("GMT0BST,M3.5.0/1,M10.5.0");
  ASSERT_TRUE(london.has_value());
  EXPECT_EQ(london->standard, 0);
  EXPECT_EQ(london->summer, 3600);
  // 2021: the last Sundays were 28 March and 31 October.
  EXPECT_EQ(PosixZone::At(london->to_summer, 2021, 0), 1616893200);
  EXPECT_EQ(PosixZone::At(london->to_standard, 2021, 3600), 1635642000);
  const auto tokyo = ParsePosixZone("JST-9");
  ASSERT_TRUE(tokyo.has_value());
  EXPECT_EQ(tokyo->standard, 9 * 3600);
  EXPECT_FALSE(tokyo->has_summer);
  EXPECT_TRUE(ParsePosixZone("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0").has_value());
  EXPECT_TRUE(ParsePosixZone("EST5EDT,J60/2,300").has_value());
  for (const std::string_view bad :
       {"", "X", "GMT", "GMT0BST", "GMT0BST,M13.1.0,M10.5.0", "GMT0BST,M3.6.0,M10.5.0",
        "GMT0BST,M3.5.0", "<+09-9", "GMT0BST,M3.5.0,M10.5.0x", "GMT99999999999"}) {
    EXPECT_FALSE(ParsePosixZone(bad).has_value()) << bad;
  }
}

TEST(TimeZone, ReadsOffsets) {
  struct Case {
    std::string_view name;
    std::int32_t seconds;
  };
  constexpr Case kCases[] = {{"UTC", 0},        {"Z", 0},      {"+09:00", 32400},
                             {"-0330", -12600}, {"+9", 32400}, {"+00:00", 0}};
  for (const Case& c : kCases) {
    const auto zone = TimeZone::Open(c.name);
    ASSERT_TRUE(zone.ok()) << c.name;
    EXPECT_EQ(zone->OffsetAt(0), c.seconds) << c.name;
    EXPECT_EQ(zone->ToUtc(100'000), 100'000 - c.seconds);
  }
  for (const std::string_view bad : {"", "Mars/Base", "+15:00", "+0960", "+12345",
                                     "../../etc/passwd", "/etc/passwd", "tzdata"}) {
    EXPECT_FALSE(TimeZone::Open(bad).ok()) << bad;
  }
}

class ZoneFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/London")) {
      GTEST_SKIP() << "this system has no time zone database";
    }
  }
};

TEST_F(ZoneFiles, KnowSummerTime) {
  const auto london = TimeZone::Open("Europe/London");
  ASSERT_TRUE(london.ok());
  constexpr auto kForm = TimeForm::kIsoLocal;
  struct Case {
    std::string_view local, utc;
  };
  constexpr Case kCases[] = {
      {"2021-01-15 12:00:00", "2021-01-15T12:00:00.0000000Z"},
      {"2021-07-15 12:00:00", "2021-07-15T11:00:00.0000000Z"},
      {"2021-03-28 00:59:59", "2021-03-28T00:59:59.0000000Z"},
      {"2021-03-28 02:00:00", "2021-03-28T01:00:00.0000000Z"},
      {"2021-03-28 01:30:00", "2021-03-28T01:30:00.0000000Z"},  // never was
      {"2021-10-31 01:30:00", "2021-10-31T00:30:00.0000000Z"},  // twice: the first
      {"2021-10-31 02:00:00", "2021-10-31T02:00:00.0000000Z"},
      {"2090-07-15 12:00:00", "2090-07-15T11:00:00.0000000Z"},  // behind the file's table
      {"1970-06-01 12:00:00", "1970-06-01T11:00:00.0000000Z"},  // British Standard Time
  };
  for (const Case& c : kCases) EXPECT_EQ(Read(c.local, kForm, &*london), c.utc) << c.local;
}

TEST_F(ZoneFiles, TurnAServersBritishClockIntoTokyos) {
  const auto london = TimeZone::Open("Europe/London");
  const auto tokyo = TimeZone::Open("Asia/Tokyo");
  ASSERT_TRUE(london.ok() && tokyo.ok());
  constexpr std::int64_t kNoonInLondon = 1626350400;  // 2021-07-15 12:00:00 read as if it were UTC
  const std::int64_t utc = london->ToUtc(kNoonInLondon);
  EXPECT_EQ(utc + tokyo->OffsetAt(utc), kNoonInLondon + 8 * 3600);
}

TEST_F(ZoneFiles, KnowZonesOfTheSouthAndOfHalfHours) {
  const auto sydney = TimeZone::Open("Australia/Sydney");
  const auto delhi = TimeZone::Open("Asia/Kolkata");
  ASSERT_TRUE(sydney.ok() && delhi.ok());
  constexpr auto kForm = TimeForm::kIsoLocal;
  EXPECT_EQ(Read("2021-01-15 12:00:00", kForm, &*sydney), "2021-01-15T01:00:00.0000000Z");
  EXPECT_EQ(Read("2021-07-15 12:00:00", kForm, &*sydney), "2021-07-15T02:00:00.0000000Z");
  EXPECT_EQ(Read("2021-07-15 12:00:00", kForm, &*delhi), "2021-07-15T06:30:00.0000000Z");
}

}  // namespace
}  // namespace noroshi
