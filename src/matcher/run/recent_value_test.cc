#include "matcher/run/recent_value.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

TEST(RecentValueTest, HoldsNothingAtFirst) {
  const RecentValue recent;
  EXPECT_FALSE(recent.Is(0, Value::Utf8("")));
  EXPECT_FALSE(recent.Is(0, Value::Utf8("a")));
}

TEST(RecentValueTest, GroupTypeAndEveryByteCount) {
  for (std::size_t size = 1; size <= RecentValue::kMostBytes; ++size) {
    std::string text(size, 'x');
    RecentValue recent;
    recent.Keep(3, Value::Utf8(text), 9);
    EXPECT_TRUE(recent.Is(3, Value::Utf8(text))) << size;
    EXPECT_EQ(recent.set(), 9U);
    EXPECT_FALSE(recent.Is(4, Value::Utf8(text))) << size;
    const Value wide{text.data(), static_cast<std::uint32_t>(size), ValueType::kUtf16};
    EXPECT_FALSE(recent.Is(3, wide)) << size;
    EXPECT_FALSE(recent.Is(3, Value::Utf8(std::string_view(text).substr(1)))) << size;
    for (std::size_t at = 0; at < size; ++at) {
      text[at] = 'y';
      EXPECT_FALSE(recent.Is(3, Value::Utf8(text))) << size << " " << at;
      text[at] = 'x';
    }
  }
}

TEST(RecentValueTest, TheEmptyValueIsKeptToo) {
  RecentValue recent;
  recent.Keep(1, Value::Utf8(""), 0);
  EXPECT_TRUE(recent.Is(1, Value::Utf8("")));
}

TEST(RecentValueTest, LongValuesAreNotTaken) {
  EXPECT_TRUE(RecentValue::Takes(Value::Utf8(std::string(RecentValue::kMostBytes, 'a'))));
  EXPECT_FALSE(RecentValue::Takes(Value::Utf8(std::string(RecentValue::kMostBytes + 1, 'a'))));
}

}  // namespace
}  // namespace noroshi
