#include "analytics/beacons/beacon.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Beacon Regular(std::uint64_t contacts, double days, std::uint64_t sources) {
  Beacon beacon;
  beacon.series = {contacts, 21'600, 0.2, 1, 1, 0.85, 0.9, 1, days, 0.33, 0.28};
  beacon.sources = sources;
  return beacon;
}

TEST(ScoreOfBeacon, ASlowSeriesOverAMonthIsAFinding) {
  EXPECT_GE(ScoreOfBeacon(Regular(120, 30, 1), 2'000), 80);
}

TEST(ScoreOfBeacon, WhatEverybodyCallsIsNone) {
  EXPECT_LT(ScoreOfBeacon(Regular(120, 30, 500), 2'000), 10);
  EXPECT_LT(ScoreOfBeacon(Regular(120, 30, 12), 2'000), kBeaconFinding);
  EXPECT_GE(ScoreOfBeacon(Regular(120, 30, 3), 2'000), kBeaconFinding);
}

TEST(ScoreOfBeacon, InASmallNetworkSharingSaysLittleUntilMostDo) {
  EXPECT_GE(ScoreOfBeacon(Regular(300, 30, 6), 24), kBeaconFinding);
  EXPECT_LT(ScoreOfBeacon(Regular(300, 30, 13), 24), kBeaconFinding);
  EXPECT_LT(ScoreOfBeacon(Regular(300, 30, 24), 24), kBeaconFinding);
  EXPECT_GE(ScoreOfBeacon(Regular(300, 30, 3), 4), kBeaconFinding);
}

TEST(ScoreOfBeacon, FewContactsInADayAreNone) {
  EXPECT_LT(ScoreOfBeacon(Regular(8, 1, 1), 2'000), kBeaconFinding);
}

TEST(ScoreOfBeacon, AScriptsOwnAgentCountsMore) {
  Beacon beacon = Regular(48, 1, 1);
  const double before = ScoreOfBeacon(beacon, 10);
  beacon.program = "Mozilla/5.0 (Windows NT; en-US) WindowsPowerShell/5.1";
  EXPECT_GT(ScoreOfBeacon(beacon, 10), before);
  EXPECT_FALSE(IsScriptAgent("Mozilla/5.0 Firefox/84.0"));
}

TEST(FormOfBeacon, NearlyAllThatIsToldDecides) {
  Beacon beacon = Regular(100, 10, 1);
  EXPECT_EQ(FormOfBeacon(beacon), BeaconForm::kAny);
  beacon.posts = 96;
  beacon.reads = 4;
  EXPECT_EQ(FormOfBeacon(beacon), BeaconForm::kPosts);
  beacon.reads = 20;
  EXPECT_EQ(FormOfBeacon(beacon), BeaconForm::kAny);
  beacon.posts = 0;
  EXPECT_EQ(FormOfBeacon(beacon), BeaconForm::kReads);
  beacon.reads = 0;
  beacon.sealed = 60;
  EXPECT_EQ(FormOfBeacon(beacon), BeaconForm::kSealed);
  beacon.sealed = kMinContacts - 1;
  EXPECT_EQ(FormOfBeacon(beacon), BeaconForm::kAny);
}

TEST(IntervalText, TakesTheUnitThatFits) {
  EXPECT_EQ(IntervalText(21'960), "6.1 h");
  EXPECT_EQ(IntervalText(300), "5.0 min");
  EXPECT_EQ(IntervalText(12), "12 s");
}

}  // namespace
}  // namespace noroshi
