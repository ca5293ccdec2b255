#include "base/time.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace noroshi {
namespace {

struct TextCase {
  std::uint64_t ticks;
  std::string_view text;
};

// Read as: these ticks are written so, and that text is read back as these ticks.
constexpr TextCase kExact[] = {
    {0, "1601-01-01T00:00:00.0000000Z"},                        // the epoch itself
    {1, "1601-01-01T00:00:00.0000001Z"},                        // one tick
    {kTicksPerDay - 1, "1601-01-01T23:59:59.9999999Z"},         // last tick of the first day
    {kUnixEpochTicks, "1970-01-01T00:00:00.0000000Z"},          // Unix epoch
    {94'354'848'000'000'000, "1900-01-01T00:00:00.0000000Z"},   // 1900 is not a leap year
    {94'405'824'000'000'000, "1900-03-01T00:00:00.0000000Z"},   // so March 1 follows Feb 28
    {125'963'424'000'000'000, "2000-03-01T00:00:00.0000000Z"},  // 2000 is one
    {125'962'560'000'000'000, "2000-02-29T00:00:00.0000000Z"},
    {132'463'374'691'234'567, "2020-10-05T02:11:09.1234567Z"},
};

TEST(Time, WritesAndReadsBack) {
  for (const TextCase& row : kExact) {
    EXPECT_EQ(ToIso8601(Timestamp{row.ticks}), row.text);
    const auto read = ParseIso8601(row.text);
    ASSERT_TRUE(read.has_value()) << row.text;
    EXPECT_EQ(read->ticks, row.ticks) << row.text;
  }
}

TEST(Time, WritesTheWholeRange) {
  // The largest FILETIME that Windows accepts, and the largest that 64 bits hold.
  EXPECT_EQ(ToIso8601(Timestamp{std::numeric_limits<std::int64_t>::max()}),
            "+30828-09-14T02:48:05.4775807Z");
  const Timestamp last{std::numeric_limits<std::uint64_t>::max()};
  EXPECT_EQ(ToIso8601(last), "+60056-05-28T05:36:10.9551615Z");
  EXPECT_LE(ToIso8601(last).size(), kIso8601Bytes);
}

constexpr TextCase kAccepted[] = {
    {kUnixEpochTicks, "1970-01-01"},                           // a date is its midnight
    {kUnixEpochTicks, "1970-01-01T00:00"},                     // seconds may be missing
    {kUnixEpochTicks, "1970-01-01 00:00:00"},                  // a blank for the T; no zone is UTC
    {kUnixEpochTicks, "1970-01-01T09:00:00+09:00"},            // Japan
    {kUnixEpochTicks, "1970-01-01T09:00:00+0900"},             // without the colon
    {kUnixEpochTicks, "1969-12-31T19:00:00-05:00"},            // west of Greenwich, a day earlier
    {kUnixEpochTicks + 5'000'000, "1970-01-01T00:00:00.5Z"},   // one digit is tenths
    {kUnixEpochTicks + 5'000'000, "1970-01-01T00:00:00,5Z"},   // ISO 8601 allows a comma
    {kUnixEpochTicks + 1, "1970-01-01T00:00:00.000000199Z"},   // finer than a tick: cut
    {kUnixEpochTicks + kTicksPerDay, "1970-01-01T23:59:60Z"},  // a leap second is the next second
};

TEST(Time, AcceptsTheUsualForms) {
  for (const TextCase& row : kAccepted) {
    const auto read = ParseIso8601(row.text);
    ASSERT_TRUE(read.has_value()) << row.text;
    EXPECT_EQ(read->ticks, row.ticks) << row.text;
  }
}

constexpr std::string_view kRefused[] = {
    "",                                // nothing
    "2020",                            // half a date
    "2020-10",                         //
    "2020-13-01",                      // no such month
    "2020-00-01",                      //
    "2020-02-30",                      // no such day
    "2019-02-29",                      // not a leap year
    "1900-02-29",                      // a century that is none
    "2020-10-05T",                     // a T promises a time
    "2020-10-05T24:00:00Z",            // no such hour
    "2020-10-05T02:60:00Z",            // no such minute
    "2020-10-05T02:11:09.Z",           // a point promises digits
    "2020-10-05T02:11:09.1234567890",  // more than nanoseconds
    "2020-10-05T02:11:09+25:00",       // no such zone
    "2020-10-05T02:11:09+09:60",       //
    "2020-10-05T02:11:09Zulu",         // trailing text
    "2020-10-05x02:11:09Z",            // neither T nor blank
    "1600-12-31T00:00:00Z",            // before the epoch
    "1601-01-01T00:00:00+09:00",       // before it once the zone is taken off
    "-020-10-05",                      // signs are no digits
};

TEST(Time, RefusesWhatIsNoTime) {
  for (const std::string_view text : kRefused) EXPECT_FALSE(ParseIso8601(text)) << text;
}

TEST(Time, CivilRoundTripOverFourCenturies) {
  // One instant a day over a whole era and a bit, so that every kind of year is met.
  for (std::uint64_t day = 0; day < 150'000; ++day) {
    const Timestamp time{day * kTicksPerDay + day % kTicksPerDay};
    const auto back = FromCivil(ToCivil(time));
    ASSERT_TRUE(back.has_value()) << day;
    ASSERT_EQ(back->ticks, time.ticks) << day;
  }
}

TEST(Time, ComparesAsTheInstant) {
  EXPECT_LT(Timestamp{1}, Timestamp{2});
  EXPECT_EQ(*ParseIso8601("2020-10-05T11:11:09+09:00"), *ParseIso8601("2020-10-05T02:11:09Z"));
}

}  // namespace
}  // namespace noroshi
