#include "matcher/run/value_memo.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

constexpr std::uint32_t kNothing = 0xFFFFFFFF;

std::uint32_t Recall(const ValueMemo& memo, std::uint32_t group, const Value& value) {
  return memo.Find(*ValueMemo::KeyOf(group, value)).value_or(kNothing);
}

TEST(ValueMemo, GroupTypeAndBytesAreTheKey) {
  ValueMemo memo;
  const Value text = Value::Utf8("ab");
  memo.Store(*ValueMemo::KeyOf(1, text), 7);
  EXPECT_EQ(Recall(memo, 1, text), 7U);
  EXPECT_EQ(Recall(memo, 2, text), kNothing);
  EXPECT_EQ(Recall(memo, 1, Value::Utf8("ac")), kNothing);
  const Value wide{text.data, text.size, ValueType::kUtf16};
  EXPECT_EQ(Recall(memo, 1, wide), kNothing);
}

TEST(ValueMemo, TheEmptyValueAndTheEmptySetAreRemembered) {
  ValueMemo memo;
  memo.Store(*ValueMemo::KeyOf(0, Value::Utf8("")), 0);
  EXPECT_EQ(Recall(memo, 0, Value::Utf8("")), 0U);
}

TEST(ValueMemo, LongValuesAreNot) {
  const std::string text(5000, 'a');
  EXPECT_FALSE(ValueMemo::KeyOf(0, Value::Utf8(text)).has_value());
}

TEST(ValueMemo, ForgetsAndGoesOnWhenFull) {
  ValueMemo memo;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    const std::string text = std::to_string(i) + " is a value of some length";
    const auto key = *ValueMemo::KeyOf(0, Value::Utf8(text));
    if (!memo.Find(key)) memo.Store(key, i);
    ASSERT_EQ(Recall(memo, 0, Value::Utf8(text)), i);
  }
}

// Values made to share one place push each other out, and none is taken for another.
TEST(ValueMemo, CollidingKeysAreToldApart) {
  ValueMemo memo;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const std::string text = std::to_string(i);
    ValueMemo::Key key = *ValueMemo::KeyOf(0, Value::Utf8(text));
    key.hash = 42;
    ASSERT_FALSE(memo.Find(key).has_value());
    memo.Store(key, i);
    ASSERT_EQ(memo.Find(key), i);
  }
}

TEST(ValueMemo, ForgetLeavesNothing) {
  ValueMemo memo;
  memo.Store(*ValueMemo::KeyOf(1, Value::Utf8("ab")), 7);
  memo.Forget();
  EXPECT_EQ(Recall(memo, 1, Value::Utf8("ab")), kNothing);
}

}  // namespace
}  // namespace noroshi
