#include "cli/session/trend_session.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Rule RuleOf(std::string title, std::string idea) {
  Rule rule;
  rule.id = "id-" + title;
  rule.title = std::move(title);
  rule.idea = std::move(idea);
  rule.level = Level::kHigh;
  rule.techniques = {"T1059"};
  rule.mitigation_en = "Do this.";
  return rule;
}

TEST(TrendRulesOf, TakesThoseThatNameAnIdeaOfAStage) {
  RuleSet set;
  for (const char* idea : {"D1-02", "D2-14", "D3-20", "", "D4-01", "D0-01", "X1-01", "D1"}) {
    set.rules.push_back(RuleOf(std::string("rule ") + idea, idea));
  }
  const std::vector<TrendRule> rules = TrendRulesOf(set);
  ASSERT_EQ(rules.size(), 3U);
  EXPECT_EQ(rules[0].stage, Stage::kDelivery);
  EXPECT_EQ(rules[1].stage, Stage::kImplant);
  EXPECT_EQ(rules[2].stage, Stage::kObjectives);
}

TEST(TrendRulesOf, LeavesOutCommonTechniquesAndWhatOnlyFeedsCorrelations) {
  RuleSet set;
  set.rules.push_back(RuleOf("common", "D2-00"));
  set.rules.push_back(RuleOf("feeds", "D2-01"));
  set.rules.push_back(RuleOf("stays", "D2-02"));
  set.silent = {1};
  const std::vector<TrendRule> rules = TrendRulesOf(set);
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].title, "stays");
}

TEST(TrendRulesOf, CarriesWhatTheReportShows) {
  RuleSet set;
  set.rules.push_back(RuleOf("title", "D2-01"));
  const TrendRule rule = TrendRulesOf(set).at(0);
  EXPECT_EQ(rule.id, "id-title");
  EXPECT_EQ(rule.title, "title");
  EXPECT_EQ(rule.level, Level::kHigh);
  EXPECT_EQ(rule.techniques, std::vector<std::string>{"T1059"});
  EXPECT_EQ(rule.mitigation_en, "Do this.");
  EXPECT_FALSE(rule.relevant);
}

TEST(RunTrendSession, RefusesWhatIsNotThere) {
  TrendSessionRequest request;
  request.paths = {"no/such/file.jsonl"};
  EXPECT_EQ(RunTrendSession(request), 2);
}

}  // namespace
}  // namespace noroshi
