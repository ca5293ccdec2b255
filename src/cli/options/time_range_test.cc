#include "cli/options/time_range.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Timestamp At(std::string_view text) { return *ParseIso8601(text); }

TEST(TimeRange, TheEndIsNotInIt) {
  const Result<TimeRange> range = ParseTimeRange({"2024-05-01", "2024-05-02"});
  ASSERT_TRUE(range.ok());
  EXPECT_TRUE(range->Has(At("2024-05-01T00:00:00Z")));
  EXPECT_TRUE(range->Has(At("2024-05-01T23:59:59.9999999Z")));
  EXPECT_FALSE(range->Has(At("2024-05-02T00:00:00Z")));
  EXPECT_FALSE(range->Has(At("2024-04-30T23:59:59Z")));
}

TEST(TimeRange, ZonesCount) {
  const Result<TimeRange> range = ParseTimeRange({"2024-05-01T09:00:00+09:00", ""});
  ASSERT_TRUE(range.ok());
  EXPECT_TRUE(range->Has(At("2024-05-01T00:00:00Z")));
  EXPECT_FALSE(range->Has(At("2024-04-30T23:59:59Z")));
}

TEST(TimeRange, AnOpenEndTakesEverything) {
  const Result<TimeRange> range = ParseTimeRange({});
  ASSERT_TRUE(range.ok());
  EXPECT_TRUE(range->Has({}));
  EXPECT_TRUE(range->Has(At("9999-12-31T00:00:00Z")));
}

TEST(TimeRange, NoTimeIsInNoRangeThatHasABeginning) {
  const Result<TimeRange> range = ParseTimeRange({"2024-05-01", ""});
  ASSERT_TRUE(range.ok());
  EXPECT_FALSE(range->Has({}));
}

TEST(TimeRange, FaultsNameTheOption) {
  struct Case {
    TimeRangeText text;
    std::string_view option;
  };
  const Case cases[] = {
      {{"yesterday", ""}, "--from"},
      {{"", "2024-13-01"}, "--to"},
      {{"2024-05-02", "2024-05-01"}, "--to"},
      {{"2024-05-01", "2024-05-01"}, "--to"},  // nothing lies in an empty range
  };
  for (const Case& c : cases) {
    const Result<TimeRange> range = ParseTimeRange(c.text);
    ASSERT_FALSE(range.ok()) << c.text.from << ' ' << c.text.to;
    EXPECT_EQ(range.error().code, ErrorCode::kInvalid);
    EXPECT_EQ(range.error().subject, c.option);
  }
}

}  // namespace
}  // namespace noroshi
