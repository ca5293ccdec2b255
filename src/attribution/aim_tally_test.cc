#include "attribution/aim_tally.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "attribution/testing/small_knowledge.h"

namespace noroshi {
namespace {

class Aims : public testing::Test {
 protected:
  void Load(std::vector<std::string> aims, std::string technique, bool fires,
            std::uint64_t visible = 1) {
    const AimKey key{source_, std::move(aims), {std::move(technique)}};
    table_[key] = {1, visible};
    if (fires) fired_.insert(key);
  }
  // Rules for a set, of which the first few fire.
  void LoadMany(const std::string& aim, int rules, int fire) {
    for (int i = 0; i < rules; ++i) Load({aim}, aim + std::to_string(i), i < fire);
  }
  AimTally Of(const std::string& set) const {
    for (const AimTally& tally : TallyAims(library_, table_, fired_)) {
      if (tally.set == set) return tally;
    }
    return {};
  }

  AttributionLibrary library_{SmallKnowledge()};
  AimTable table_;
  std::string source_ = "noroshi";
  std::set<AimKey> fired_;
};

TEST_F(Aims, WhoseRulesFireMoreThanAllRulesDoIsNearer) {
  LoadMany("G1", 10, 5);
  LoadMany("G2", 10, 1);
  const AimTally first = Of("G1"), second = Of("G2");
  EXPECT_EQ(first.rules, 10U);
  EXPECT_EQ(first.fired, 5U);
  EXPECT_NEAR(first.expected, 10 * 6.5 / 21, 1e-3);
  EXPECT_GT(first.weight, 0);
  EXPECT_LT(second.weight, 0);
}

// Thirty rules of which three fire are no more than ten of which one does.
TEST_F(Aims, ManyRulesForASetDoNotMakeItNearer) {
  LoadMany("G1", 30, 3);
  LoadMany("G2", 10, 5);
  EXPECT_LT(Of("G1").weight, 0);
  EXPECT_GT(Of("G2").weight, Of("G1").weight);
}

// A collection whose rules hardly ever fire makes those of another no surer.
TEST_F(Aims, RulesAreComparedWithThoseOfTheirSource) {
  LoadMany("G1", 10, 4);
  LoadMany("G2", 10, 2);
  const double before = Of("G1").weight;
  source_ = "sigma";
  LoadMany("G3", 200, 0);
  EXPECT_EQ(Of("G1").weight, before);
  EXPECT_NEAR(Of("G3").expected, 200 * 0.05, 1e-3);  // no rule is taken for rarer
}

TEST_F(Aims, BlindRulesCountNothing) {
  LoadMany("G1", 3, 1);
  const double before = Of("G1").weight;
  Load({"G1"}, "T9", false, 0);
  EXPECT_EQ(Of("G1").weight, before);
  EXPECT_EQ(Of("G1").rules, 3U);
}

// What they wait for may have gone with the log; other evidence goes on to speak.
TEST_F(Aims, SilenceOfAnEmptiedLogSaysLess) {
  LoadMany("G1", 30, 1);
  const auto of = [this](AimSilence silence) {
    return TallyAims(library_, table_, fired_, silence).front();
  };
  const AimTally whole = of(AimSilence::kSpeaks), emptied = of(AimSilence::kSpeaksBesideLogs);
  EXPECT_LT(whole.weight, 0);
  EXPECT_EQ(emptied.rules, 30U);
  EXPECT_EQ(emptied.expected, whole.expected);
  EXPECT_NEAR(emptied.weight - whole.weight, -29 * std::log(1 - 0.2 * 0.5) / 2, 2e-3);
  LoadMany("G2", 60, 0);
  LoadMany("G1", 30, 12);  // what speaks for a set does so no louder
  EXPECT_GT(of(AimSilence::kSpeaks).weight, 0);
  EXPECT_EQ(of(AimSilence::kSpeaksBesideLogs).weight, of(AimSilence::kSpeaks).weight);
  for (auto& [key, counts] : table_) counts.beside = 1;
  EXPECT_EQ(of(AimSilence::kSpeaksBesideLogs).weight, of(AimSilence::kSpeaks).weight);
}

TEST_F(Aims, WhatFiredCouldSee) {
  Load({"G1"}, "T9", true, 0);
  EXPECT_EQ(Of("G1").fired, 1U);
  table_.clear();  // of another hunt's rules
  EXPECT_EQ(Of("G1").fired, 1U);
}

TEST_F(Aims, ARuleForManySetsSaysLessOfEach) {
  LoadMany("G3", 8, 0);
  Load({"G1"}, "T1", true);
  const double alone = Of("G1").weight;
  fired_.clear();
  table_.clear();
  LoadMany("G3", 8, 0);
  Load({"G1", "G2"}, "T1", true);
  EXPECT_GT(Of("G1").weight, 0);
  EXPECT_LT(Of("G1").weight, alone);
  EXPECT_EQ(Of("G1").weight, Of("G2").weight);
}

TEST_F(Aims, MarksSayHowMuch) {
  LoadMany("G3", 8, 0);
  Load({"G1 [R1]"}, "T1", true);
  Load({"G2 [INF]"}, "T2", true);
  EXPECT_GT(Of("G1").weight, Of("G2").weight);
  Load({"G3 [U]"}, "T3", true);
  EXPECT_EQ(Of("G3").fired, 0U);  // known by name only
}

// Names of one set, or of its software, side by side in a rule are one aim, by the surest mark.
TEST_F(Aims, NamesOfOneSetAreOneAim) {
  Load({"Crane [INF]", "G1 [R1]"}, "T1", true);
  const AimTally both = Of("G1");
  EXPECT_EQ(both.rules, 1U);
  fired_.clear();
  table_.clear();
  Load({"G1 [R1]"}, "T1", true);
  EXPECT_EQ(Of("G1").weight, both.weight);
}

TEST_F(Aims, NoWeightIsBeyondTheMost) {
  LoadMany("G1", 200, 40);
  LoadMany("G2", 2'000, 0);
  EXPECT_LE(Of("G1").weight, kMostAimWeight);
  EXPECT_GE(Of("G2").weight, -kMostAimWeight);
}

TEST_F(Aims, NoRulesNoTally) {
  EXPECT_TRUE(TallyAims(library_, table_, fired_).empty());
  Load({"somebody unknown"}, "T1", true);
  EXPECT_TRUE(TallyAims(library_, table_, fired_).empty());
}

TEST(TallySureness, RisesWithTheLeadAndStaysBelowItsMost) {
  EXPECT_EQ(TallySureness(0), 0);
  EXPECT_EQ(TallySureness(-3), 0);
  double before = 0;
  for (double lead = 0.25; lead <= kMostAimWeight; lead += 0.25) {
    EXPECT_GE(TallySureness(lead), before);
    before = TallySureness(lead);
  }
  EXPECT_EQ(before, kMostTallySureness);
  EXPECT_LT(TallySureness(1), 0.3);  // of wrong sets a tenth are so far ahead
}

TEST(TallySureness, AheadIsWhoHasNoneBeside) {
  const std::vector<AimTally> tallies = {
      {"G1", 9, 5, 1, 2.5}, {"G2", 9, 4, 1, 2.0}, {"G3", 9, 0, 1, -1.5}};
  EXPECT_NEAR(TallyLead(tallies, "G1"), 0.5, 1e-9);
  EXPECT_LT(TallyLead(tallies, "G2"), 0);
  EXPECT_LT(TallyLead(tallies, "G3"), 0);
  EXPECT_LT(TallyLead(tallies, "no such set"), 0);
  // A few rules are a chance.
  EXPECT_LE(TallyLead({{"G1", 3, 3, 0.2, 4.5}}, "G1"), 0);
  // Those that stayed silent hold nobody up.
  EXPECT_NEAR(TallyLead({{"G1", 9, 5, 1, 2.5}, {"G3", 9, 0, 1, -1.5}}, "G1"), 2.5, 1e-9);
}

}  // namespace
}  // namespace noroshi
