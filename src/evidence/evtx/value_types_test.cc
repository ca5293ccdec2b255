#include "evidence/evtx/value_types.h"

#include <gtest/gtest.h>

#include <string>

#include "event/value_text.h"
#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ByteVector;
using testing::Join;
using testing::Wide;

ValueWindow Window(std::uint8_t type, const ByteVector& bytes) {
  return {bytes.data(), static_cast<std::uint16_t>(bytes.size()), type};
}

struct ValueCase {
  std::uint8_t type;
  ByteVector bytes;
  std::string text;
  bool regular;  // the fast path takes it
};

TEST(EvtxValueTypes, OneRowPerRule) {
  const ByteVector sid = {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};
  ByteVector long_sid = Join({{1, 255, 0, 0, 0, 0, 0, 5}, ByteVector(4 * 255, 1)});
  std::string long_sid_text = "S-1-5";
  for (int i = 0; i < 255; ++i) long_sid_text += "-16843009";
  const ValueCase kCases[] = {
      {0x00, {}, "", true},
      {0x00, {1, 2}, "", true},  // null with bytes (E-6.3)
      {0x01, Wide("ab"), "ab", true},
      {0x01, Wide(std::string("ab\0cd", 5)), "ab", true},  // cut at the first NUL
      {0x01, {'a', 0, 'b'}, "a", false},                   // odd length
      {0x01, {0x00, 0xD8}, "\xEF\xBF\xBD", true},          // lone surrogate
      {0x02, {'a', 0, 0x81}, "a\xEF\xBF\xBD", true},
      {0x03, {0xFF}, "-1", true},
      {0x04, {0xFF}, "255", true},
      {0x06, {1}, "1", false},          // shorter: zero-extended
      {0x06, {1, 2, 3}, "513", false},  // longer: the leading bytes
      {0x07, {0xFF, 0xFF, 0xFF, 0xFF}, "-1", true},
      {0x0A, ByteVector(8, 0xFF), "18446744073709551615", true},
      {0x08, {}, "", false},  // no bytes: empty, not zero
      {0x0B, {0, 0, 0x80, 0x3F}, "1", true},
      {0x0C, {0, 0, 0x80}, "000080", false},  // half a number: its bytes
      {0x0D, {1, 0, 0, 0}, "true", true},
      {0x0D, {1}, "true", true},
      {0x0D, {2, 0, 0, 0}, "true", false},  // odd, marked
      {0x0E, {0xAB}, "AB", true},
      {0x0F, ByteVector(16), "{00000000-0000-0000-0000-000000000000}", true},
      {0x0F, ByteVector(3), "000000", false},
      {0x10, {0x10, 0, 0, 0}, "0x10", true},
      {0x10, {0x10, 0, 0, 0, 0, 0, 0, 0}, "0x10", true},
      {0x10, {0x10}, "0x10", false},
      {0x11, ByteVector(8), "1601-01-01T00:00:00.0000000Z", true},
      {0x11, ByteVector(8, 0xFF), "18446744073709551615", false},
      {0x12, ByteVector(16), "1601-01-01T00:00:00.000Z", true},
      {0x12,
       {0xE4, 7, 99, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
       "E4076300000001000000000000000000",
       false},
      {0x13, sid, "S-1-5-18", true},
      {0x13, long_sid, long_sid_text, false},  // more than 15 sub-authorities
      {0x13, {1, 2, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}, "S-1-5-18", false},
      {0x14, {0x10, 0x14, 0, 0}, "0x1410", true},
      {0x15, ByteVector(8, 0xFF), "0xffffffffffffffff", true},
      {0x20, {1}, "01", false},       // EvtHandle: its bytes, marked
      {0x7F, {1, 2}, "0102", false},  // unknown type
      {0x8E, {1, 2}, "0102", true},   // Binary[] is one Binary
  };
  for (const ValueCase& row : kCases) {
    const ValueWindow window = Window(row.type, row.bytes);
    Value fast;
    EXPECT_EQ(ToRegularValue(window, fast), row.regular) << int{row.type} << " " << row.text;
    Arena arena;
    Issues issues;
    std::string text;
    AppendText(ToAnyValue(window, arena, issues), text);
    EXPECT_EQ(text, row.text) << "type " << int{row.type};
    EXPECT_EQ(issues.empty(), row.regular) << "type " << int{row.type} << " " << row.text;
  }
}

std::vector<std::string> Items(std::uint8_t type, const ByteVector& bytes) {
  std::vector<ValueWindow> windows;
  Issues issues;
  SplitArray(Window(type, bytes), windows, issues);
  std::vector<std::string> texts;
  Arena arena;
  for (const ValueWindow& window : windows) {
    AppendText(ToAnyValue(window, arena, issues), texts.emplace_back());
  }
  return texts;
}

TEST(EvtxValueTypes, ArraysOfEveryKind) {
  using Texts = std::vector<std::string>;
  const std::string nul(1, '\0');
  EXPECT_EQ(Items(0x81, Wide("a" + nul + "b" + nul)), (Texts{"a", "b"}));
  EXPECT_EQ(Items(0x81, Wide("a" + nul + "b")), (Texts{"a", "b"}));  // the last NUL may lack
  EXPECT_EQ(Items(0x81, Wide(nul + nul)), (Texts{"", ""}));          // empty items count
  EXPECT_EQ(Items(0x81, {}), Texts{});
  EXPECT_EQ(Items(0x82, {'x', 0, 'y', 0}), (Texts{"x", "y"}));
  EXPECT_EQ(Items(0x84, {1, 2}), (Texts{"1", "2"}));
  EXPECT_EQ(Items(0x86, {1, 0, 2, 0}), (Texts{"1", "2"}));
  EXPECT_EQ(Items(0x86, {1, 0, 2}), Texts{"1"});  // the odd rest is marked
  EXPECT_EQ(Items(0x8D, {1, 0, 0, 0, 0, 0, 0, 0}), (Texts{"true", "false"}));
  EXPECT_EQ(Items(0x8F, ByteVector(32)).size(), 2U);
  EXPECT_EQ(Items(0x90, ByteVector(16)).size(), 2U);  // SizeT of 8
  EXPECT_EQ(Items(0x90, ByteVector(12)).size(), 3U);  // of 4
  EXPECT_EQ(Items(0x91, ByteVector(16)).size(), 2U);
  const ByteVector sid = {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};
  const ByteVector short_sid = {1, 0, 0, 0, 0, 0, 0, 5};
  EXPECT_EQ(Items(0x93, Join({sid, short_sid})), (Texts{"S-1-5-18", "S-1-5"}));
  EXPECT_EQ(Items(0x95, ByteVector(8, 1)), Texts{"0x101010101010101"});
}

}  // namespace
}  // namespace noroshi::evtx
