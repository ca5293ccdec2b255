#include "evidence/pe/byte_histogram.h"

#include <gtest/gtest.h>

#include <vector>

namespace noroshi::pe {
namespace {

TEST(ByteHistogram, EntropyOfKnownData) {
  ByteHistogram histogram;
  EXPECT_EQ(histogram.Entropy(), 0.0);
  histogram.Add(std::vector<std::uint8_t>(1'000, 0));
  EXPECT_EQ(histogram.Entropy(), 0.0);
  EXPECT_EQ(histogram.zeros(), 1'000U);
  histogram.Add(std::vector<std::uint8_t>(1'000, 255));
  EXPECT_DOUBLE_EQ(histogram.Entropy(), 1.0);
}

TEST(ByteHistogram, AllBytesAlikeAreEightBits) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 1'024; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  ByteHistogram histogram;
  histogram.Add(Bytes(bytes).first(3));  // in pieces of any length
  histogram.Add(Bytes(bytes).subspan(3));
  EXPECT_DOUBLE_EQ(histogram.Entropy(), 8.0);
  EXPECT_EQ(histogram.total(), 1'024U);
}

}  // namespace
}  // namespace noroshi::pe
