// CRC-32: the published check value, the definition bit by bit, and both kernels against it.
#include "base/crc32.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace noroshi {
namespace {

Bytes BytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The definition: one bit at a time.
std::uint32_t BitByBit(Bytes bytes, std::uint32_t before) {
  std::uint32_t state = ~before;
  for (const std::uint8_t byte : bytes) {
    state ^= byte;
    for (int bit = 0; bit < 8; ++bit) state = (state >> 1) ^ ((state & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~state;
}

std::vector<std::uint8_t> Noise(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  std::uint32_t state = 12345;
  for (std::uint8_t& byte : bytes) {
    state = state * 1'664'525 + 1'013'904'223;
    byte = static_cast<std::uint8_t>(state >> 24);
  }
  return bytes;
}

TEST(Crc32, CheckValues) {
  EXPECT_EQ(Crc32Of(BytesOf("123456789")), 0xCBF43926U);
  EXPECT_EQ(Crc32Of({}), 0U);
  EXPECT_EQ(Crc32Of({}, 0xCBF43926U), 0xCBF43926U);
  EXPECT_EQ(Crc32Of(BytesOf("a")), 0xE8B7BE43U);
}

// Every length around the steps of both kernels, at an aligned and an unaligned place.
TEST(Crc32, KernelsAgreeWithTheDefinition) {
  const std::vector<std::uint8_t> noise = Noise(600);
  for (std::size_t size = 0; size < 400; ++size) {
    for (const std::size_t at : {0U, 3U}) {
      const Bytes bytes = Bytes(noise).subspan(at, size);
      const std::uint32_t expected = BitByBit(bytes, 0x12345678);
      ASSERT_EQ(internal::Crc32Scalar(bytes, 0x12345678), expected) << size;
      ASSERT_EQ(Crc32Of(bytes, 0x12345678), expected) << size;
    }
  }
}

TEST(Crc32, PiecesGiveTheSumOfTheWhole) {
  const std::vector<std::uint8_t> noise = Noise(65'024);
  const std::uint32_t whole = Crc32Of(noise);
  EXPECT_EQ(whole, BitByBit(noise, 0));
  for (const std::size_t cut : {0U, 1U, 63U, 64U, 65U, 1'000U, 65'024U}) {
    EXPECT_EQ(Crc32Of(Bytes(noise).subspan(cut), Crc32Of(Bytes(noise).first(cut))), whole) << cut;
  }
}

}  // namespace
}  // namespace noroshi
