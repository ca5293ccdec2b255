#include "finding/level.h"

#include <gtest/gtest.h>

#include <string_view>

namespace noroshi {
namespace {

TEST(Level, NamesReadBack) {
  for (std::size_t i = 0; i < kLevelCount; ++i) {
    const auto level = static_cast<Level>(i);
    EXPECT_EQ(ParseLevel(LevelName(level)), level);
  }
}

struct LevelCase {
  std::string_view text;
  Level level;
};

constexpr LevelCase kForms[] = {
    {"info", Level::kInformational}, {"INFO", Level::kInformational},
    {"Medium", Level::kMedium},      {"med", Level::kMedium},
    {"crit", Level::kCritical},      {"CRITICAL", Level::kCritical},
    {"High", Level::kHigh},          {"low", Level::kLow},
};

TEST(Level, AcceptsShortFormsInAnyCase) {
  for (const LevelCase& row : kForms) EXPECT_EQ(ParseLevel(row.text), row.level) << row.text;
}

TEST(Level, RefusesTheRest) {
  for (const std::string_view text : {"", "l", "highest", "undefined", "5", " low"}) {
    EXPECT_FALSE(ParseLevel(text)) << text;
  }
}

TEST(Level, OrdersByGravity) {
  EXPECT_LT(Level::kInformational, Level::kLow);
  EXPECT_LT(Level::kHigh, Level::kCritical);
}

}  // namespace
}  // namespace noroshi
