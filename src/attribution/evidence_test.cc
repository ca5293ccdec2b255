#include "attribution/evidence.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "attribution/testing/small_knowledge.h"

namespace noroshi {
namespace {

class Evidence : public testing::Test {
 protected:
  SetEvidence Of(std::uint32_t set) const {
    return EvidenceOf(index_, SeenOf(library_, observed_), observed_, set);
  }
  double Added(std::uint32_t set) const {
    return AddedWeights(index_, SeenOf(library_, observed_))[set];
  }
  static bool Names(const std::vector<EvidenceItem>& list, const std::string& id) {
    return std::any_of(list.begin(), list.end(),
                       [&](const EvidenceItem& item) { return item.id == id; });
  }

  AttributionLibrary library_{SmallKnowledge()};
  LibraryIndex index_{library_};
  ObservedIncident observed_;
};

TEST_F(Evidence, TellsForFromAgainst) {
  observed_.techniques = {"T2", "T4"};
  observed_.software = {"Crane"};
  const SetEvidence first = Of(0);
  EXPECT_TRUE(Names(first.for_set, "T2"));
  EXPECT_TRUE(Names(first.for_set, "S1"));
  EXPECT_TRUE(Names(first.against, "T4"));
  double sum = 0;
  for (const auto* list : {&first.for_set, &first.against}) {
    for (const EvidenceItem& item : *list) sum += item.weight;
  }
  EXPECT_NEAR(first.weight, sum, 1e-12);
  EXPECT_GT(first.weight, Of(1).weight);
  ASSERT_FALSE(first.for_set.empty());
  EXPECT_EQ(first.for_set[0].reports, std::vector<std::string>{"A"});
}

TEST_F(Evidence, ASiblingSpeaksLessThanTheTechnique) {
  observed_.techniques = {"T3.001"};
  const double own = Of(0).weight;
  observed_.techniques = {"T3.002"};
  const SetEvidence sibling = Of(0);
  EXPECT_LT(sibling.weight, own);
  EXPECT_GT(sibling.weight, Of(1).weight);
  ASSERT_EQ(sibling.for_set.size(), 1U);
  EXPECT_EQ(sibling.for_set[0].kind, EvidenceKind::kFamily);
}

TEST_F(Evidence, OnlyWhatWasVisibleCountsWhenAbsent) {
  observed_.techniques = {"T1"};
  EXPECT_EQ(Added(1), 0);  // nothing is said of T4: it counts nothing
  observed_.visible = {"T4"};
  EXPECT_LT(Added(1), 0);  // two reports say that G2 does it
  EXPECT_GT(Added(0), 0);
  ASSERT_FALSE(Of(1).against.empty());
  EXPECT_EQ(Of(1).against[0].kind, EvidenceKind::kAbsent);
  observed_.blind = {"T4"};
  EXPECT_EQ(Added(1), 0);
  EXPECT_TRUE(Names(Of(1).missing, "T4"));
}

TEST_F(Evidence, MarksWeighMoreThanHints) {
  observed_.techniques = {"T1"};
  observed_.marks = {{"Origami", "folded twice"}};
  const double mark = Added(0);
  EXPECT_GT(mark, 0);
  EXPECT_EQ(Added(1), 0);
  observed_.marks.clear();
  observed_.hints = {"Crane"};  // a software leads to who uses it
  const double hint = Added(0);
  EXPECT_GT(hint, 0);
  EXPECT_LT(hint, mark);
  EXPECT_EQ(Added(1), 0);
  observed_.hints.assign(50, "Crane");
  EXPECT_NEAR(Added(0), hint, 1e-12);  // many rules say no more than one
}

TEST_F(Evidence, AHintWeighsByHowWellItIsFounded) {
  observed_.techniques = {"T1"};
  const auto added = [&](std::vector<std::string> hints) {
    observed_.hints = std::move(hints);
    return Added(0);
  };
  const double read = added({"Crane [R1]"});
  EXPECT_GT(read, added({"Crane [R2]"}));
  EXPECT_GT(added({"Crane [R2]"}), added({"Crane [INF]"}));
  EXPECT_EQ(added({"Crane [INF]"}), added({"Crane"}));  // a rule that does not say
  EXPECT_EQ(added({"Crane [U]"}), 0);
  EXPECT_EQ(added({"Crane [R3]"}), 0);  // no mark, so another name, and nobody's
  // The surest one is the one that counts, wherever it stands.
  const std::vector<std::string> many = {"Crane", "Crane [U]",  "Crane",     "Crane [R1]",
                                         "Crane", "Crane [R1]", "Crane [R1]"};
  EXPECT_NEAR(added(many), read, 1e-12);
  const SetEvidence evidence = Of(0);
  double hints = 0;
  for (const EvidenceItem& item : evidence.for_set) {
    if (item.kind != EvidenceKind::kHint) continue;
    EXPECT_EQ(item.id, "Crane [R1]");  // the mark stays visible
    hints += item.weight;
  }
  EXPECT_NEAR(hints, read, 1e-12);
}

TEST_F(Evidence, RulesThatAimAtAllSetsAimAtNone) {
  observed_.techniques = {"T1"};
  observed_.hints = {library_.sets()[0].name + " [R1]"};
  const double alone = Added(0);
  EXPECT_GT(alone, 0);
  EXPECT_EQ(SeenOf(library_, observed_).aimed_at, 1U);
  for (const LibrarySet& set : library_.sets()) observed_.hints.push_back(set.name + " [R1]");
  EXPECT_EQ(SeenOf(library_, observed_).aimed_at, library_.sets().size());
  for (std::uint32_t set = 0; set < library_.sets().size(); ++set) {
    EXPECT_LT(Added(set), alone);
    EXPECT_NEAR(Added(set), Added(0), 1e-12);
  }
}

TEST_F(Evidence, SoftwareAndMarksAreDistinctive) {
  const auto distinctive = [&] { return IsDistinctive(index_, SeenOf(library_, observed_), 0); };
  EXPECT_FALSE(distinctive());
  observed_.software = {"Crane"};
  EXPECT_TRUE(distinctive());
  observed_.software.clear();
  observed_.marks = {{library_.sets()[0].name, "folded twice"}};
  EXPECT_TRUE(distinctive());
  observed_.marks = {{library_.sets()[1].name, "folded once"}};
  EXPECT_FALSE(distinctive());
}

TEST_F(Evidence, RulesThatAimAtOthersSpeakAgainstATechniqueOfFew) {
  const auto distinctive = [&](std::vector<std::string> hints) {
    observed_.hints = std::move(hints);
    return IsDistinctive(index_, SeenOf(library_, observed_), 0);
  };
  const std::string own = library_.sets()[0].name, other = library_.sets()[1].name;
  EXPECT_FALSE(distinctive({}));
  EXPECT_TRUE(distinctive({own}));
  EXPECT_TRUE(distinctive({own, other}));  // two are still few
  EXPECT_FALSE(distinctive({other}));
  observed_.techniques = {"T2", "T3.001"};  // of the first set
  EXPECT_TRUE(distinctive({}));
  EXPECT_FALSE(distinctive({other}));
  observed_.techniques = {"T4"};  // of the other one
  EXPECT_FALSE(distinctive({}));
}

// A rule may suppose one rare technique wrongly.
TEST_F(Evidence, OneTechniqueOfFewIsEnoughOnlyWhereTheRulesForTheSetFired) {
  const auto distinctive = [&](std::vector<std::string> techniques, double tally) {
    observed_.techniques = std::move(techniques);
    observed_.aims.clear();
    if (tally != 0) observed_.aims = {{library_.sets()[0].id, 9, 3, 2.0, tally}};
    return IsDistinctive(index_, SeenOf(library_, observed_), 0);
  };
  EXPECT_FALSE(distinctive({"T2"}, 0));
  EXPECT_TRUE(distinctive({"T2"}, 0.5));
  EXPECT_TRUE(distinctive({"T2", "T3.001"}, 0));
  EXPECT_FALSE(distinctive({"T2", "T3.001"}, -0.5));
  EXPECT_FALSE(distinctive({}, 0.5));
  EXPECT_TRUE(distinctive({}, 1.5));
  observed_.software = {"Crane"};
  EXPECT_TRUE(distinctive({}, -0.5));  // what is its own needs no rules
}

// The tally stands in the hints' place, and its weight counts.
TEST_F(Evidence, ATallyOfRulesIsEvidence) {
  observed_.techniques = {"T1"};
  observed_.hints = {"Crane"};
  const double without = Of(0).weight;
  double hint = 0;
  for (const EvidenceItem& item : Of(0).for_set) {
    if (item.kind == EvidenceKind::kHint) hint = item.weight;
  }
  EXPECT_GT(hint, 0);
  EXPECT_TRUE(AimWeights(index_, SeenOf(library_, observed_)).empty());
  observed_.aims = {{library_.sets()[0].id, 9, 3, 2.0, 1.5}, {library_.sets()[1].id, 9, 0, 2, -1}};
  const SetEvidence first = Of(0);
  EXPECT_TRUE(Names(first.for_set, "3/9"));
  EXPECT_FALSE(Names(first.for_set, "Crane"));
  EXPECT_TRUE(Names(Of(1).against, "0/9"));
  EXPECT_NEAR(first.weight, without - hint + 1.5, 1e-12);
  const std::vector<double> weights = AimWeights(index_, SeenOf(library_, observed_));
  EXPECT_NEAR(weights[0], 1.5 - hint, 1e-12);
  EXPECT_NEAR(weights[1], -1, 1e-12);
}

TEST_F(Evidence, LooksForWhatTellsTwoSetsApart) {
  observed_.techniques = {"T1"};
  observed_.blind = {"T4"};
  const std::vector<LookFor> looks = LookNext(index_, SeenOf(library_, observed_), 0, 1);
  const auto find = [&](const std::string& id) {
    return std::find_if(looks.begin(), looks.end(),
                        [&](const LookFor& look) { return look.id == id; });
  };
  ASSERT_NE(find("T4"), looks.end());
  EXPECT_TRUE(find("T4")->blind);
  EXPECT_FALSE(find("T4")->for_first);
  ASSERT_NE(find("S1"), looks.end());
  EXPECT_TRUE(find("S1")->for_first);
  EXPECT_EQ(find("T1"), looks.end());  // both use it
  EXPECT_TRUE(LookNext(index_, SeenOf(library_, observed_), 1, 1).empty());
}

}  // namespace
}  // namespace noroshi
