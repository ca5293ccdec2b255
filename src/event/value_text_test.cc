#include "event/value_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <vector>

namespace noroshi {
namespace {

using ByteVector = std::vector<std::uint8_t>;

Value Of(ValueType type, const ByteVector& bytes) {
  return {bytes.data(), static_cast<std::uint32_t>(bytes.size()), type};
}

std::string Text(const Value& value) {
  std::string out;
  AppendText(value, out);
  return out;
}

template <class T>
ByteVector Raw(T number) {
  ByteVector bytes(sizeof(T));
  std::memcpy(bytes.data(), &number, sizeof(T));
  return bytes;
}

ByteVector Wide(std::string_view ascii) {
  ByteVector bytes;
  for (const char c : ascii) bytes.insert(bytes.end(), {static_cast<std::uint8_t>(c), 0});
  return bytes;
}

struct TextCase {
  ValueType type;
  ByteVector bytes;
  std::string expected;
};

TEST(ValueText, OneRowPerRule) {
  using enum ValueType;
  const TextCase kCases[] = {
      {kMissing, {}, ""},
      {kNull, {}, ""},
      {kUtf8, {'a', 'b'}, "ab"},
      {kUtf16, {'a', 0, 0x42, 0x30}, "a\xe3\x81\x82"},
      {kUtf16, {0x00, 0xD8}, "\xef\xbf\xbd"},    // lone surrogate
      {kAnsi, {'a', 0, 0x81}, "a\xef\xbf\xbd"},  // NUL out, undefined byte replaced
      {kInt, {0xFF}, "-1"},                      // every width is signed
      {kInt, {0x00, 0x80}, "-32768"},
      {kInt, Raw<std::int64_t>(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808"},
      {kUInt, {0xFF}, "255"},
      {kUInt, Raw<std::uint64_t>(~0ULL), "18446744073709551615"},  // exact above 2^53
      {kUInt, {}, "0"},
      {kHex, {0x10, 0x14, 0, 0}, "0x1410"},  // lower case, no padding
      {kHex, {0xAB, 0xCD}, "0xcdab"},
      {kHex, Raw<std::uint64_t>(0), "0x0"},
      {kBool, {0, 0, 0, 0}, "false"},
      {kBool, {2, 0, 0, 0}, "true"},  // odd booleans are true
      {kBool, {0, 0, 1, 0}, "true"},  // whichever byte
      {kBool, {1}, "true"},           // one octet, as the grammar says
      {kBinary, {}, ""},
      {kBinary, {0x0a, 0xFF}, "0AFF"},
      {kGuid,
       {0xD5, 0x78, 0x84, 0x54, 0x25, 0x56, 0x94, 0x49, 0xA5, 0xBA, 0x3E, 0x3B, 0x03, 0x28, 0xC3,
        0x0D},
       "{548478D5-5625-4994-A5BA-3E3B0328C30D}"},
      {kGuid, {1, 2}, "0102"},  // not a GUID: its bytes
      {kSid, {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}, "S-1-5-18"},
      {kSid, {1, 0, 0, 0, 0, 0, 0, 5}, "S-1-5"},
      {kSid, {1, 1, 1, 0, 0, 0, 0, 5, 7, 0, 0, 0}, "S-1-0x10000000005-7"},  // authority >= 2^32
      {kSid, {1, 255, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}, "S-1-5-18"},  // promises more than there is
      {kSid, {1, 1, 0}, "010100"},
      {kFileTime, Raw<std::uint64_t>(0), "1601-01-01T00:00:00.0000000Z"},
      {kFileTime, Raw<std::uint64_t>(132'463'438'691'234'567), "2020-10-05T03:57:49.1234567Z"},
      {kFileTime, Raw<std::uint64_t>(2'650'467'743'999'999'999), "9999-12-31T23:59:59.9999999Z"},
      {kFileTime, Raw<std::uint64_t>(2'650'467'744'000'000'000), "2650467744000000000"},
      {kFileTime, Raw<std::uint64_t>(~0ULL), "18446744073709551615"},
      {kSystemTime,
       {0xE4, 0x07, 10, 0, 1, 0, 5, 0, 2, 0, 11, 0, 9, 0, 0x7B, 0},
       "2020-10-05T02:11:09.123Z"},
      {kSystemTime, ByteVector(16), "1601-01-01T00:00:00.000Z"},  // "no time"
      {kSystemTime,
       {0xE4, 0x07, 13, 0, 1, 0, 5, 0, 2, 0, 11, 0, 9, 0, 0, 0},  // month 13: the bytes
       "E4070D000100050002000B0009000000"},
      {kSystemTime,
       {0xE4, 0x07, 10, 1, 1, 0, 5, 0, 2, 0, 11, 0, 9, 0, 0, 0},  // month 266 is not October
       "E4070A010100050002000B0009000000"},
  };
  for (const TextCase& row : kCases) {
    EXPECT_EQ(Text(Of(row.type, row.bytes)), row.expected)
        << "type " << static_cast<int>(row.type) << " size " << row.bytes.size();
  }
}

TEST(ValueText, Reals) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(0.1))), "0.1");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(0.1F))), "0.1");  // shortest for its own width
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(100000.0))), "100000");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(-2.5))), "-2.5");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(1e300))), "1e+300");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(0.0))), "0");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(infinity))), "1.#INF");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(-infinity))), "-1.#INF");
  EXPECT_EQ(Text(Of(ValueType::kReal, Raw(std::copysign(nan, -1.0)))), "-1.#IND");
  EXPECT_EQ(Text(Of(ValueType::kReal, {1, 2, 3})), "010203");
}

TEST(ValueText, ListsJoin) {
  const ByteVector one = {'a'};
  const ByteVector two = {0xFF};
  const Value items[] = {Of(ValueType::kUtf8, one), Of(ValueType::kUInt, two), Value{}};
  EXPECT_EQ(Text({items, 3, ValueType::kList}), "a, 255, ");
  EXPECT_EQ(Text({items, 0, ValueType::kList}), "");
}

TEST(ValueText, TextOfViewsUtf8AndMakesTheRest) {
  const ByteVector bytes = {'x', 0};
  std::string scratch = "old";
  const Value text = Value::Utf8("plain");
  EXPECT_EQ(static_cast<const void*>(TextOf(text, scratch).data()), text.data);
  EXPECT_EQ(TextOf(Of(ValueType::kUtf16, bytes), scratch), "x");
  EXPECT_EQ(scratch, "x");
}

struct NumberCase {
  std::string_view text;
  bool is_integer;
  bool negative;
  std::uint64_t magnitude;
};

TEST(ValueText, IntegersFromText) {
  constexpr NumberCase kCases[] = {
      {"0", true, false, 0},
      {"-1", true, true, 1},
      {"18446744073709551615", true, false, ~0ULL},
      {"18446744073709551616", false, false, 0},  // one too many
      {"0x1410", true, false, 0x1410},
      {"0X1f", true, false, 0x1F},
      {"007", false, false, 0},  // not canonical: a code, not a number
      {"-0", false, false, 0},
      {"--1", false, false, 0},
      {"+1", false, false, 0},
      {"1.5", false, false, 0},
      {" 1", false, false, 0},
      {"1 ", false, false, 0},
      {"0x", false, false, 0},
      {"-0x1", false, false, 0},
      {"", false, false, 0},
      {"ten", false, false, 0},
  };
  for (const NumberCase& row : kCases) {
    const ByteVector wide = Wide(row.text);
    for (const Value& value : {Value::Utf8(row.text), Of(ValueType::kUtf16, wide)}) {
      const auto integer = IntegerOf(value);
      ASSERT_EQ(integer.has_value(), row.is_integer) << row.text;
      if (!integer) continue;
      EXPECT_EQ(integer->negative, row.negative) << row.text;
      EXPECT_EQ(integer->magnitude, row.magnitude) << row.text;
    }
  }
}

TEST(ValueText, IntegersFromTypes) {
  const ByteVector minus_two = {0xFE, 0xFF};
  const ByteVector odd_bool = {4, 0, 0, 0};
  const ByteVector guid(16);
  EXPECT_TRUE(IntegerOf(Of(ValueType::kInt, minus_two))->negative);
  EXPECT_EQ(IntegerOf(Of(ValueType::kInt, minus_two))->magnitude, 2U);
  EXPECT_EQ(IntegerOf(Of(ValueType::kHex, minus_two))->magnitude, 0xFFFEU);
  EXPECT_EQ(IntegerOf(Of(ValueType::kBool, odd_bool))->magnitude, 1U);
  EXPECT_FALSE(IntegerOf(Of(ValueType::kGuid, guid)));
  EXPECT_FALSE(IntegerOf(Value{}));
}

TEST(ValueText, RealsFromValues) {
  const ByteVector minus_two = {0xFE, 0xFF};
  const ByteVector half = Raw(0.5);
  const ByteVector quarter = Raw(0.25F);
  EXPECT_EQ(RealOf(Of(ValueType::kInt, minus_two)), -2.0);
  EXPECT_EQ(RealOf(Of(ValueType::kReal, half)), 0.5);
  EXPECT_EQ(RealOf(Of(ValueType::kReal, quarter)), 0.25);
  EXPECT_EQ(RealOf(Value::Utf8("1.25")), 1.25);
  EXPECT_EQ(RealOf(Value::Utf8("-1.5e3")), -1500.0);
  EXPECT_EQ(RealOf(Value::Utf8("0x10")), 16.0);
  EXPECT_FALSE(RealOf(Value::Utf8("nan")));
  EXPECT_FALSE(RealOf(Value::Utf8("1.2.3")));
  EXPECT_FALSE(RealOf(Value::Utf8("")));
}

}  // namespace
}  // namespace noroshi
