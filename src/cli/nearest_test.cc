#include "cli/nearest.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

struct NearestCase {
  std::string_view word, nearest;
};

constexpr NearestCase kCases[] = {
    {"hnut", "hunt"},   // neighbours swapped
    {"hunts", "hunt"},  // one too many
    {"hun", "hunt"},    // one too few
    {"explian", "explain"},
    {"completion", "completions"},
    {"frobnicate", ""},  // nothing like it
    {"x", ""},
    {"", ""},
};

TEST(Nearest, Names) {
  constexpr std::string_view kNames[] = {"hunt", "dump", "explain", "completions"};
  for (const NearestCase& row : kCases) EXPECT_EQ(NearestName(row.word, kNames), row.nearest);
}

TEST(Nearest, HugeWordsCostNothing) {
  constexpr std::string_view kNames[] = {"hunt"};
  EXPECT_EQ(NearestName(std::string(1'000'000, 'h'), kNames), "");
}

}  // namespace
}  // namespace noroshi
