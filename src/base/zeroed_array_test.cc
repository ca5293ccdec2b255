#include "base/zeroed_array.h"

#include <gtest/gtest.h>

#include <utility>

namespace noroshi {
namespace {

struct Slot {
  std::uint64_t hash;
  std::uint32_t count;
};

TEST(ZeroedArray, BeginsAsZeroAndKeepsWhatIsWritten) {
  ZeroedArray<Slot> slots(1 << 15);
  EXPECT_EQ(slots.size(), 1U << 15);
  EXPECT_EQ(slots[0].count, 0U);
  EXPECT_EQ(slots[(1 << 15) - 1].hash, 0U);
  slots[7] = {9, 3};
  EXPECT_EQ(std::as_const(slots)[7].hash, 9U);
  slots.Clear();
  EXPECT_EQ(slots[7].hash, 0U);
  EXPECT_EQ(slots[7].count, 0U);
}

TEST(ZeroedArray, MovesWithItsValues) {
  ZeroedArray<int> first(4);
  first[3] = 5;
  const ZeroedArray<int> second(std::move(first));
  EXPECT_EQ(second[3], 5);
}

}  // namespace
}  // namespace noroshi
