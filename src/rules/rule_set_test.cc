// Sets of rules: files and folders, order, duplicates, merging, and what a bad file costs.
#include "rules/rule_set.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "rules/testing/rule_text.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kId = "aaaaaaaa-0000-0000-0000-000000000001";

std::string RuleText(const std::string& id, const std::string& value) {
  return "title: t\nid: " + id + "\nlogsource: {product: windows}\ndetection:\n  s: {A: " + value +
         "}\n  condition: s\n";
}

class RuleFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("noroshi_rule_set_" + std::to_string(getpid()));
    fs::create_directories(root_ / "sub");
  }
  void TearDown() override { fs::remove_all(root_); }
  void Write(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  RuleSet Load(const LoadOptions& options = {}) {
    auto set = LoadRules({root_.string()}, options);
    EXPECT_TRUE(set.ok());
    return set.ok() ? *std::move(set) : RuleSet{};
  }
  fs::path root_;
};

TEST_F(RuleFolder, ReadsYamlFilesInOrder) {
  Write("b.yml", RuleText("", "1"));
  Write("sub/a.yaml", RuleText("", "2"));
  Write("a.yml", RuleText("", "3"));
  Write("readme.txt", "no rule");
  Write(".git/x.yml", "no: rule");  // dot folders are not rules
  const RuleSet set = Load();
  ASSERT_EQ(set.rules.size(), 3U);
  EXPECT_EQ(set.files, 3U);
  EXPECT_TRUE(set.rules[0].path.ends_with("/a.yml"));
  EXPECT_TRUE(set.rules[1].path.ends_with("/b.yml"));
  EXPECT_TRUE(set.rules[2].path.ends_with("/sub/a.yaml"));
  EXPECT_NE(set.rules[0].id, set.rules[1].id);  // made up from the place
}

TEST_F(RuleFolder, MissingPathIsAnError) {
  const auto set = LoadRules({(root_ / "nothing").string()}, {});
  ASSERT_FALSE(set.ok());
  EXPECT_EQ(set.error().code, ErrorCode::kNotFound);
}

TEST_F(RuleFolder, OneBadFileStopsNothingS13_2) {
  Write("bad.yml", "a: [");
  Write("good.yml", RuleText(kId, "1"));
  Write("list.yml", "- a\n- b\n");
  Write("text.yml", "just words");
  Write("empty.yml", "");
  const RuleSet set = Load();
  EXPECT_EQ(set.rules.size(), 1U);
  ASSERT_EQ(set.not_used.size(), 3U);
  for (const NotUsedRule& rule : set.not_used) EXPECT_EQ(rule.reason, NotUsedReason::kYaml);
  EXPECT_EQ(testing::Codes(set), "S001 S002 S002");
  EXPECT_EQ(set.documents, 4U);
}

TEST_F(RuleFolder, UnreadableFileIsListed) {
  fs::create_symlink(root_ / "gone", root_ / "link.yml");
  const RuleSet set = Load();
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kYaml);
  EXPECT_EQ(testing::Codes(set), "S004");
}

TEST_F(RuleFolder, SamePathTwiceIsReadOnce) {
  Write("a.yml", RuleText(kId, "1"));
  const auto set = LoadRules({root_.string(), (root_ / "a.yml").string()}, {});
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->files, 1U);
}

TEST_F(RuleFolder, SameIdSameContentIsADuplicate) {
  Write("a.yml", RuleText(kId, "1"));
  Write("b.yml", RuleText(kId, "1") + "\n");  // blanks at the end do not count
  Write("c.yml", RuleText("AAAAAAAA-0000-0000-0000-000000000001", "1"));  // other text
  const RuleSet set = Load();
  ASSERT_EQ(set.rules.size(), 2U);
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kDuplicate);
  EXPECT_TRUE(set.not_used[0].path.ends_with("/b.yml"));
  EXPECT_EQ(testing::Codes(set), "S015");
}

TEST(MergeRuleSets, DropsCopiesAndKeepsOrder) {
  RuleSet set = LoadRulesFromText("b.yml", RuleText(kId, "1"), {});
  RuleSet more = LoadRulesFromText("a.yml", RuleText(kId, "1"), {});
  const std::uint64_t hash = set.content_hash;
  MergeRuleSets(set, std::move(more));
  ASSERT_EQ(set.rules.size(), 1U);
  EXPECT_EQ(set.rules[0].path, "a.yml");  // the first in order stays
  EXPECT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.files, 2U);
  EXPECT_EQ(set.documents, 2U);
  EXPECT_NE(set.content_hash, hash);
  MergeRuleSets(set, LoadRulesFromText("c.yml", RuleText(kId, "2"), {}));
  EXPECT_EQ(set.rules.size(), 2U);
  EXPECT_EQ(testing::Codes(set), "S015");
}

TEST(LoadRulesFromText, StatusAndLevelS13_1) {
  const auto reason_of = [](const std::string& head, const LoadOptions& options) {
    const RuleSet set = LoadRulesFromText("x.yml", head + RuleText(kId, "1"), options);
    return set.not_used.empty() ? "used" : std::string(NotUsedReasonName(set.not_used[0].reason));
  };
  EXPECT_EQ(reason_of("status: test\n", {}), "used");
  EXPECT_EQ(reason_of("status: Deprecated\n", {}), "status");
  EXPECT_EQ(reason_of("status: unsupported\n", {}), "status");
  EXPECT_EQ(reason_of("status: odd\n", {}), "used");  // with a warning
  LoadOptions options;
  options.min_level = Level::kHigh;
  EXPECT_EQ(reason_of("level: medium\n", options), "level");
  EXPECT_EQ(reason_of("level: critical\n", options), "used");
  options.statuses = {RuleStatus::kStable};
  EXPECT_EQ(reason_of("status: test\nlevel: critical\n", options), "status");
}

TEST(NotUsedReasonName, EachHasOne) {
  for (int i = 0; i <= static_cast<int>(NotUsedReason::kExcluded); ++i) {
    EXPECT_FALSE(NotUsedReasonName(static_cast<NotUsedReason>(i)).empty()) << i;
  }
  EXPECT_EQ(NotUsedReasonName(NotUsedReason::kExcluded), "excluded");
  EXPECT_EQ(NotUsedReasonName(NotUsedReason::kYaml), "yaml");
}

TEST(Diagnostic, ToStringIsWhatTheHeaderShows) {
  Diagnostic diagnostic;
  diagnostic.code = "S042";
  diagnostic.message = "'all' needs a list";
  diagnostic.path = "a.yml";
  EXPECT_EQ(diagnostic.ToString(), "error[S042]: 'all' needs a list\n  a.yml");
  diagnostic.severity = DiagnosticSeverity::kNote;
  diagnostic.line = 3;
  diagnostic.column = 4;
  diagnostic.source_line = "x: y";
  diagnostic.fix = "do";
  EXPECT_EQ(diagnostic.ToString(), "note[S042]: 'all' needs a list\n  a.yml:3:4 | x: y\n  fix: do");
}

}  // namespace
}  // namespace noroshi
