#include "base/checksum.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace noroshi {
namespace {

std::string Sample(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 37);
  return text;
}

TEST(Checksum64, NoticesEveryFlippedBit) {
  for (const std::size_t size : {1U, 7U, 8U, 31U, 32U, 33U, 100U}) {
    const std::string good = Sample(size);
    for (std::size_t bit = 0; bit < size * 8; ++bit) {
      std::string bad = good;
      bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
      EXPECT_NE(Checksum64(bad), Checksum64(good)) << size << " bytes, bit " << bit;
    }
  }
}

TEST(Checksum64, NoticesZerosAtTheEnd) {
  std::set<std::uint64_t> sums;
  for (std::size_t size = 0; size <= 100; ++size) sums.insert(Checksum64(std::string(size, '\0')));
  EXPECT_EQ(sums.size(), 101U);
}

TEST(Checksum64, NoticesWordsThatChangePlaces) {
  const std::string text = Sample(64);
  const std::string turned = text.substr(32) + text.substr(0, 32);
  const std::string lanes = text.substr(8, 8) + text.substr(0, 8) + text.substr(16);
  EXPECT_NE(Checksum64(turned), Checksum64(text));
  EXPECT_NE(Checksum64(lanes), Checksum64(text));
}

}  // namespace
}  // namespace noroshi
