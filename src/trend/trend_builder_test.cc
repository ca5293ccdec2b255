#include "trend/trend_builder.h"

#include <gtest/gtest.h>

#include "trend/testing/sample_trend.h"

namespace noroshi {
namespace {

TEST(BuildTrend, JoinsNamesThatDifferInCaseOnly) {
  const TrendDocument document = FullTrend();
  ASSERT_FALSE(document.year.timeline.empty());
  const TrendRow& row = document.year.timeline.front();
  EXPECT_EQ(row.actor.set, "Set One");  // as first written
  EXPECT_EQ(row.spans.size(), 2U);
}

TEST(BuildTrend, OverlappingBarsLieInLanes) {
  const TrendRow& row = FullTrend().year.timeline.front();
  EXPECT_EQ(row.lanes, 2U);
  EXPECT_NE(row.spans[0].lane, row.spans[1].lane);
  EXPECT_EQ(row.months[1], Reach::kMonth);   // May: the exact one wins
  EXPECT_EQ(row.months[2], Reach::kWithin);  // June
  EXPECT_EQ(row.months[4], Reach::kNotStated);
}

TEST(BuildTrend, UnnamedActorsComeLast) {
  const TrendDocument document = FullTrend();
  EXPECT_EQ(document.year.timeline.back().actor, TrendActor{});
  for (const TrendGroup& group : document.year.groups) EXPECT_FALSE(group.actor.set.empty());
}

TEST(BuildTrend, CountsASightingInEachOfItsSectors) {
  const std::vector<TrendSector>& sectors = FullTrend().year.sectors;
  ASSERT_EQ(sectors.size(), 3U);
  EXPECT_EQ(sectors[0].sector, "energy");
  EXPECT_EQ(sectors[0].observations.size(), 2U);
  EXPECT_EQ(sectors[1].sector, "ships");
  EXPECT_FALSE(sectors[2].sector);  // s3 states none: last, whatever its count
}

TEST(BuildTrend, AccountsForWhatIsInNoYear) {
  const TrendDocument document = FullTrend();
  EXPECT_EQ(document.outside, 1U);
  EXPECT_EQ(document.undated, 1U);
  EXPECT_EQ(document.rejected_count, 2U);
}

TEST(BuildTrend, OrdersRulesByStageAndMarksThoseThatFit) {
  const TrendDocument document = FullTrend();
  ASSERT_EQ(document.rules.size(), 2U);
  EXPECT_EQ(document.rules[0].title, "First");
  EXPECT_TRUE(document.rules[0].relevant);  // T1059.001 is stated
}

TEST(BuildTrend, ATechniqueFitsItsParentAndChild) {
  const auto relevant = [](std::string_view stated, std::string_view of_rule) {
    const std::string line = R"({"id":"x","period":"2020-05","intrusion_set":"A","source":"s",)"
                             R"("techniques":[")" +
                             std::string(stated) + "\"]}";
    TrendRule rule;
    rule.techniques = {std::string(of_rule)};
    return BuildTrend(SetOf(line), {2020, std::nullopt}, {rule}).rules.at(0).relevant;
  };
  EXPECT_TRUE(relevant("T1059", "T1059.001"));
  EXPECT_TRUE(relevant("T1059.001", "T1059"));
  EXPECT_TRUE(relevant("T1059.001", "T1059.001"));
  EXPECT_FALSE(relevant("T1059.002", "T1059.001"));  // a sibling
  EXPECT_FALSE(relevant("T1055", "T1059"));
}

TEST(BuildTrend, LeavesDeclinesOffTheTimeline) {
  const TrendDocument document =
      BuildTrend(SetOf(R"({"id":"x","kind":"activity","period":"FY2020","intrusion_set":"A",)"
                       R"("activity":"declined","source":"s"})"),
                 {2020, std::nullopt}, {});
  EXPECT_TRUE(document.year.timeline.empty());
  EXPECT_EQ(document.year.groups.size(), 1U);
}

TEST(BuildTrend, BoundsTheRowsOfTheChart) {
  std::string lines;
  for (unsigned i = 0; i < kMaxTrendLanes + 3; ++i) {
    lines += R"({"id":"x)" + std::to_string(i) +
             R"(","period":"2020-05","intrusion_set":"A","source":"s"})"
             "\n";
  }
  const TrendDocument document = BuildTrend(SetOf(lines), {2020, std::nullopt}, {});
  const TrendRow& row = document.year.timeline.at(0);
  EXPECT_EQ(row.lanes, kMaxTrendLanes);
  EXPECT_EQ(row.spans_not_drawn, 3U);
  EXPECT_EQ(row.spans.size(), kMaxTrendLanes + 3);
}

TEST(BuildTrend, ManyNamesTakeNoQuadraticTime) {
  std::string lines;
  for (std::size_t i = 0; i < kMaxObservations; ++i) {
    const std::string n = std::to_string(i);
    lines += R"({"id":"x)" + n + R"(","period":"2020-05","intrusion_set":"A)" + n +
             R"(","sector":"S)" + n + R"(","malware":"M)" + n + R"(","source":"s)" + n + "\"}\n";
  }
  const TrendDocument document = BuildTrend(SetOf(lines), {2020, std::nullopt}, {});
  EXPECT_EQ(document.year.timeline.size(), kMaxObservations);
  EXPECT_EQ(document.year.sectors.size(), kMaxObservations);
}

TEST(BuildTrend, CutsPeriodsAtTheYear) {
  const TrendDocument document =
      BuildTrend(SetOf(R"({"id":"x","period":"2020-12/2021-05","intrusion_set":"A","source":"s"})"),
                 {2020, 2021}, {});
  EXPECT_EQ(document.year.timeline.at(0).spans.at(0).first, 8);
  EXPECT_EQ(document.year.timeline.at(0).spans.at(0).last, 11);
  EXPECT_EQ(document.compared->timeline.at(0).spans.at(0).first, 0);
  EXPECT_EQ(document.compared->timeline.at(0).spans.at(0).last, 1);
  EXPECT_EQ(document.outside, 0U);
}

TEST(LatestFiscalYear, IsThatOfTheLatestMonth) {
  EXPECT_EQ(LatestFiscalYear(SetOf(R"({"id":"x","period":"2021-03","source":"s"})")), 2020);
  EXPECT_FALSE(LatestFiscalYear(SetOf(R"({"id":"x","source":"s"})")));
  EXPECT_FALSE(LatestFiscalYear({}));
}

TEST(SameActor, KeepsPartsApart) {
  EXPECT_TRUE(SameActor({"tick", "", ""}, {"Tick", "", ""}));
  EXPECT_FALSE(SameActor({"A", "B", ""}, {"A", "", "B"}));
  EXPECT_FALSE(SameActor({"A", "", ""}, {"", "A", ""}));
}

}  // namespace
}  // namespace noroshi
