#include "report/tactics.h"

#include <gtest/gtest.h>

#include "report/level_counts.h"

namespace noroshi {
namespace {

TEST(CanonicalTactic, HasOneSpelling) {
  EXPECT_EQ(CanonicalTactic("defense_evasion"), "defense-evasion");
  EXPECT_EQ(CanonicalTactic("Initial Access"), "initial-access");
  EXPECT_EQ(CanonicalTactic("ics-only_thing"), "ics-only-thing");  // unknown: kept
  EXPECT_EQ(CanonicalTactic(""), "");
}

TEST(TacticRank, FollowsAnIntrusion) {
  EXPECT_LT(TacticRank("reconnaissance"), TacticRank("initial-access"));
  EXPECT_LT(TacticRank("privilege-escalation"), TacticRank("defense-evasion"));
  EXPECT_LT(TacticRank("defense-evasion"), TacticRank("stealth"));
  EXPECT_LT(TacticRank("stealth"), TacticRank("defense-impairment"));
  EXPECT_LT(TacticRank("defense-impairment"), TacticRank("credential-access"));
  EXPECT_LT(TacticRank("impact"), TacticRank("made-up"));  // unknown behind known
  EXPECT_LT(TacticRank("made-up"), TacticRank(""));        // none named: last
}

TEST(LevelCounts, GravityIsDecidedByTheGravestLevel) {
  const LevelCounts one_critical = {0, 0, 0, 0, 1};
  const LevelCounts many_high = {9, 9, 9, 99, 0};
  EXPECT_TRUE(CompareGravity(one_critical, many_high) > 0);
  EXPECT_TRUE(CompareGravity({1, 0, 0, 0, 0}, {0, 0, 0, 0, 0}) > 0);
  EXPECT_TRUE(CompareGravity(many_high, many_high) == 0);
  EXPECT_EQ(TotalOf(many_high), 126u);
}

}  // namespace
}  // namespace noroshi
