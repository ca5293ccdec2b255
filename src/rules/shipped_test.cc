#include "rules/shipped.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace noroshi {
namespace {

RuleSet LoadAll() { return LoadShippedRules({}); }

TEST(ShippedRules, AllCanBeUsedAndNoneDrawsADiagnostic) {
  const RuleSet set = LoadAll();
  EXPECT_GE(set.rules.size(), 20U);
  // A file may hold a correlation and the rules that feed it: its first document is what it is for.
  std::set<std::string> files;
  for (const Rule& rule : set.rules) files.insert(rule.path);
  EXPECT_EQ(files.size(), ShippedRules().size());
  EXPECT_EQ(set.rules.size(), set.documents);
  for (const NotUsedRule& rule : set.not_used) ADD_FAILURE() << rule.path << ": " << rule.detail;
  for (const Diagnostic& diagnostic : set.diagnostics) ADD_FAILURE() << diagnostic.ToString();
}

TEST(ShippedRules, EachSaysWhatAPersonNeeds) {
  std::set<std::string> ids;
  for (const Rule& rule : LoadAll().rules) {
    SCOPED_TRACE(rule.path);
    EXPECT_EQ(rule.source, RuleSource::kNoroshi);
    EXPECT_TRUE(ids.insert(rule.id).second) << "id used twice";
    EXPECT_EQ(rule.author, "noroshi");
    EXPECT_FALSE(rule.title.empty());
    EXPECT_FALSE(rule.title_ja.empty());
    EXPECT_FALSE(rule.description.empty());
    EXPECT_FALSE(rule.false_positives.empty());
    EXPECT_FALSE(rule.mitigation_en.empty());
    EXPECT_FALSE(rule.mitigation_ja.empty());
    EXPECT_FALSE(rule.techniques.empty());
    EXPECT_FALSE(rule.tactics.empty());
    EXPECT_NE(rule.gate.kind, Gate::Kind::kNoSource);
  }
}

TEST(ShippedRules, IdeaAndFolderNameTheSameStage) {
  for (const Rule& rule : LoadAll().rules) {
    SCOPED_TRACE(rule.path);
    ASSERT_EQ(rule.idea.size(), 5U);  // "D2-06"
    const std::string stage = std::string("rules/") + rule.idea[1] + "-";
    EXPECT_TRUE(rule.path.starts_with(stage)) << rule.idea;
  }
}

// The ids that ATT&CK v19 replaced (knowledge: v18 to v19) have no place in new rules.
TEST(ShippedRules, TechniquesAreOfTheCurrentVersion) {
  for (const Rule& rule : LoadAll().rules) {
    for (const std::string& technique : rule.techniques) {
      EXPECT_FALSE(technique.starts_with("T1562")) << rule.path;
      EXPECT_NE(technique, "T1070.001") << rule.path;
      EXPECT_NE(technique, "T1574.002") << rule.path;
    }
  }
}

// docs/rules/shipped.md has a row for each rule that raises findings, with its title and level.
TEST(ShippedRules, PageListsThemAll) {
  std::ifstream in("docs/rules/shipped.md", std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  for (const Rule& rule : LoadAll().rules) {
    if (rule.document != 0) continue;  // feeds the correlation before it
    const std::size_t slash = rule.path.rfind('/') + 1;
    const std::string name = rule.path.substr(slash, rule.path.rfind('.') - slash);
    std::string row = "| `" + name + "` | " + rule.title + " | ";
    row += std::string(LevelName(rule.level)) + " | " + rule.idea + " |";
    EXPECT_NE(page.find(row), std::string::npos) << "no such row: " << row;
  }
}

}  // namespace
}  // namespace noroshi
