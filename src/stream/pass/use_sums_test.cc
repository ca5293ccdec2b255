#include "stream/pass/use_sums.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace noroshi {
namespace {

SeenAt At(std::uint64_t time) { return {Timestamp{time}, 1, time, 0, time, 4625}; }

TEST(UseSums, AddUpByKeyAndComeInTheirOrder) {
  UseSums sums;
  for (std::uint64_t i = 0; i < 30; ++i) {
    NameUse* const use = sums.Of(i % 3 == 0 ? "b" : "a");
    ASSERT_NE(use, nullptr);
    use->Add(At(i + 1), i % 2 == 0 ? "sato" : "ito");
  }
  std::string order;
  sums.Flush([&](std::string_view key, const NameUse& use) {
    order += key;
    EXPECT_EQ(use.count, key == "b" ? 10U : 20U);
    EXPECT_EQ(use.users, (std::vector<std::string>{"ito", "sato"}));
  });
  EXPECT_EQ(order, "ba");
  sums.Flush([](std::string_view, const NameUse&) { FAIL(); });
  NameUse* const again = sums.Of("b");
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->count, 0U);
}

// A flood of names: full, it says so; flushed, it goes on.
TEST(UseSums, TakesNoMoreThanItsBound) {
  UseSums sums;
  std::map<std::string, std::uint64_t> counts;
  std::size_t flushes = 0;
  const auto flush = [&] {
    std::size_t held = 0;
    sums.Flush([&](std::string_view key, const NameUse& use) {
      counts[std::string(key)] += use.count;
      ++held;
    });
    EXPECT_LE(held, kRareSums);
    ++flushes;
  };
  for (std::uint64_t i = 0; i < 2 * kRareSums + 5; ++i) {
    const std::string key = "name " + std::to_string(i % (kRareSums + 2));
    NameUse* use = sums.Of(key);
    if (use == nullptr) {
      flush();
      use = sums.Of(key);
    }
    ASSERT_NE(use, nullptr);
    use->Add(At(i + 1), "");
  }
  flush();
  EXPECT_GE(flushes, 2U);
  EXPECT_EQ(counts.size(), kRareSums + 2);
  std::uint64_t all = 0;
  for (const auto& [key, count] : counts) all += count;
  EXPECT_EQ(all, 2 * kRareSums + 5);
}

}  // namespace
}  // namespace noroshi
