#include "stream/visibility/hunt_visibility.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

// A rule that reads one kind of event of one log.
Rule Reading(const char* id, const char* technique, const char* channel, std::uint32_t event_id) {
  Rule rule;
  rule.id = id;
  rule.level = Level::kHigh;
  if (*technique != '\0') rule.techniques = {technique};
  rule.gate.kind = Gate::Kind::kAlternatives;
  GateAlternative gate;
  gate.channels = {channel};
  gate.event_ids = {event_id};
  rule.gate.alternatives = {gate};
  return rule;
}

RuleSet Rules() {
  RuleSet rules;
  rules.rules.push_back(Reading("a", "T1078", "Security", 4624));
  rules.rules.push_back(Reading("b", "T1110", "Security", 4625));
  rules.rules.push_back(Reading("c", "T1078", "Sysmon", 1));
  rules.rules.push_back(Reading("d", "T1055", "Sysmon", 8));
  rules.rules.push_back(Reading("e", "", "Security", 4624));
  return rules;
}

TEST(HuntVisibility, TellsBlindQuietAndSeen) {
  HuntSummary summary;
  summary.records_by_channel.Add("Security", 5);
  summary.kinds.Add("Security", 4624);
  const RuleSet rules = Rules();
  const HuntVisibility visibility = JudgeHunt(summary, rules);
  EXPECT_EQ(visibility.rules, (SightCounts{2, 1, 2}));
  EXPECT_EQ(visibility.techniques, (SightCounts{1, 1, 1}));
  EXPECT_EQ(visibility.blind_techniques, std::vector<std::string>{"T1055"});
  ASSERT_EQ(visibility.missing.size(), 2U);
  EXPECT_EQ(visibility.missing[0].channel, "Sysmon");
}

// Rules that are alike stand together; a correlation sees as far as what feeds it.
TEST(HuntVisibility, CountsTheRulesThatAimAtSomebody) {
  HuntSummary summary;
  summary.records_by_channel.Add("Security", 5);
  summary.kinds.Add("Security", 4624);
  RuleSet rules;
  const auto add = [&rules](Rule rule, const char* aim) {
    rule.tags = {aim};
    rules.rules.push_back(rule);
  };
  add(Reading("a", "T1078", "Security", 4624), "family.A41APT [R1]");
  add(Reading("b", "T1078", "Sysmon", 1), "family.A41APT [R1]");
  add(Reading("c", "T1055", "Sysmon", 8), "attack.g0060");
  add(Reading("d", "T1055", "Security", 4624), "family.any");
  for (const std::uint32_t source : {1U, 0U}) {
    Rule fed;
    fed.gate.kind = Gate::Kind::kFed;
    CorrelationRule correlation;
    correlation.rule = static_cast<std::uint32_t>(rules.rules.size());
    correlation.sources.emplace_back().rule = source;
    add(fed, source == 0 ? "family.sees" : "family.blind");
    rules.correlations.push_back(correlation);
  }
  const AimTable aims = JudgeHunt(summary, rules).aims;
  ASSERT_EQ(aims.size(), 4U);
  const AimCounts both = aims.at({"sigma", {"A41APT [R1]"}, {"T1078"}});
  EXPECT_EQ(both.rules, 2U);
  EXPECT_EQ(both.visible, 1U);
  EXPECT_EQ(aims.at({"sigma", {"G0060"}, {"T1055"}}).visible, 0U);
  EXPECT_EQ(aims.at({"sigma", {"sees"}, {}}).visible, 1U);
  EXPECT_EQ(aims.at({"sigma", {"blind"}, {}}).visible, 0U);
}

// What event logs would show is told apart from what the network's do, for logs can be emptied.
TEST(HuntVisibility, TellsWhatSeesBesideEventLogs) {
  HuntSummary summary;
  summary.records_by_channel.Add("Security", 5);
  summary.kinds.Add("Security", 4624);
  summary.records_by_channel.Add("zeek:http", 5);
  summary.kinds.Add("zeek:http", 0);
  RuleSet rules;
  const auto add = [&rules](Rule rule, const char* aim) {
    rule.tags = {aim};
    rules.rules.push_back(rule);
  };
  add(Reading("a", "T1078", "Security", 4624), "family.log");
  add(Reading("b", "T1071", "zeek:http", 0), "family.network");
  add(Reading("c", "T1071", "zeek:dns", 0), "family.blind");
  Rule analytic;
  analytic.gate.kind = Gate::Kind::kFed;
  add(analytic, "family.all");
  const AimTable aims = JudgeHunt(summary, rules).aims;
  EXPECT_EQ(aims.at({"sigma", {"log"}, {"T1078"}}).beside, 0U);
  EXPECT_EQ(aims.at({"sigma", {"network"}, {"T1071"}}).beside, 1U);
  EXPECT_EQ(aims.at({"sigma", {"blind"}, {"T1071"}}).beside, 0U);
  EXPECT_EQ(aims.at({"sigma", {"all"}, {}}).beside, 1U);
}

TEST(HuntVisibility, TheReportGetsAdviceInBothLanguages) {
  const RuleSet rules = Rules();
  const ReportVisibility described = DescribeVisibility(JudgeHunt({}, rules));
  EXPECT_TRUE(described.judged);
  EXPECT_EQ(described.rules[0], 5U);
  for (const ReportMissingEvidence& missing : described.missing) {
    EXPECT_FALSE(missing.advice.en.empty());
    EXPECT_FALSE(missing.advice.ja.empty());
  }
}

TEST(HuntVisibility, MoreThanAPersonReadsIsCounted) {
  RuleSet rules;
  for (std::uint32_t i = 0; i < kReportMissing + 7; ++i) {
    rules.rules.push_back(Reading(std::to_string(i).c_str(), "T1078", "Sysmon", i + 1));
  }
  const ReportVisibility described = DescribeVisibility(JudgeHunt({}, rules));
  EXPECT_EQ(described.missing.size(), kReportMissing);
  EXPECT_EQ(described.missing_not_listed, 7U);
}

}  // namespace
}  // namespace noroshi
