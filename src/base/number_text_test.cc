// Integers as text against the standard library, around every change of length.
#include "base/number_text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

namespace noroshi {
namespace {

std::vector<std::uint64_t> Numbers() {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t i = 0; i < 1'200; ++i) numbers.push_back(i);
  for (std::uint64_t power = 10; power < 10'000'000'000'000'000'000U; power *= 10) {
    for (const std::uint64_t near : {power - 1, power, power + 1}) numbers.push_back(near);
  }
  for (int bit = 0; bit < 64; ++bit) {
    numbers.push_back(std::uint64_t{1} << bit);
    numbers.push_back(~std::uint64_t{0} >> bit);
  }
  return numbers;
}

std::string Standard(std::uint64_t number, int base) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof(text), number, base).ptr};
}

TEST(NumberText, LikeTheStandardLibrary) {
  for (const std::uint64_t number : Numbers()) {
    char text[32];
    ASSERT_EQ(std::string(text, WriteDecimal(number, text)), Standard(number, 10));
    ASSERT_EQ(std::string(text, WriteLowerHex(number, text)), Standard(number, 16));
  }
}

TEST(NumberText, PairsKeepTheirZeros) {
  char text[2];
  EXPECT_EQ(std::string(text, WriteTwoDigits(7, text)), "07");
  EXPECT_EQ(std::string(text, WriteTwoDigits(99, text)), "99");
  EXPECT_EQ(std::string(text, WriteHexByte(0x0A, text)), "0A");
  EXPECT_EQ(std::string(text, WriteHexByte(0xF0, text)), "F0");
}

}  // namespace
}  // namespace noroshi
