#include "report/knowledge_sections.h"

#include <gtest/gtest.h>

#include "knowledge/builder.h"

namespace noroshi {
namespace {

Entity Thing(ObjectKind kind, std::string id, std::string name, std::string detail = {}) {
  Entity entity;
  entity.kind = kind;
  entity.id = std::move(id);
  entity.name = std::move(name);
  entity.detail = std::move(detail);
  return entity;
}

Knowledge Small() {
  KnowledgeBuilder builder;
  builder.AddEntity(Thing(ObjectKind::kTechnique, "T1078", "Valid Accounts",
                          "initial-access|persistence|defense-evasion"));
  builder.AddEntity(
      Thing(ObjectKind::kTechnique, "T1003", "Credential Dumping", "credential-access"));
  builder.AddEntity(Thing(ObjectKind::kTechnique, "T1003.001", "LSASS", "credential-access"));
  builder.AddEntity(Thing(ObjectKind::kTechnique, "T1685", "Disable Tools", "defense-impairment"));
  builder.AddEntity(Thing(ObjectKind::kMitigation, "M1026", "Privileged Accounts"));
  builder.AddEntity(Thing(ObjectKind::kMitigation, "M1032", "Multi-factor"));
  builder.AddJapaneseName("M1032", "多要素認証");
  builder.AddMove("T1562", "T1685");
  builder.AddRelation(RelationKind::kMitigates, "M1026", "T1003", Mark::kPrimary, {});
  builder.AddRelation(RelationKind::kMitigates, "M1026", "T1078", Mark::kPrimary, {});
  builder.AddRelation(RelationKind::kMitigates, "M1032", "T1078", Mark::kPrimary, {});
  return builder.Build();
}

ReportRule Matched(Level level, std::vector<std::string> techniques,
                   std::vector<std::string> tactics, std::vector<std::string> hosts) {
  ReportRule rule;
  rule.level = level;
  rule.techniques = std::move(techniques);
  rule.tactics = std::move(tactics);
  for (std::string& host : hosts) {
    ReportGroup group;
    group.host = std::move(host);
    group.count = 2;
    rule.count += 2;
    rule.groups.push_back(std::move(group));
  }
  return rule;
}

ReportDocument With(std::vector<ReportRule> rules) {
  ReportDocument document;
  document.rules = std::move(rules);
  AddKnowledge(document, Small());
  return document;
}

std::vector<std::string> TacticsOf(const ReportDocument& document, const std::string& id) {
  for (const ReportTechnique& row : document.techniques) {
    if (row.id == id) return row.tactics;
  }
  return {"no such row"};
}

TEST(AttackMatrix, PlacesTechniquesByRuleAndKnowledge) {
  struct Case {
    const char* technique;
    std::vector<std::string> said, placed;
  };
  const Case cases[] = {
      {"T1078", {"initial_access"}, {"initial-access"}},  // which of several was meant
      {"T1078",
       {"exfiltration"},  // none of ATT&CK's: ATT&CK decides
       {"initial-access", "persistence", "defense-evasion"}},
      {"T1078", {"stealth"}, {"stealth"}},  // the word of ATT&CK 19
      {"T1078", {}, {"initial-access", "persistence", "defense-evasion"}},
      {"T9999", {"impact", "execution"}, {"execution", "impact"}},  // unknown: the rule decides
      {"T9999", {}, {""}},
      {"T1562", {}, {"defense-impairment"}},  // an id of another version
  };
  for (const Case& one : cases) {
    const ReportDocument document = With({Matched(Level::kHigh, {one.technique}, one.said, {"a"})});
    EXPECT_EQ(TacticsOf(document, one.technique), one.placed) << one.technique;
  }
}

TEST(AttackMatrix, CountsFindingsAndHostsOnce) {
  const ReportDocument document = With({Matched(Level::kHigh, {"T1078"}, {}, {"a", "b"}),
                                        Matched(Level::kLow, {"T1078"}, {}, {"b", "c"})});
  ASSERT_EQ(document.techniques.size(), 1U);
  EXPECT_EQ(document.techniques[0].hosts, 3U);
  EXPECT_EQ(document.techniques[0].findings, (LevelCounts{0, 4, 0, 4, 0}));
  EXPECT_EQ(document.technique_names.at("T1078"), "Valid Accounts");
}

TEST(Mitigations, ThoseThatWouldHaveStoppedMostComeFirst) {
  const ReportDocument document =
      With({Matched(Level::kMedium, {"T1078"}, {}, {"a", "b"}),           // 2 x 5
            Matched(Level::kCritical, {"T1003.001"}, {}, {"a"}),          // 32
            Matched(Level::kInformational, {"T1078"}, {}, {"a", "b"})});  // nothing to stop
  ASSERT_EQ(document.attack_mitigations.size(), 2U);
  const ReportMitigation& first = document.attack_mitigations[0];
  EXPECT_EQ(first.id, "M1026");
  EXPECT_EQ(first.points, 42U);
  EXPECT_EQ(first.techniques, (std::vector<std::string>{"T1003.001", "T1078"}));
  EXPECT_EQ(first.rules, (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(first.hosts, 2U);
  EXPECT_EQ(document.attack_mitigations[1].id, "M1032");
  EXPECT_EQ(document.attack_mitigations[1].text.en, "Multi-factor");
  EXPECT_EQ(document.attack_mitigations[1].text.ja, "多要素認証");
  EXPECT_EQ(first.text.ja, "Privileged Accounts");  // without a Japanese name
  EXPECT_EQ(document.attack_mitigations[1].points, 10U);
}

TEST(Mitigations, ARuleWithSeveralTechniquesCountsOnce) {
  const ReportDocument document = With({Matched(Level::kHigh, {"T1078", "T1003"}, {}, {"a"})});
  EXPECT_EQ(document.attack_mitigations[0].points, 16U);
}

TEST(Mitigations, RulesWithTheSameWordsAreOneRow) {
  ReportRule one = Matched(Level::kHigh, {"T1078"}, {}, {"a"});
  one.mitigation_en = "Do this.";
  one.mitigation_ja = "こうする。";
  ReportRule two = one;
  two.level = Level::kMedium;
  ReportRule english_only = Matched(Level::kCritical, {}, {}, {"a"});
  english_only.mitigation_en = "Do that.";
  const ReportDocument document = With({one, two, english_only});
  ASSERT_EQ(document.mitigations.size(), 2U);
  EXPECT_EQ(document.mitigations[0].text.ja, "Do that.");  // better than nothing
  EXPECT_EQ(document.mitigations[1].text.ja, "こうする。");
  EXPECT_EQ(document.mitigations[1].points, 21U);
  EXPECT_EQ(document.mitigations[1].rules, (std::vector<std::uint32_t>{0, 1}));
}

TEST(Mitigations, NothingForNothing) {
  const ReportDocument document = With({});
  EXPECT_TRUE(document.techniques.empty() && document.mitigations.empty() &&
              document.attack_mitigations.empty());
}

}  // namespace
}  // namespace noroshi
