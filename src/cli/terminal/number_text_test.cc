#include "cli/terminal/number_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(NumberText, Grouped) {
  EXPECT_EQ(GroupedNumber(0), "0");
  EXPECT_EQ(GroupedNumber(999), "999");
  EXPECT_EQ(GroupedNumber(1000), "1,000");
  EXPECT_EQ(GroupedNumber(1234567), "1,234,567");
}

TEST(NumberText, Bytes) {
  EXPECT_EQ(ByteSize(0), "0 B");
  EXPECT_EQ(ByteSize(999), "999 B");
  EXPECT_EQ(ByteSize(68'000), "68.0 KB");
  EXPECT_EQ(ByteSize(999'960), "1.0 MB");  // never "1000.0 KB"
  EXPECT_EQ(ByteSize(2'500'000'000), "2.5 GB");
}

TEST(NumberText, Durations) {
  EXPECT_EQ(Duration(420'000'000), "0.42 s");
  EXPECT_EQ(Duration(12'340'000'000), "12.3 s");
  EXPECT_EQ(Duration(65'000'000'000), "1 min 05 s");
  EXPECT_EQ(Duration(3'660'000'000'000), "1 h 01 min");
}

}  // namespace
}  // namespace noroshi
