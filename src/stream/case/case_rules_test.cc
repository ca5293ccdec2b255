#include "stream/case/case_rules.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Rule Full() {
  Rule rule;
  rule.id = "r-1";
  rule.title = "A \"rule\"\x1b[31m";
  rule.title_ja = "ルール";
  rule.path = "rules/r.yml";
  rule.author = "anna";
  rule.description = "text";
  rule.mitigation_en = "Do this.";
  rule.mitigation_ja = "こうする。";
  rule.idea = "D2-14";
  rule.level = Level::kCritical;
  rule.techniques = {"T1078"};
  rule.tactics = {"persistence"};
  rule.tags = {"family.LODEINFO", "attack.g0045", "family.any"};
  rule.references = {"https://example.org/"};
  rule.false_positives = {"administrators"};
  return rule;
}

TEST(CaseRules, WhatIsWrittenIsReadBack) {
  const RuleWords words = ReadRuleBody(RuleBody(Full()), Level::kCritical);
  EXPECT_EQ(words.report.title, Full().title);
  EXPECT_EQ(words.report.title_ja, "ルール");
  EXPECT_EQ(words.report.mitigation_ja, "こうする。");
  EXPECT_EQ(words.report.references, Full().references);
  EXPECT_EQ(words.report.false_positives, Full().false_positives);
  EXPECT_EQ(words.report.level, Level::kCritical);
  EXPECT_EQ(words.facts.idea, "D2-14");
  EXPECT_EQ(words.facts.source, "sigma");
  EXPECT_EQ(words.facts.techniques, Full().techniques);
  EXPECT_EQ(words.facts.tactics, Full().tactics);
  EXPECT_EQ(words.facts.families, (std::vector<std::string>{"LODEINFO", "G0045"}));
}

TEST(CaseRules, AimsAreReadAsFarAsTheyHold) {
  const AimTable table =
      ReadAims({{"sigma", R"(["LODEINFO [R1]","G0045"])", R"(["T1039"])", 2, 1, 1},
                {"sigma", "[]", "[]", 1, 1},
                {"sigma", "no list", "[", 1, 1},
                {"", R"(["Tick",7])", "", 3, 0}});
  ASSERT_EQ(table.size(), 2U);
  const AimCounts counts = table.at({"sigma", {"LODEINFO [R1]", "G0045"}, {"T1039"}});
  EXPECT_EQ(counts.rules, 2U);
  EXPECT_EQ(counts.visible, 1U);
  EXPECT_EQ(counts.beside, 1U);
  EXPECT_EQ(table.at({"", {"Tick"}, {}}).rules, 3U);
}

TEST(CaseRules, AStrangersBodyIsReadAsFarAsItHolds) {
  for (const char* body :
       {"", "[]", "7", "{", "{\"id\":7,\"techniques\":\"T1\",\"tactics\":[1,{}]}",
        "{\"techniques\":[\"T1\",2,\"T2\"]}"}) {
    const RuleWords words = ReadRuleBody(body, Level::kLow);
    EXPECT_EQ(words.facts.level, Level::kLow) << body;
    EXPECT_TRUE(words.report.id.empty()) << body;
  }
  EXPECT_EQ(ReadRuleBody("{\"techniques\":[\"T1\",2,\"T2\"]}", Level::kLow).facts.techniques,
            (std::vector<std::string>{"T1", "T2"}));
}

}  // namespace
}  // namespace noroshi
