#include "stream/hunt_profile.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "stream/hunt_summary.h"
#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

TEST(StageWatch, GivesAllTimeToStages) {
  std::uint64_t now = 100;
  const NanosecondClock clock = [&] { return now; };
  StageWatch watch(&clock);
  StageCost read, decode;
  watch.Start();
  now += 5;
  watch.Lap(read, 64);
  now += 7;
  watch.Lap(decode, 10);
  now += 1;
  watch.Lap(read, 0);
  EXPECT_EQ(read.ns, 6U);
  EXPECT_EQ(read.bytes, 64U);
  EXPECT_EQ(decode.ns, 7U);
}

TEST(StageWatch, WithoutAClockDoesNothing) {
  StageWatch watch(nullptr);
  StageCost read;
  watch.Start();
  watch.Lap(read, 64);
  EXPECT_EQ(read.ns, 0U);
  EXPECT_EQ(read.bytes, 0U);
}

TEST(HuntProfile, TheFirstRecordIsThatOfTheFirstWorkerToHaveOne) {
  HuntProfile without, late, early;
  late.first_unit_ns = 900;
  early.first_unit_ns = 700;
  HuntSummary summary;
  summary.times.started_ns = 600;
  summary.profile.emplace();
  EXPECT_EQ(StartToFirstRecordNs(summary), 0U);
  for (const HuntProfile& worker : {without, late, early}) summary.profile->Add(worker);
  EXPECT_EQ(StartToFirstRecordNs(summary), 100U);
}

TEST(Costliest, LongestFirstTiesByKeyAndNoMoreThanTen) {
  std::map<std::string, ProfileCost> costs;
  for (char key = 'a'; key <= 'p'; ++key) costs[std::string(1, key)].ns = key == 'k' ? 2 : 1;
  const auto rows = Costliest(costs);
  ASSERT_EQ(rows.size(), kCostliestRows);
  EXPECT_EQ(rows[0]->first, "k");
  EXPECT_EQ(rows[1]->first, "a");
  EXPECT_EQ(rows[9]->first, "i");
}

TEST(ProfileJson, IsWholeAndEscaped) {
  RuleSet rules;
  rules.rules = {FakeRule("id-1", Level::kLow, "net\"x")};
  HuntSummary summary;
  summary.times.scan_ns = 2'500'000'000;
  summary.profile.emplace();
  summary.profile->read = {1'000'000, 65536};
  summary.profile->matcher.rules[RuleIndex{0}] = {4, 1, 3'000};
  summary.profile->matcher.tests[{"Image", "|re 'a\\b'"}] = {2, 0, 1'000};
  summary.profile->matcher.fields["Image"] = {9, 8, 6, 3, 120, 77};
  rapidjson::Document json;
  const std::string text = ProfileJson(summary, rules);
  json.Parse(text.c_str(), text.size());
  ASSERT_FALSE(json.HasParseError()) << text;
  EXPECT_STREQ(json["rules"][0]["title"].GetString(), "Finds net\"x");
  EXPECT_EQ(json["rules"][0]["held"].GetInt(), 1);
  EXPECT_STREQ(json["tests"][0]["pattern"].GetString(), "|re 'a\\b'");
  EXPECT_EQ(json["fields"][0]["memo_hits"].GetInt(), 6);
  const auto& stages = json["stages"];
  EXPECT_STREQ(stages[4]["name"].GetString(), "scan");
  EXPECT_DOUBLE_EQ(stages[4]["seconds"].GetDouble(), 2.5);
  EXPECT_EQ(stages[4]["bytes"].GetInt(), 65536);
  EXPECT_FALSE(stages[4]["of_all_threads"].GetBool());
  EXPECT_TRUE(stages[5]["of_all_threads"].GetBool());
}

}  // namespace
}  // namespace noroshi
