#include "base/table_hash.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace noroshi {
namespace {

TEST(TableHash, EveryByteAndTheLengthCount) {
  for (std::size_t size = 0; size <= 70; ++size) {
    const std::string text(size, 'a');
    const std::uint64_t hash = TableHash(text);
    for (std::size_t i = 0; i < size; ++i) {
      std::string other = text;
      other[i] = 'b';
      EXPECT_NE(TableHash(other), hash) << size << " bytes, byte " << i;
    }
    EXPECT_NE(TableHash(text + 'a'), hash) << size;
  }
}

TEST(TableHash, TheSeedCounts) { EXPECT_NE(TableHash("abc", 1), TableHash("abc", 2)); }

TEST(TableHash, SameBytesAnywhereHashTheSame) {
  const std::string at_odd_address = "x" + std::string(40, 'q');
  EXPECT_EQ(TableHash(std::string_view(at_odd_address).substr(1)), TableHash(std::string(40, 'q')));
}

// Tables take the low bits as they are: numbers in a row, the usual keys, must not crowd there.
TEST(TableHash, NumbersInARowSpreadOverTheLowBits) {
  constexpr std::size_t kSlots = 4096;
  std::array<int, kSlots> load{};
  for (int i = 0; i < 4 * static_cast<int>(kSlots); ++i) {
    ++load[TableHash(std::to_string(i)) % kSlots];
  }
  for (const int count : load) EXPECT_LE(count, 20);
}

TEST(TableHash, ManyShortTextsDoNotCollide) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 200'000; ++i) seen.insert(TableHash(std::to_string(i)));
  EXPECT_EQ(seen.size(), 200'000U);
}

}  // namespace
}  // namespace noroshi
