#include "attribution/circumstance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "attribution/evidence.h"
#include "knowledge/builder.h"
#include "knowledge/table_reader.h"

namespace noroshi {
namespace {

// Four sets: two of which reports tell around 2020, one of long ago, one of no known year.
constexpr std::string_view kSets =
    "noroshi-knowledge\t1\n"
    "report\tN\t2020\tNew\nreport\tM\t2022\tNewer\nreport\tO\t2009\tOld\nreport\tU\t0\tUndated\n"
    "technique\tT1\tOne\t\t\n"
    "set\tG1\tHeron\t\nset\tG2\tCrane\t\nset\tG3\tStork\t\nset\tG4\tIbis\t\n"
    "uses\tG1\tT1\tR1\tN\nuses\tG2\tT1\tR1\tM,O\nuses\tG3\tT1\tR1\tO\nuses\tG4\tT1\tR1\tU\n"
    "target\tG1\tsector\tmedia|finance\tR1\tN\ntarget\tG1\tregion\tJapan\tR2\tN\n"
    "target\tG2\tsector\tfinance\tU\tN\ntarget\tG3\tregion\tJapan\tR1\tO\n";

class CircumstanceTest : public testing::Test {
 protected:
  static Knowledge Sets() {
    KnowledgeBuilder builder;
    EXPECT_TRUE(ReadTable(kSets, builder).ok());
    return builder.Build();
  }
  double Weight(std::uint32_t set, Circumstances circumstances) const {
    return CircumstantialEvidence(library_, std::move(circumstances)).WeightOf(set);
  }

  AttributionLibrary library_{Sets()};
};

TEST_F(CircumstanceTest, NothingKnownSaysNothing) {
  for (std::uint32_t set = 0; set < 4; ++set) {
    EXPECT_EQ(Weight(set, {}), 0);
    EXPECT_TRUE(CircumstantialEvidence(library_, {}).Of(set).empty());
    EXPECT_EQ(Weight(set, {0, 0, {"shipbuilding"}, {"Atlantis"}}), 0);
  }
}

TEST_F(CircumstanceTest, TheYearsOfReportsSpeakForAndAgainst) {
  const Circumstances when{2020, 2021, {}, {}};
  EXPECT_GT(Weight(0, when), 0);
  EXPECT_EQ(Weight(0, when), Weight(1, when));  // reports come out some years later, too
  EXPECT_LT(Weight(2, when), 0);
  EXPECT_EQ(Weight(3, when), 0);  // no year is known: neither for nor against
  const auto items = CircumstantialEvidence(library_, when).Of(1);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_TRUE(items[0].is_period);
  EXPECT_EQ(items[0].text, "2020-2021");
  EXPECT_EQ(items[0].known, "2009, 2022");
}

TEST_F(CircumstanceTest, OneYearStandsForBothAndOrderDoesNotMatter) {
  for (std::uint32_t set = 0; set < 4; ++set) {
    const double both = Weight(set, {2020, 2020, {}, {}});
    EXPECT_EQ(Weight(set, {2020, 0, {}, {}}), both);
    EXPECT_EQ(Weight(set, {0, 2020, {}, {}}), both);
    EXPECT_EQ(Weight(set, {2021, 2019, {}, {}}), Weight(set, {2019, 2021, {}, {}}));
  }
}

TEST_F(CircumstanceTest, AKnownTargetSpeaksForASetAndItsLackNotAgainst) {
  EXPECT_GT(Weight(0, {0, 0, {"Media"}, {}}), 0);
  EXPECT_EQ(Weight(1, {0, 0, {"media"}, {}}), 0);
  EXPECT_EQ(Weight(1, {0, 0, {"finance"}, {}}), 0);  // known by name only
  // Several sectors say no more than the best one; sector and region add up.
  EXPECT_EQ(Weight(0, {0, 0, {"media", "finance"}, {}}), Weight(0, {0, 0, {"media"}, {}}));
  EXPECT_GT(Weight(0, {0, 0, {"media"}, {"japan"}}), Weight(0, {0, 0, {"media"}, {}}));
  // An account of a text is worth less than the text.
  EXPECT_LT(Weight(0, {0, 0, {}, {"Japan"}}), Weight(2, {0, 0, {}, {"Japan"}}));
}

TEST_F(CircumstanceTest, NoCircumstanceWeighsMuch) {
  for (std::uint32_t set = 0; set < 4; ++set) {
    for (const auto& item :
         CircumstantialEvidence(library_, {2020, 2020, {"media"}, {"Japan"}}).Of(set)) {
      EXPECT_LE(std::abs(item.weight), kMostCircumstance);
    }
  }
}

TEST_F(CircumstanceTest, TheyAreUnfoldedAndAddedAlike) {
  const LibraryIndex index(library_);
  ObservedIncident observed;
  observed.techniques = {"T1"};
  const SetEvidence without = EvidenceOf(index, SeenOf(library_, observed), observed, 0);
  observed.circumstances = {2020, 2020, {"media"}, {}};
  const SeenIncident seen = SeenOf(library_, observed);
  const SetEvidence with = EvidenceOf(index, seen, observed, 0);
  const double weight = Weight(0, observed.circumstances);
  EXPECT_NEAR(with.weight - without.weight, weight, 1e-12);
  EXPECT_NEAR(AddedWeights(index, seen)[0], weight, 1e-12);
  std::vector<EvidenceKind> kinds;
  for (const EvidenceItem& item : with.for_set) kinds.push_back(item.kind);
  EXPECT_NE(std::find(kinds.begin(), kinds.end(), EvidenceKind::kPeriod), kinds.end());
  EXPECT_NE(std::find(kinds.begin(), kinds.end(), EvidenceKind::kTarget), kinds.end());
}

}  // namespace
}  // namespace noroshi
