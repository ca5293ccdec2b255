#include <gtest/gtest.h>

#include <limits>

#include "matcher/scalar/address.h"
#include "matcher/scalar/number.h"
#include "matcher/scalar/time_part.h"

namespace noroshi {
namespace {

AddressRange RangeOf(std::string_view address, std::uint8_t prefix_bits, bool is_v4) {
  AddressRange range;
  range.address = *ParseAddress(address);
  range.prefix_bits = prefix_bits;
  range.is_v4 = is_v4;
  return range;
}

struct AddressCase {
  std::string_view text;
  bool in_ten;  // 10.0.0.0/8
};

constexpr AddressCase kAddressCases[] = {
    {"10.1.2.3", true},    {"::ffff:10.1.2.3", true},  // as Kerberos events write it
    {"11.0.0.1", false},   {"-", false},
    {"", false},           {"LOCAL", false},
    {"10.1.2.3.4", false}, {"10.1.2.3 ", false},
    {"::a01:203", false},  // the same bits, but not mapped
};

TEST(Address, RangesOfBothFamilies) {
  const AddressRange ten = RangeOf("10.0.0.0", 104, true);
  for (const AddressCase& c : kAddressCases) {
    const auto address = ParseAddress(c.text);
    EXPECT_EQ(address && InRange(*address, ten), c.in_ten) << c.text;
  }
}

TEST(Address, ZonesAreCutAndOddPrefixesWork) {
  const AddressRange link_local = RangeOf("fe80::", 10, false);
  EXPECT_TRUE(InRange(*ParseAddress("fe80::1%5"), link_local));
  EXPECT_TRUE(InRange(*ParseAddress("febf::1"), link_local));
  EXPECT_FALSE(InRange(*ParseAddress("fec0::1"), link_local));
  EXPECT_FALSE(InRange(*ParseAddress("10.0.0.1"), link_local));
}

Number Whole(std::int64_t value) {
  const bool negative = value < 0;
  const auto magnitude = static_cast<std::uint64_t>(negative ? -value : value);
  return {true, negative, magnitude, static_cast<double>(value)};
}

TEST(Number, ComparesExactlyBeyondDoubles) {
  const std::string_view text = "18446744073709551615";
  Number number{true, false, std::numeric_limits<std::uint64_t>::max() - 1, 1.8446744073709552e19};
  EXPECT_EQ(CompareNumber(Value::Utf8(text), number), std::partial_ordering::greater);
}

TEST(Number, TextForms) {
  EXPECT_EQ(CompareNumber(Value::Utf8("0x10"), Whole(16)), std::partial_ordering::equivalent);
  EXPECT_EQ(CompareNumber(Value::Utf8("-5"), Whole(-4)), std::partial_ordering::less);
  EXPECT_EQ(CompareNumber(Value::Utf8("-5"), Whole(3)), std::partial_ordering::less);
  EXPECT_EQ(CompareNumber(Value::Utf8("1.5"), Whole(1)), std::partial_ordering::greater);
  EXPECT_EQ(CompareNumber(Value::Utf8("abc"), Whole(1)), std::nullopt);
  EXPECT_EQ(CompareNumber(Value::Utf8(""), Whole(0)), std::nullopt);
}

TEST(Number, EveryComparison) {
  using enum Comparison;
  const auto less = std::partial_ordering::less;
  EXPECT_TRUE(Holds(kLess, less));
  EXPECT_TRUE(Holds(kLessEqual, less));
  EXPECT_FALSE(Holds(kGreater, less));
  EXPECT_FALSE(Holds(kEqual, std::partial_ordering::unordered));
  EXPECT_EQ(ComparisonOf(TestOp::kGreaterEqual), kGreaterEqual);
}

struct TimeCase {
  std::string_view text;
  TimePart part;
  std::uint32_t value;
};

constexpr TimeCase kTimeCases[] = {
    {"2020-10-05T02:11:09.1234567Z", TimePart::kHour, 2},
    {"2020-10-05T02:11:09+09:00", TimePart::kHour, 2},  // the text's own zone
    {"2020-10-05T02:11:09Z", TimePart::kMinute, 11},
    {"2020-10-05T02:11:09Z", TimePart::kYear, 2020},
    {"2020-10-05", TimePart::kMonth, 10},
    {"2020-10-05", TimePart::kDay, 5},
    {"2020-10-05", TimePart::kWeek, 41},
    {"2021-01-03", TimePart::kWeek, 53},  // still the old year's
    {"2019-12-30", TimePart::kWeek, 1},   // already the new year's
};

TEST(TimePart, ReadsEachCase) {
  for (const TimeCase& c : kTimeCases) EXPECT_EQ(PartOfTime(c.text, c.part), c.value) << c.text;
  EXPECT_EQ(PartOfTime("yesterday", TimePart::kDay), std::nullopt);
  EXPECT_EQ(PartOfTime("2020-13-05", TimePart::kDay), std::nullopt);
}

}  // namespace
}  // namespace noroshi
