#include "attribution/values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "attribution/coherence.h"
#include "attribution/observed.h"
#include "attribution/testing/small_knowledge.h"

namespace noroshi {
namespace {

class Values : public testing::Test {
 protected:
  double Of(std::size_t set, const std::string& name) const {
    const std::vector<std::string>& names = SetValueNames();
    const auto at = std::find(names.begin(), names.end(), name);
    EXPECT_NE(at, names.end()) << name;
    return table_.row(set)[at - names.begin()];
  }

  void See(const std::vector<std::string>& techniques, const std::vector<std::string>& software) {
    table_ = SetValues(index_, SeenIn(library_, techniques, software));
  }

  AttributionLibrary library_{SmallKnowledge()};
  LibraryIndex index_{library_};
  ValueTable table_;
};

TEST_F(Values, NamesAreUniqueAndAsManyAsColumns) {
  See({"T1"}, {});
  const std::vector<std::string>& names = SetValueNames();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  EXPECT_EQ(table_.columns, names.size());
  EXPECT_EQ(table_.cells.size(), names.size() * 3);
}

TEST_F(Values, LikelihoodIsTheSumOfHitsAndMisses) {
  See({"T1", "T2"}, {});
  const double t1 = (3 + 0.5) / 4, t2 = (1 + 0.5) / 4;
  EXPECT_NEAR(Of(0, "bernoulli_6"), HitRatio(t1) + HitRatio(t2), 1e-9);
  EXPECT_NEAR(Of(1, "bernoulli_6"), HitRatio(t1) + MissRatio(), 1e-9);
  EXPECT_GT(HitRatio(t2), HitRatio(t1));  // what few use says more
  EXPECT_LT(MissRatio(), 0);
  EXPECT_NEAR(HitRatio(0.25), std::log((1 + 1.5) / (7 * 0.25)), 1e-12);
}

TEST_F(Values, CountsWhatIsInCommon) {
  See({"T1", "T2", "T3.002", "T6"}, {"Crane", "Stork"});
  EXPECT_EQ(Of(0, "common"), 2);
  EXPECT_EQ(Of(0, "common_share"), 0.5);
  EXPECT_GT(Of(0, "sibling_rarity"), 0);  // T3.001 is used, T3.002 was seen
  EXPECT_EQ(Of(1, "sibling_rarity"), 0);
  EXPECT_EQ(Of(0, "software_common"), 1);
  EXPECT_EQ(Of(0, "software_unknown"), 1);
  EXPECT_GT(Of(0, "software_campaign"), 0);  // Stork is its campaign's
  EXPECT_GT(Of(0, "software_linked"), 0);    // report A tells of both
  EXPECT_EQ(Of(1, "software_linked"), 0);
  EXPECT_EQ(Of(0, "set_reports"), 2);
}

TEST_F(Values, ComparesSetsWithEachOther) {
  See({"T2", "T6"}, {"Crane"});
  EXPECT_GT(Of(0, "m_bernoulli_6"), 0);
  EXPECT_LT(Of(1, "m_bernoulli_6"), 0);
  EXPECT_NEAR(Of(0, "z_rarity_share") + Of(1, "z_rarity_share") + Of(2, "z_rarity_share"), 0, 1e-6);
}

TEST_F(Values, AreFiniteForNothingAndForEverything) {
  for (const bool all : {false, true}) {
    SeenItems seen;
    for (std::uint32_t i = 0; all && i < library_.techniques().size(); ++i) {
      seen.techniques.push_back(i);
    }
    for (std::uint32_t i = 0; all && i < library_.software().size(); ++i)
      seen.software.push_back(i);
    for (const double value : SetValues(index_, seen).cells) EXPECT_TRUE(std::isfinite(value));
    const std::vector<double> coherence = CoherenceValues(index_, seen);
    EXPECT_EQ(coherence.size(), CoherenceNames().size());
    for (const double value : coherence) EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(Coherence, WhatStandsInOneReportHangsTogether) {
  const AttributionLibrary library(SmallKnowledge());
  const LibraryIndex index(library);
  const auto lift = [&](const std::vector<std::string>& ids) {
    return CoherenceValues(index, SeenIn(library, ids, {}))[0];
  };
  EXPECT_GE(lift({"T1", "T2"}), lift({"T4", "T5"}));
}

}  // namespace
}  // namespace noroshi
