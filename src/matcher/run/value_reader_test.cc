#include "matcher/run/value_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "event/shape.h"

namespace noroshi {
namespace {

Value Wide(const std::u16string& text) {
  return {text.data(), static_cast<std::uint32_t>(2 * text.size()), ValueType::kUtf16};
}

class ValueReaderTest : public testing::Test {
 protected:
  EventContext context_;
  ValueReader reader_{context_};
};

TEST_F(ValueReaderTest, TheTextOfAValueAskedForAgain) {
  const std::u16string one = u"C:\\one.exe", two = u"two \u00e9";
  reader_.BeginEvent();
  EXPECT_EQ(reader_.Text(Wide(one)), "C:\\one.exe");
  EXPECT_EQ(reader_.Text(Wide(one)), "C:\\one.exe");
  EXPECT_EQ(reader_.Text(Wide(two)), "two \xc3\xa9");
  EXPECT_EQ(reader_.Text(Wide(one)), "C:\\one.exe");
}

// The same place may hold another value in the next event, and the same bytes another type in this.
TEST_F(ValueReaderTest, APlaceIsNoValue) {
  std::u16string text = u"before";
  reader_.BeginEvent();
  EXPECT_EQ(reader_.Text(Wide(text)), "before");
  text = u"behind";
  reader_.BeginEvent();
  EXPECT_EQ(reader_.Text(Wide(text)), "behind");
  Value bytes = Wide(text);
  bytes.type = ValueType::kBinary;
  EXPECT_EQ(reader_.Text(bytes), "62006500680069006E006400");
  bytes.size = 2;
  EXPECT_EQ(reader_.Text(bytes), "6200");
}

}  // namespace
}  // namespace noroshi
