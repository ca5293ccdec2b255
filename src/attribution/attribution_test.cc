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
