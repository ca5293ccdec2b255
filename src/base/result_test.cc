#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace noroshi {
namespace {

Result<int> Half(int value) {
  if (value % 2 != 0) return Error{ErrorCode::kInvalid, 0, "odd number", std::to_string(value)};
  return value / 2;
}

Result<int> Quarter(int value) {
  NOROSHI_TRY(const int half, Half(value));
  NOROSHI_TRY(const int quarter, Half(half));
  return quarter;
}

TEST(Result, TryBindsOrReturns) {
  EXPECT_EQ(*Quarter(12), 3);
  const auto refused = Quarter(6);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().ToString(), "odd number: invalid (3)");
}

TEST(Result, MovesWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> made(std::make_unique<int>(7));
  ASSERT_TRUE(made.ok());
  const std::unique_ptr<int> taken = *std::move(made);
  EXPECT_EQ(*taken, 7);
}

TEST(Error, SaysThingPlaceCauseAndDetail) {
  EXPECT_EQ((Error{ErrorCode::kTruncated, 4096, "EVTX chunk header", ""}.ToString()),
            "EVTX chunk header at 4096: truncated");
  EXPECT_EQ((Error{ErrorCode::kIo, 0, "rule file", "permission denied"}.ToString()),
            "rule file: io (permission denied)");
}

TEST(ErrorCode, EachHasAName) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kCancelled); ++code) {
    EXPECT_NE(ErrorCodeName(static_cast<ErrorCode>(code)), "unknown") << code;
  }
}

}  // namespace
}  // namespace noroshi
