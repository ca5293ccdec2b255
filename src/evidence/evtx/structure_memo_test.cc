#include "evidence/evtx/structure_memo.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi::evtx {
namespace {

Bytes BytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Any pointers will do: the memo looks into none.
const Template* Made(std::size_t number) {
  return reinterpret_cast<const Template*>((number + 1) * 16);
}

TEST(StructureMemo, GivesBackWhatWasMade) {
  StructureMemo memo;
  std::size_t known = 0;
  for (std::size_t i = 0; i < 5000; ++i) {
    const std::string key = "structure " + std::to_string(i);
    const Bytes bytes = BytesOf(key);
    EXPECT_EQ(memo.Find(bytes, StructureMemo::HashOf(bytes)), nullptr) << i;
    memo.Add(bytes, StructureMemo::HashOf(bytes), Made(i));
  }
  for (std::size_t i = 0; i < 5000; ++i) {
    const std::string key = "structure " + std::to_string(i);
    const Template* const* made = memo.Find(BytesOf(key), StructureMemo::HashOf(BytesOf(key)));
    if (made == nullptr) continue;  // its places were taken
    EXPECT_EQ(*made, Made(i)) << i;
    ++known;
  }
  EXPECT_GT(known, 4900U);
}

TEST(StructureMemo, ANullIsKnownToo) {
  StructureMemo memo;
  const std::string key = "of no use";
  memo.Add(BytesOf(key), 7, nullptr);
  const Template* const* made = memo.Find(BytesOf(key), 7);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(*made, nullptr);
}

// Somebody has found keys that share a hash: a few are remembered, and none is mistaken.
TEST(StructureMemo, KeysThatCollide) {
  StructureMemo memo;
  for (std::size_t i = 0; i < 1000; ++i) memo.Add(BytesOf(std::to_string(i)), 42, Made(i));
  std::size_t known = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    const Template* const* made = memo.Find(BytesOf(std::to_string(i)), 42);
    if (made == nullptr) continue;
    EXPECT_EQ(*made, Made(i));
    ++known;
  }
  EXPECT_GE(known, 1U);
  EXPECT_LT(known, 20U);
}

TEST(StructureMemo, ForgetsNothingWhenFullAndTakesNoMore) {
  StructureMemo memo;
  const std::string large(kMaxMemoBytes - 10, 'x'), small = "small", more = "one too many";
  memo.Add(BytesOf(large), 1, Made(1));
  memo.Add(BytesOf(small), 2, Made(2));
  memo.Add(BytesOf(more), 3, Made(3));
  EXPECT_NE(memo.Find(BytesOf(large), 1), nullptr);
  EXPECT_NE(memo.Find(BytesOf(small), 2), nullptr);
  EXPECT_EQ(memo.Find(BytesOf(more), 3), nullptr);
}

}  // namespace
}  // namespace noroshi::evtx
