#include "rules/rule_lists.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "rules/testing/rule_text.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

class RuleLists : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("noroshi_rule_lists_" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }

  static constexpr const char* kId = "11111111-2222-3333-4444-555555555555";  // of LoadDetection
  fs::path folder_;
};

TEST_F(RuleLists, IdsWithCommentsS13_4) {
  const auto ids = ReadRuleIdList(Write("noisy.txt", "# head\r\nABC-1 # \"why\"\r\n\r\n  def-2\n"));
  ASSERT_TRUE(ids.ok());
  EXPECT_EQ(*ids, (RuleIdList{"abc-1", "def-2"}));
}

TEST_F(RuleLists, MissingFileIsSaid) {
  const auto ids = ReadRuleIdList((folder_ / "nothing.txt").string());
  ASSERT_FALSE(ids.ok());
  EXPECT_EQ(ids.error().code, ErrorCode::kNotFound);
}

TEST_F(RuleLists, LevelTuning) {
  const auto levels = ReadLevelTuning(
      Write("tuning.txt", "id,new_level\nAA,informational # x\nbb, high\ncc,sideways\ndd\n"));
  ASSERT_TRUE(levels.ok());
  EXPECT_EQ(*levels,
            (std::map<std::string, Level>{{"aa", Level::kInformational}, {"bb", Level::kHigh}}));
}

TEST_F(RuleLists, PlaceholderListsS12_4) {
  Write("admins.txt", "root\n\n#not a comment\n");
  Write("hosts", "a b\n");
  const auto lists = ReadPlaceholderLists(folder_.string());
  ASSERT_TRUE(lists.ok());
  EXPECT_EQ(lists->at("admins"), (std::vector<std::string>{"root", "#not a comment"}));
  EXPECT_EQ(lists->at("hosts"), std::vector<std::string>{"a b"});
  EXPECT_FALSE(ReadPlaceholderLists((folder_ / "none").string()).ok());
}

TEST_F(RuleLists, ExcludingKeepsTheAccount) {
  RuleSet set = testing::LoadDetection("s: {A: 1}\ncondition: s");
  ExcludeListed(set, {"other"}, "noisy_rules.txt");
  EXPECT_EQ(set.rules.size(), 1U);
  ExcludeUnlisted(set, {kId}, "proven_rules.txt");
  EXPECT_EQ(set.rules.size(), 1U);
  ExcludeListed(set, {kId}, "noisy_rules.txt");
  EXPECT_TRUE(set.rules.empty());
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kExcluded);
  EXPECT_EQ(set.not_used[0].detail, "noisy_rules.txt");
}

TEST_F(RuleLists, LevelsAreTuned) {
  RuleSet set = testing::LoadDetection("s: {A: 1}\ncondition: s");
  TuneLevels(set, {{kId, Level::kCritical}, {"other", Level::kLow}});
  EXPECT_EQ(set.rules[0].level, Level::kCritical);
}

}  // namespace
}  // namespace noroshi
