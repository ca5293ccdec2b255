#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace noroshi {
namespace {

struct GoldenCase {
  std::string_view text;
  std::uint64_t seed;
  std::string_view hex;
};

// Finding ids are made of these numbers and people keep them in tickets: a change here breaks them.
constexpr GoldenCase kGolden[] = {
    {"", 0, "e220a8397b1dcdaf"},  // SplitMix64's first number after seed 0         {"a", 0,
                                  // "7b0dac12931d50a5"},         {"a", 1, "dc201f44429f2130"},
    {"12345678", 0, "10b282bbae57f854"},
    {"123456789", 0, "f63a68dbe329eb32"},
    {"Security.evtx", 0, "3abdcd20fabb25d2"},
};

TEST(Hash, NeverChanges) {
  for (const GoldenCase& row : kGolden) {
    EXPECT_EQ(ToHex(Hash64(row.text, row.seed)), row.hex) << '"' << row.text << "\" " << row.seed;
  }
  EXPECT_EQ(ToHex(HashMix(1, 2)), "3706970b052f16b1");
}

TEST(Hash, LengthAndOrderCount) {
  EXPECT_NE(Hash64("ab"), Hash64("ba"));
  EXPECT_NE(Hash64("a"), Hash64(std::string_view("a\0", 2)));  // padding is not the text
  EXPECT_NE(Hash64(""), Hash64(std::string_view("\0", 1)));
  EXPECT_NE(HashMix(1, 2), HashMix(2, 1));
}

TEST(Hash, SmallTextsDoNotCollide) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100'000; ++i) seen.insert(Hash64(std::to_string(i)));
  EXPECT_EQ(seen.size(), 100'000U);
}

TEST(ToHex, SixteenLowerCaseDigits) {
  EXPECT_EQ(ToHex(0), "0000000000000000");
  EXPECT_EQ(ToHex(0x0123456789abcdefULL), "0123456789abcdef");
  EXPECT_EQ(ToHex(~0ULL), "ffffffffffffffff");
}

}  // namespace
}  // namespace noroshi
