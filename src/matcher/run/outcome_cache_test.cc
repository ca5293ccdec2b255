#include "matcher/run/outcome_cache.h"

#include <gtest/gtest.h>

#include <vector>

namespace noroshi {
namespace {

using Signature = std::vector<std::uint32_t>;

Outcome Accepts(std::uint32_t program) {
  return {.program = program, .verdict = Outcome::Verdict::kAccepts};
}

TEST(OutcomeCache, GivesBackWhatWasStoredUnderTheSignature) {
  OutcomeCache cache;
  cache.Store(Signature{1, 2, 3}, std::vector{Accepts(8), Accepts(9)});
  const auto found = cache.Find(Signature{1, 2, 3});
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->count, 2U);
  EXPECT_EQ(cache.at(*found)[0].program, 8U);
  EXPECT_EQ(cache.at(*found)[1].program, 9U);
  EXPECT_FALSE(cache.Find(Signature{1, 2}).has_value());
  EXPECT_FALSE(cache.Find(Signature{1, 3, 2}).has_value());
  EXPECT_FALSE(cache.Find(Signature{2, 2, 3}).has_value());
}

TEST(OutcomeCache, NothingComesOfItIsRememberedToo) {
  OutcomeCache cache;
  cache.Store(Signature{4}, {});
  const auto found = cache.Find(Signature{4});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->count, 0U);
}

TEST(OutcomeCache, ReasonsBelongToOneOutcome) {
  OutcomeCache cache;
  const auto range = cache.Store(Signature{1}, std::vector{Accepts(8), Accepts(9)});
  EXPECT_FALSE(cache.at(range)[1].has_reasons);
  cache.SetReasons(cache.at(range)[1], std::vector<std::uint32_t>{5, 6}, {});
  cache.SetReasons(cache.at(range)[0], {}, {});
  EXPECT_TRUE(cache.at(range)[0].has_reasons);
  EXPECT_TRUE(cache.ReasonsOf(cache.at(range)[0]).empty());
  const auto reasons = cache.ReasonsOf(cache.at(range)[1]);
  EXPECT_EQ(std::vector<std::uint32_t>(reasons.begin(), reasons.end()),
            (std::vector<std::uint32_t>{5, 6}));
}

TEST(OutcomeCache, AnswersAreAskedForInTheirOrder) {
  OutcomeCache cache;
  Outcome& outcome = cache.at(cache.Store(Signature{1}, std::vector{Accepts(8)}))[0];
  cache.SetReasons(outcome, std::vector<std::uint32_t>{5},
                   std::vector<Answer>{{100, true}, {101, false}, {102, true}});
  std::vector<std::uint32_t> asked;
  const auto all_hold_but = [&](std::uint32_t failing) {
    asked.clear();
    return cache.AnswersAre(outcome, [&](const Answer& answer) {
      asked.push_back(answer.truth);
      return answer.holds == (answer.truth != failing);
    });
  };
  EXPECT_TRUE(all_hold_but(101));
  EXPECT_EQ(asked, (std::vector<std::uint32_t>{100, 101, 102}));
  EXPECT_FALSE(all_hold_but(100));
  EXPECT_EQ(asked, std::vector<std::uint32_t>{100});
  EXPECT_EQ(cache.ReasonsOf(outcome).size(), 1U);
}

// More signatures than places: the newest is always there, and an old one is right or gone.
TEST(OutcomeCache, TellsSignaturesApartWhateverTheirNumber) {
  OutcomeCache cache;
  for (std::uint32_t i = 0; i < 60'000; ++i) {
    cache.Store(Signature{1, i}, std::vector{Accepts(i)});
    const auto found = cache.Find(Signature{1, i});
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(cache.at(*found)[0].program, i);
  }
  for (std::uint32_t i = 0; i < 60'000; ++i) {
    const auto found = cache.Find(Signature{1, i});
    if (!found) continue;
    ASSERT_EQ(cache.at(*found)[0].program, i);
  }
}

TEST(OutcomeCache, FullSometimeAndEmptyAfterClear) {
  OutcomeCache cache;
  std::uint32_t next = 0;
  while (!cache.full()) {
    ASSERT_LT(next, 1'000'000U);
    cache.Store(Signature{next}, std::vector{Accepts(next), Accepts(next + 1)});
    ++next;
  }
  cache.Clear();
  EXPECT_FALSE(cache.full());
  EXPECT_FALSE(cache.Find(Signature{next - 1}).has_value());
}

}  // namespace
}  // namespace noroshi
