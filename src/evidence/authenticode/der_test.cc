#include "evidence/authenticode/der.h"

#include <gtest/gtest.h>

#include <vector>

namespace noroshi::authenticode {
namespace {

TEST(DerReader, ShortAndLongLengths) {
  std::vector<std::uint8_t> bytes = {0x30, 0x02, 1, 2, 0x04, 0x81, 0x80};
  bytes.resize(bytes.size() + 128, 9);
  DerReader reader(bytes);
  const auto first = reader.Next(kDerSequence);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->content.size(), 2U);
  EXPECT_EQ(first->whole.size(), 4U);
  EXPECT_FALSE(reader.Next(kDerOid).has_value());  // another tag: the cursor stays
  const auto second = reader.Next(kDerOctets);
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->content.size(), 128U);
  EXPECT_TRUE(reader.AtEnd());
}

TEST(DerReader, LengthsThatLeadOutAreTheEnd) {
  for (const std::vector<std::uint8_t>& bytes :
       std::vector<std::vector<std::uint8_t>>{{},
                                              {0x30},
                                              {0x30, 0x05, 1},
                                              {0x30, 0x80, 0, 0},
                                              {0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF},
                                              {0x30, 0x85, 1, 1, 1, 1, 1},
                                              {0x30, 0x82, 1}}) {
    EXPECT_FALSE(DerReader(bytes).Next().has_value());
  }
}

}  // namespace
}  // namespace noroshi::authenticode
