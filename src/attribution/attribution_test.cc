#include "attribution/attribution.h"

#include <gtest/gtest.h>

#include "attribution/testing/small_knowledge.h"
#include "knowledge/shipped.h"

namespace noroshi {
namespace {

const Attributor& Shipped() {
  static const Attributor attributor(ShippedKnowledge(), ShippedModel());
  return attributor;
}

ObservedIncident Seen(std::vector<std::string> techniques, std::vector<std::string> software) {
  ObservedIncident incident;
  incident.techniques = std::move(techniques);
  incident.software = std::move(software);
  return incident;
}

TEST(Attribution, NothingSeenNamesNobody) {
  for (const ObservedIncident& incident :
       {ObservedIncident(), Seen({"T0000"}, {"no such program"})}) {
    const Attribution answer = Shipped().Answer(incident);
    EXPECT_TRUE(answer.abstained);
    EXPECT_EQ(answer.reason, Abstention::kNothingKnown);
    EXPECT_TRUE(answer.ranked.empty());
    EXPECT_EQ(answer.not_known.size(), incident.techniques.size() + incident.software.size());
  }
}

TEST(Attribution, WhatEverybodyDoesNamesNobody) {
  const Attribution answer = Shipped().Answer(Seen({"T1059.001", "T1105", "T1204.002"}, {}));
  EXPECT_TRUE(answer.abstained);
  EXPECT_NE(answer.reason, Abstention::kNone);
  EXPECT_EQ(answer.ranked.size(), Attributor::kRanked);
}

TEST(Attribution, SoftwareOfOneSetPutsItFirst) {
  const Attribution answer =
      Shipped().Answer(Seen({"T1190", "T1078", "T1574.001", "T1055", "T1070.001", "T1021.001"},
                            {"SodaMaster", "P8RAT", "Ecipekac"}));
  ASSERT_FALSE(answer.ranked.empty());
  EXPECT_EQ(answer.ranked[0].id, "G0045");
  EXPECT_FALSE(answer.ranked[0].evidence.for_set.empty());
  EXPECT_FALSE(answer.next.empty());
  double sum = answer.ranked[0].confidence;
  for (std::size_t i = 1; i < answer.ranked.size(); ++i) {
    EXPECT_LE(answer.ranked[i].confidence, answer.ranked[i - 1].confidence);
    sum += answer.ranked[i].confidence;
  }
  EXPECT_LE(sum, 1);
}

// What a set's reports state is enough to name it; that rules suppose it is not, unless few share
// it.
TEST(Attribution, SuppositionsOfRulesNameNobodyWithoutWhatFewShare) {
  ObservedIncident stated =
      Seen({"T1003.002", "T1003.003", "T1003.004", "T1016", "T1018", "T1021.001", "T1039", "T1049",
            "T1074.001", "T1087.002", "T1199", "T1560.001"},
           {});
  const Attribution by_reports = Shipped().Answer(stated);
  ASSERT_FALSE(by_reports.abstained);
  stated.of_rules = true;
  const Attribution by_rules = Shipped().Answer(stated);
  EXPECT_TRUE(by_rules.abstained);
  EXPECT_EQ(by_rules.reason, Abstention::kManyFit);
  EXPECT_EQ(by_rules.ranked[0].id, by_reports.ranked[0].id);
  stated.marks = {{by_reports.ranked[0].id, "a procedure of its own"}};
  EXPECT_FALSE(Shipped().Answer(stated).abstained);
}

// T1021 as such is stated of three sets, and a part of it of many: it is no technique of few.
TEST(Attribution, AParentIsAsCommonAsItsParts) {
  const AttributionLibrary library(ShippedKnowledge());
  const LibraryIndex index(library);
  ObservedIncident incident = Seen({"T1021"}, {});
  const auto set = library.FindSet("G0102");
  ASSERT_TRUE(set);
  const auto number = library.FindTechnique("T1021");
  ASSERT_TRUE(number);
  ASSERT_LE(library.technique_users(*number), kFewSets);
  ASSERT_TRUE(index.cell(*set, *number).uses);
  EXPECT_FALSE(IsDistinctive(index, SeenOf(library, incident), *set));
}

// Tallied rules decide which set is nearest; that one is named only by a lead over all others.
TEST(Attribution, TalliedRulesDecideTheOrderAndNameByTheirLead) {
  ObservedIncident incident = Seen({"T1059.001", "T1105", "T1204.002", "T1003.001"}, {});
  incident.of_rules = true;
  const std::string before = Shipped().Answer(incident).ranked[0].id;
  ASSERT_NE(before, "G0060");
  incident.aims = {{"G0060", 12, 9, 2.0, kMostAimWeight}, {"no such set", 3, 3, 0.5, 4}};
  const Attribution answer = Shipped().Answer(incident);
  EXPECT_EQ(answer.ranked[0].id, "G0060");
  EXPECT_TRUE(answer.abstained);
  EXPECT_EQ(answer.reason, Abstention::kManyFit);
  const std::vector<EvidenceItem>& reasons = answer.ranked[0].evidence.for_set;
  ASSERT_FALSE(reasons.empty());
  EXPECT_EQ(reasons[0].kind, EvidenceKind::kAims);
  EXPECT_EQ(reasons[0].id, "9/12");
  EXPECT_EQ(reasons[0].name, "2.0");
  EXPECT_EQ(answer.aims.size(), 2U);
  incident.aims.pop_back();
  const Attribution ahead = Shipped().Answer(incident);
  EXPECT_FALSE(ahead.abstained);
  EXPECT_EQ(ahead.ranked[0].id, "G0060");
  EXPECT_EQ(ahead.ranked[0].confidence, kMostTallySureness);
  EXPECT_LT(ahead.ranked[1].confidence, 1 - kMostTallySureness);
}

// The form that only one family has is a mark of its set, and shown as such.
TEST(Attribution, AFormOfItsOwnIsAMark) {
  ObservedIncident incident = Seen({"T1071.001", "T1105"}, {});
  incident.of_rules = true;
  incident.hints = {"Tick [R2]", "VSingle [own]", "VSingle [own]"};
  MarkOwnForms(incident);
  ASSERT_EQ(incident.marks.size(), 1U);
  EXPECT_EQ(incident.marks[0].name, "VSingle");
  const Attribution answer = Shipped().Answer(incident);
  EXPECT_EQ(answer.ranked[0].id, "X-VSINGLE-USER");
  EXPECT_EQ(answer.ranked[0].evidence.for_set[0].kind, EvidenceKind::kMark);
}

// A name that the techniques and marks bear out stays, and a tally that agrees takes nothing away.
TEST(Attribution, ATallyThatAgreesMakesNoAnswerLessSure) {
  ObservedIncident incident =
      Seen({"T1190", "T1078", "T1574.001", "T1055", "T1070.001", "T1021.001"},
           {"SodaMaster", "P8RAT", "Ecipekac"});
  const Attribution before = Shipped().Answer(incident);
  ASSERT_FALSE(before.abstained);
  incident.aims = {{before.ranked[0].id, 30, 20, 4.0, 3}};
  const Attribution agreed = Shipped().Answer(incident);
  EXPECT_FALSE(agreed.abstained);
  EXPECT_GE(agreed.ranked[0].confidence, before.ranked[0].confidence);
  incident.aims = {{"G0060", 30, 8, 4.0, 1}, {before.ranked[0].id, 30, 0, 4, -5}};
  const Attribution other = Shipped().Answer(incident);
  EXPECT_LT(other.ranked[0].confidence, before.ranked[0].confidence);
}

TEST(Attribution, SameQuestionSameAnswer) {
  const ObservedIncident incident = Seen({"T1190", "T1505.003", "T1003.001"}, {"S0020"});
  const Attribution one = Shipped().Answer(incident), other = Shipped().Answer(incident);
  ASSERT_EQ(one.ranked.size(), other.ranked.size());
  for (std::size_t i = 0; i < one.ranked.size(); ++i) {
    EXPECT_EQ(one.ranked[i].id, other.ranked[i].id);
    EXPECT_EQ(one.ranked[i].confidence, other.ranked[i].confidence);
  }
}

TEST(Attribution, AModelWithoutTreesNamesNobody) {
  const auto model = AttributionModel::Read("noroshi-attribution-model\t1\nfolds\t1\n");
  ASSERT_TRUE(model.ok());
  const Attributor attributor(SmallKnowledge(), *model);
  EXPECT_TRUE(attributor.Answer(Seen({"T2"}, {"Crane"})).abstained);
}

}  // namespace
}  // namespace noroshi
