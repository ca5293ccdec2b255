#include "stream/sort/rule_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace noroshi {
namespace {

RuleList RulesWithIds(const std::vector<std::string>& ids) {
  RuleList rules;
  for (const std::string& id : ids) {
    Rule rule;
    rule.id = id;
    rules.push_back(rule);
  }
  return rules;
}

TEST(RuleOrder, RanksFollowTheIdsNotThePlaces) {
  const RuleOrder order(RulesWithIds({"c", "a", "b"}));
  EXPECT_EQ(order.RankOf(0), 2U);
  EXPECT_EQ(order.RankOf(1), 0U);
  EXPECT_EQ(order.RankOf(2), 1U);
}

TEST(RuleOrder, RulesOfOneIdKeepTheirOrderAndAreNumbered) {
  const RuleOrder order(RulesWithIds({"x", "a", "x", "x", "b"}));
  EXPECT_EQ(order.Ordinal(0), 0U);
  EXPECT_EQ(order.Ordinal(2), 1U);
  EXPECT_EQ(order.Ordinal(3), 2U);
  EXPECT_EQ(order.Ordinal(1), 0U);
  EXPECT_LT(order.RankOf(0), order.RankOf(2));
  EXPECT_LT(order.RankOf(2), order.RankOf(3));
}

TEST(RuleOrder, NoRules) { const RuleOrder order(RuleList{}); }

// Rank and rule are inverse to each other, and comparing ranks is comparing (id, place).
TEST(RuleOrder, IsThatOfASortedList) {
  std::mt19937 random(5);
  std::vector<std::string> ids;
  for (int i = 0; i < 200; ++i) ids.push_back(std::to_string(random() % 60));
  const RuleOrder order(RulesWithIds(ids));
  std::vector<std::pair<std::string, std::uint32_t>> sorted;
  for (std::uint32_t i = 0; i < ids.size(); ++i) sorted.emplace_back(ids[i], i);
  std::ranges::sort(sorted);
  for (std::uint32_t rank = 0; rank < sorted.size(); ++rank) {
    EXPECT_EQ(order.RuleAt(rank), sorted[rank].second);
    EXPECT_EQ(order.RankOf(order.RuleAt(rank)), rank);
  }
}

}  // namespace
}  // namespace noroshi
