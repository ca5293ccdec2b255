#include "matcher/run/value_memo.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

std::vector<std::uint32_t> Recall(const ValueMemo& memo, std::uint32_t group, const Value& value) {
  const auto found = memo.Find(*ValueMemo::KeyOf(group, value));
  return found ? std::vector<std::uint32_t>(found->begin(), found->end())
               : std::vector<std::uint32_t>{999};
}

TEST(ValueMemo, GroupTypeAndBytesAreTheKey) {
  ValueMemo memo;
  const Value text = Value::Utf8("ab");
  memo.Store(*ValueMemo::KeyOf(1, text), std::vector<std::uint32_t>{3, 4});
  EXPECT_EQ(Recall(memo, 1, text), (std::vector<std::uint32_t>{3, 4}));
  EXPECT_EQ(Recall(memo, 2, text), std::vector<std::uint32_t>{999});
  EXPECT_EQ(Recall(memo, 1, Value::Utf8("ac")), std::vector<std::uint32_t>{999});
  const Value wide{text.data, text.size, ValueType::kUtf16};
  EXPECT_EQ(Recall(memo, 1, wide), std::vector<std::uint32_t>{999});
}

TEST(ValueMemo, NothingFitsIsRemembered) {
  ValueMemo memo;
  const Value text = Value::Utf8("x");
  memo.Store(*ValueMemo::KeyOf(0, text), {});
  EXPECT_EQ(Recall(memo, 0, text), std::vector<std::uint32_t>{});
}

TEST(ValueMemo, LongValuesAreNot) {
  const std::string text(5000, 'a');
  EXPECT_FALSE(ValueMemo::KeyOf(0, Value::Utf8(text)).has_value());
}

TEST(ValueMemo, ForgetsAndGoesOnWhenFull) {
  ValueMemo memo;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const std::string text = std::to_string(i);
    const auto key = *ValueMemo::KeyOf(0, Value::Utf8(text));
    if (!memo.Find(key)) memo.Store(key, std::vector<std::uint32_t>{i});
    ASSERT_EQ(Recall(memo, 0, Value::Utf8(text)), std::vector<std::uint32_t>{i});
  }
}

}  // namespace
}  // namespace noroshi
