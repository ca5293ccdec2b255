#include "stream/output/incident_attribution.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Incident Showing(std::vector<std::string> techniques, std::vector<std::string> families) {
  Incident incident;
  incident.id = "i-1";
  incident.title.en = "title";
  for (std::string& id : techniques) {
    IncidentTechnique technique;
    technique.id = std::move(id);
    incident.techniques.push_back(std::move(technique));
  }
  incident.families = std::move(families);
  return incident;
}

const std::vector<std::string> kNoBlind;
const AimTable kNoAims;
const AttributionSight kNothingKnown{kNoBlind, kNoAims};

TEST(IncidentAttribution, TellsTechniquesAimsAndBlindSpots) {
  const ObservedIncident observed = ObservedOf(Showing({"T1190"}, {"LODEINFO"}), {"T1566"});
  EXPECT_EQ(observed.id, "i-1");
  EXPECT_EQ(observed.title, "title");
  EXPECT_EQ(observed.techniques, std::vector<std::string>{"T1190"});
  EXPECT_EQ(observed.hints, std::vector<std::string>{"LODEINFO"});
  EXPECT_EQ(observed.blind, std::vector<std::string>{"T1566"});
  EXPECT_TRUE(observed.visible.empty());
  EXPECT_TRUE(observed.of_rules);
  EXPECT_TRUE(observed.software.empty());  // an aim of a rule is no software that was seen
}

TEST(IncidentAttribution, TellsTheYearsWhenTheyAreKnown) {
  Incident incident = Showing({"T1190"}, {});
  EXPECT_EQ(ObservedOf(incident, {}).circumstances.first_year, 0);
  incident.first_seen = *ParseIso8601("2020-12-30");
  incident.last_seen = *ParseIso8601("2021-01-02");
  EXPECT_EQ(ObservedOf(incident, {}).circumstances.first_year, 2020);
  EXPECT_EQ(ObservedOf(incident, {}).circumstances.last_year, 2021);
}

TEST(IncidentAttribution, NoIncidentNoAnswer) {
  EXPECT_TRUE(AttributeIncidents({}, kNothingKnown, 4).empty());
}

TEST(IncidentAttribution, AnswersStandInTheOrderOfIncidentsForAnyNumberOfThreads) {
  IncidentSet set;
  for (int i = 0; i < 5; ++i) {
    set.incidents.push_back(Showing({i % 2 == 0 ? "T1190" : "T1003.001", "T1059.001"}, {}));
    set.incidents.back().id = "i-" + std::to_string(i);
  }
  const std::vector<Attribution> one = AttributeIncidents(set, kNothingKnown, 1);
  const std::vector<Attribution> many = AttributeIncidents(set, kNothingKnown, 4);
  ASSERT_EQ(one.size(), 5U);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].incident, set.incidents[i].id);
    EXPECT_EQ(many[i].incident, one[i].incident);
    ASSERT_EQ(many[i].ranked.size(), one[i].ranked.size());
    for (std::size_t j = 0; j < one[i].ranked.size(); ++j) {
      EXPECT_EQ(many[i].ranked[j].id, one[i].ranked[j].id);
      EXPECT_EQ(many[i].ranked[j].confidence, one[i].ranked[j].confidence);
    }
  }
}

TEST(IncidentAttribution, NobodyAsksAboutTheLightest) {
  IncidentSet set;
  set.incidents.resize(kMostAttributed + 3);
  EXPECT_EQ(AttributeIncidents(set, kNothingKnown, 2).size(), kMostAttributed);
}

// The set of which the rules fired is nearest, though the techniques fit others better; without the
// table of loaded rules nothing is tallied.
TEST(IncidentAttribution, TalliesTheRulesThatAimAtSets) {
  AimTable loaded;
  IncidentSet set;
  set.incidents = {Showing({"T1059.001", "T1003.001"}, {"Tick [R2]"})};
  for (int i = 0; i < 12; ++i) {
    const std::string technique = "T" + std::to_string(i);
    loaded[{"", {"Tick [R2]"}, {technique}}] = {1, 1};
    loaded[{"", {"A41APT [R1]"}, {technique}}] = {1, 1};
    IncidentRule rule;
    rule.techniques = {technique};
    rule.families = {"Tick [R2]"};
    if (i < 6) set.incidents[0].rules.push_back(rule);
  }
  const Attribution answer = AttributeIncidents(set, {kNoBlind, loaded}, 1).front();
  ASSERT_EQ(answer.aims.size(), 2U);
  EXPECT_EQ(answer.aims[1].set, "G0060");
  EXPECT_EQ(answer.aims[1].fired, 6U);
  EXPECT_EQ(answer.ranked.front().id, "G0060");
  EXPECT_TRUE(answer.abstained);
  EXPECT_TRUE(AttributeIncidents(set, kNothingKnown, 1).front().aims.empty());
}

TEST(IncidentAttribution, SilenceInEmptiedLogsSaysLess) {
  AimTable loaded;
  for (int i = 0; i < 12; ++i) {
    loaded[{"", {"Tick [R2]"}, {"T" + std::to_string(i)}}] = {1, 1, i < 3 ? 1U : 0U};
  }
  IncidentSet set;
  set.incidents = {Showing({"T1059.001", "T1003.001"}, {}), Showing({"T1059.001", "T1685.005"}, {}),
                   Showing({"T1059.001", "T1070.001"}, {})};
  const std::vector<Attribution> answers = AttributeIncidents(set, {kNoBlind, loaded}, 1);
  EXPECT_GT(answers[1].aims.front().weight, answers[0].aims.front().weight);
  EXPECT_EQ(answers[2].aims.front().weight, answers[1].aims.front().weight);
}

TEST(IncidentAttribution, TwoCommonTechniquesNameNobody) {
  IncidentSet set;
  set.incidents = {Showing({"T1059.001", "T1003.001"}, {"LODEINFO", "A41APT"})};
  const std::vector<Attribution> answers = AttributeIncidents(set, kNothingKnown, 1);
  EXPECT_TRUE(answers.front().abstained);
}

}  // namespace
}  // namespace noroshi
