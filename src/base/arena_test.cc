#include "base/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {
namespace {

TEST(Arena, CopiesText) {
  Arena arena;
  std::string text = "whoami";
  const std::string_view copy = arena.Copy(text);
  text.assign("gone");
  EXPECT_EQ(copy, "whoami");
  EXPECT_TRUE(arena.Copy("").empty());
  EXPECT_EQ(arena.Copy(std::string_view("a\0b", 3)).size(), 3U);
}

TEST(Arena, AlignsEachAllocation) {
  Arena arena;
  for (int i = 0; i < 100; ++i) {
    [[maybe_unused]] const auto odd = arena.Copy("x");
    const auto numbers = arena.Allocate<std::uint64_t>(3);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(numbers.data()) % alignof(std::uint64_t), 0U);
  }
}

TEST(Arena, AllocationsDoNotOverlap) {
  Arena arena;
  std::vector<std::span<std::uint32_t>> spans;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    spans.push_back(arena.Allocate<std::uint32_t>(1 + i % 97));
    std::ranges::fill(spans.back(), i);
  }
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    for (const std::uint32_t value : spans[i]) ASSERT_EQ(value, i);
  }
}

TEST(Arena, GivesMoreThanABlock) {
  Arena arena;
  const auto large = arena.Allocate<std::uint8_t>(1'000'000);
  ASSERT_EQ(large.size(), 1'000'000U);
  large.front() = large.back() = 1;  // both ends are ours
  EXPECT_GE(arena.capacity(), 1'000'000U);
}

TEST(Arena, ResetKeepsTheMemory) {
  Arena arena;
  const auto fill = [&] {
    for (int i = 0; i < 1000; ++i)
      [[maybe_unused]] const auto text = arena.Copy("0123456789abcdef");
    return arena.Allocate<std::uint8_t>(200'000).size();
  };
  fill();
  const std::size_t warm = arena.capacity();
  for (int round = 0; round < 10; ++round) {
    arena.Reset();
    fill();
  }
  EXPECT_EQ(arena.capacity(), warm);
}

}  // namespace
}  // namespace noroshi
