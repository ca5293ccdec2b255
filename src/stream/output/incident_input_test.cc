#include "stream/output/incident_input.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(FactsForIncidents, CarryWhatAnIncidentSaysOfARule) {
  Rule rule;
  rule.id = "11111111-2222-3333-4444-555555555555";
  rule.title = "title";
  rule.idea = "D2-14";
  rule.level = Level::kMedium;
  rule.techniques = {"T1071.001"};
  rule.tags = {"family.LODEINFO", "family.any", "family.VSingle"};
  const RuleFacts facts = FactsForIncidents(rule);
  EXPECT_EQ(facts.id, rule.id);
  EXPECT_EQ(facts.idea, "D2-14");
  EXPECT_EQ(facts.level, Level::kMedium);
  EXPECT_EQ(facts.techniques, rule.techniques);
  // "any" says that a rule aims at nobody in particular: no hint.
  EXPECT_EQ(facts.families, (std::vector<std::string>{"LODEINFO", "VSingle"}));
}

TEST(IncidentLine, GivesFieldsAndTheHostsOfMembers) {
  IncidentLineReader reader;
  const IncidentFinding& finding = reader.Read(
      R"({"id":"f-1","host":"SRV","channel":"System","event_id":7045,"fields":{"ServiceName":"x"},)"
      R"("members":[{"host":"A","from":"10.0.0.5"},{"host":"B"},7]})",
      3, Level::kHigh, {});
  EXPECT_EQ(finding.id, "f-1");
  EXPECT_EQ(finding.host, "SRV");
  EXPECT_EQ(finding.event_id, 7045U);
  ASSERT_EQ(finding.fields.size(), 1U);
  EXPECT_EQ(finding.fields[0].second, "x");
  EXPECT_EQ(finding.member_hosts, (std::vector<std::string_view>{"A", "B"}));
  EXPECT_EQ(finding.member_sources, (std::vector<std::string_view>{"10.0.0.5"}));
}

// Reasons stand between fields and members; what a text says is not taken for either.
TEST(IncidentLine, PassesOverReasons) {
  IncidentLineReader reader;
  const IncidentFinding& finding = reader.Read(
      R"({"id":"f-1","host":"SRV","fields":{"a":",\"why\":[1]","why":"b"},"why":[{"value":)"
      R"(",\"members\":[{\"host\":\"X\"}]"}],"analytic":"a","members":[{"host":"A"}]})",
      3, Level::kHigh, {});
  EXPECT_EQ(finding.host, "SRV");
  ASSERT_EQ(finding.fields.size(), 2U);
  EXPECT_EQ(finding.fields[0].second, R"(,"why":[1])");
  EXPECT_EQ(finding.fields[1].second, "b");
  EXPECT_EQ(finding.member_hosts, (std::vector<std::string_view>{"A"}));
  const IncidentFinding& next = reader.Read(
      R"({"id":"f-2","host":"B","fields":{"a":"c"},"why":[{"value":"d"}]})", 3, Level::kHigh, {});
  EXPECT_EQ(next.id, "f-2");
  ASSERT_EQ(next.fields.size(), 1U);
  EXPECT_TRUE(next.member_hosts.empty());
}

// What runs on began with its first record, unless that was another host's.
TEST(IncidentLine, TellsSinceWhenItLasts) {
  IncidentLineReader reader;
  constexpr std::string_view kOwn =
      R"({"host":"A","members":[{"host":"A","time":"2020-10-05T02:00:00.0000000Z"},)"
      R"({"host":"A","time":"2020-10-04T02:00:00.0000000Z"}]})";
  EXPECT_EQ(ToIso8601(reader.Read(kOwn, 1, Level::kHigh, {}).since),
            "2020-10-04T02:00:00.0000000Z");
  constexpr std::string_view kTwo =
      R"({"host":"A","members":[{"host":"B","time":"2020-10-04T02:00:00.0000000Z"}]})";
  EXPECT_EQ(reader.Read(kTwo, 1, Level::kHigh, {}).since.ticks, 0U);
  EXPECT_EQ(reader.Read(R"({"host":"A"})", 1, Level::kHigh, {}).since.ticks, 0U);
}

TEST(IncidentLine, WithoutJsonHasNoFields) {
  IncidentLineReader reader;
  const IncidentFinding& finding = reader.Read("{\"id\":", 3, Level::kHigh, {});
  EXPECT_TRUE(finding.id.empty());
  EXPECT_TRUE(finding.fields.empty());
  EXPECT_EQ(finding.rule, 3U);
}

}  // namespace
}  // namespace noroshi
