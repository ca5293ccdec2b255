#include "base/byte_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>

namespace noroshi {
namespace {

constexpr std::array<std::uint8_t, 8> kBytes = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};

TEST(ByteReader, ReadsLittleEndian) {
  EXPECT_EQ(*ByteReader(kBytes).U8("byte"), 0x01U);
  EXPECT_EQ(*ByteReader(kBytes).U16("word"), 0x0201U);
  EXPECT_EQ(*ByteReader(kBytes).U32("double word"), 0x04030201U);
  EXPECT_EQ(*ByteReader(kBytes).U64("quad word"), 0x0807060504030201U);
}

TEST(ByteReader, ReadsInTurn) {
  ByteReader in(kBytes);
  EXPECT_EQ(*in.U16("first"), 0x0201U);
  EXPECT_EQ(*in.U32("second"), 0x06050403U);
  EXPECT_EQ(in.position(), 6U);
  EXPECT_EQ(in.remaining(), 2U);
}

TEST(ByteReader, TruncationNamesThingAndPlaceAndMovesNothing) {
  ByteReader in(kBytes, 4096);
  ASSERT_TRUE(in.Skip(6, "head").ok());
  const auto value = in.U32("record size");
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.error().code, ErrorCode::kTruncated);
  EXPECT_EQ(value.error().ToString(), "record size at 4102: truncated");
  EXPECT_EQ(in.position(), 6U);
  EXPECT_EQ(*in.U16("what is left"), 0x0807U);
}

TEST(ByteReader, TakesAndSkipsUpToTheEndOnly) {
  ByteReader in(kBytes);
  const auto head = in.Take(3, "head");
  ASSERT_TRUE(head.ok());
  EXPECT_EQ(head->size(), 3U);
  EXPECT_EQ(head->data(), kBytes.data());
  EXPECT_FALSE(in.Take(6, "too much").ok());
  EXPECT_TRUE(in.Take(5, "rest").ok());
  EXPECT_TRUE(in.Take(0, "nothing").ok());
  EXPECT_FALSE(in.Skip(1, "past the end").ok());
}

// Lengths from hostile data: adding them to the position would overflow.
TEST(ByteReader, HugeLengthsDoNotWrapAround) {
  constexpr std::size_t kHuge = std::numeric_limits<std::size_t>::max();
  ByteReader in(kBytes);
  ASSERT_TRUE(in.Skip(4, "head").ok());
  EXPECT_FALSE(in.Take(kHuge, "huge").ok());
  EXPECT_FALSE(in.Skip(kHuge - 3, "wraps to 0").ok());
  EXPECT_FALSE(in.Seek(kHuge, "far").ok());
  EXPECT_EQ(in.position(), 4U);
}

TEST(ByteReader, SeeksWithinItsBytes) {
  ByteReader in(kBytes, 100);
  EXPECT_TRUE(in.Seek(8, "the end").ok());
  EXPECT_EQ(in.remaining(), 0U);
  EXPECT_EQ(in.offset(), 108U);
  EXPECT_TRUE(in.Seek(0, "the start").ok());
  EXPECT_FALSE(in.Seek(9, "past it").ok());
}

TEST(ByteReader, EmptyData) {
  ByteReader in({});
  EXPECT_FALSE(in.U8("byte").ok());
  EXPECT_EQ(in.remaining(), 0U);
}

TEST(LoadOrZero, IsZeroWhereTheDataEnd) {
  EXPECT_EQ(LoadOrZero<std::uint16_t>(kBytes, 6), 0x0807U);
  EXPECT_EQ(LoadOrZero<std::uint16_t>(kBytes, 7), 0U);  // one byte short
  EXPECT_EQ(LoadOrZero<std::uint16_t>(kBytes, 8), 0U);  // at the end
  EXPECT_EQ(LoadOrZero<std::uint64_t>(kBytes, std::numeric_limits<std::size_t>::max()), 0U);
}

}  // namespace
}  // namespace noroshi
