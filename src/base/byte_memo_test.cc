#include "base/byte_memo.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace noroshi {
namespace {

TEST(ByteMemo, KnowsWhatItWasToldAndNothingElse) {
  ByteMemo<int> memo(16, 100);
  EXPECT_EQ(memo.Find("a"), nullptr);
  memo.Add("a", 1);
  memo.Add("", 2);
  ASSERT_NE(memo.Find("a"), nullptr);
  EXPECT_EQ(*memo.Find("a"), 1);
  ASSERT_NE(memo.Find(""), nullptr);
  EXPECT_EQ(*memo.Find(""), 2);
  EXPECT_EQ(memo.Find("ab"), nullptr);
  memo.Forget();
  EXPECT_EQ(memo.Find("a"), nullptr);
  EXPECT_EQ(memo.Find(""), nullptr);
}

// Far more keys than places and bytes: what is answered is right, and what is new is known.
TEST(ByteMemo, ForgetsRatherThanGrows) {
  ByteMemo<std::uint32_t> memo(64, 1000);
  std::uint32_t known = 0;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const std::string key = "key " + std::to_string(i % 700);
    const std::uint32_t* found = memo.Find(key);
    if (found != nullptr) {
      EXPECT_EQ(*found, i % 700);
      ++known;
    } else {
      memo.Add(key, i % 700);
      ASSERT_NE(memo.Find(key), nullptr);
      EXPECT_EQ(*memo.Find(key), i % 700);
    }
  }
  EXPECT_LT(known, 5000U);
}

TEST(ByteMemo, AKeyThatCannotFitIsNotKept) {
  ByteMemo<int> memo(16, 10);
  memo.Add("kept", 1);
  memo.Add(std::string(11, 'x'), 2);
  EXPECT_EQ(memo.Find(std::string(11, 'x')), nullptr);
  EXPECT_NE(memo.Find("kept"), nullptr);
}

}  // namespace
}  // namespace noroshi
