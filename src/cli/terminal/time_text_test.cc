#include "cli/terminal/time_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(MinuteText, CutsSecondsOff) {
  EXPECT_EQ(MinuteText(*ParseIso8601("2020-10-05T02:11:59.9Z")), "2020-10-05T02:11");
  EXPECT_EQ(MinuteText({}), "");
  EXPECT_EQ(MinuteText({1}), "1601-01-01T00:00");
  const Timestamp last{~std::uint64_t{0}};  // a year of five digits
  EXPECT_EQ(MinuteText(last).find(':') + 3, MinuteText(last).size());
  EXPECT_TRUE(ToIso8601(last).starts_with(MinuteText(last) + ":"));
}

}  // namespace
}  // namespace noroshi
