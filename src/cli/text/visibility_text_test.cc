#include "cli/text/visibility_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

class VisibilityShown : public ::testing::Test {
 protected:
  VisibilityShown() {
    Add("HQ-DC1", "Security", 3);
    Add("HQ-DC1", "System", 2);
    Add("hq-pc1", "Security", 9);
  }

  void Add(const std::string& host, const std::string& channel, std::uint64_t records) {
    FakeLog log(context_, host, channel, "P");
    for (std::uint64_t id = 1; id <= records; ++id) {
      coverage_.Add(log.Make(4'624, id, DayTime(static_cast<std::uint32_t>(id))), context_);
    }
  }
  void AddGap(const std::string& host) {
    Gap gap;
    gap.host = host;
    gaps_.push_back(gap);
  }

  [[nodiscard]] VisibilityResult Found() const { return {coverage_, gaps_, {}, visibility_}; }
  [[nodiscard]] std::string Text(Language language = Language::kEnglish) const {
    return VisibilityText(Found(), language, Terminal());
  }
  // The line that begins with a host's name.
  [[nodiscard]] std::string LineOf(const std::string& host) const {
    const std::string text = Text();
    const std::size_t at = text.find("  " + host + ' ');
    return at == std::string::npos ? text : text.substr(at, text.find('\n', at) - at);
  }

  EventContext context_;
  Coverage coverage_;
  std::vector<Gap> gaps_;
  Visibility visibility_;
};

TEST_F(VisibilityShown, AHostIsARowOfAllItsLogs) {
  const std::string line = LineOf("HQ-DC1");
  for (const char* part : {"2", "5", "2020-01-02", "2020-01-04"}) {
    EXPECT_NE(line.find(part), std::string::npos) << part << " in " << line;
  }
}

TEST_F(VisibilityShown, TheHostWithMostRecordsComesFirst) {
  const std::string text = Text();
  EXPECT_LT(text.find("HQ-PC1"), text.find("HQ-DC1")) << text;
}

TEST_F(VisibilityShown, GapsAreThoseOfTheHost) {
  AddGap("HQ-DC1");
  AddGap("HQ-DC1");
  AddGap("ANOTHER");
  EXPECT_TRUE(LineOf("HQ-DC1").ends_with(" 2")) << LineOf("HQ-DC1");
  EXPECT_TRUE(LineOf("HQ-PC1").ends_with(" 0")) << LineOf("HQ-PC1");
}

TEST_F(VisibilityShown, MoreHostsThanAreShownAreCounted) {
  for (std::size_t i = 0; i < kShownHosts; ++i) Add("PC" + std::to_string(i), "Security", 1);
  EXPECT_NE(Text().find("  and 2 more"), std::string::npos) << Text();
}

TEST_F(VisibilityShown, WhatIsMissingComesWithWhatToDo) {
  visibility_.missing = {{"", 0, "product: cobol", 1'234, 7}};
  const std::string text = Text();
  EXPECT_NE(text.find("collect evidence of product: cobol"), std::string::npos) << text;
  EXPECT_NE(text.find("1,234"), std::string::npos);
  EXPECT_NE(Text(Language::kJapanese).find("product: cobolの証跡を収集する"), std::string::npos);
}

TEST_F(VisibilityShown, OnlyTechniquesThatNothingSeesAreListed) {
  TechniqueVisibility blind, seen;
  blind.technique = "T1001";
  blind.rules = {3, 0, 0};
  seen.technique = "T1002";
  seen.rules = {3, 0, 1};
  visibility_.techniques = {blind, seen};
  const std::string text = Text();
  EXPECT_NE(text.find("T1001"), std::string::npos);
  EXPECT_EQ(text.find("T1002"), std::string::npos);
}

TEST_F(VisibilityShown, HostileNamesAreInert) {
  Add("\x1b[2J\u202E", "Security", 99);
  EXPECT_EQ(Text().find('\x1b'), std::string::npos);
  EXPECT_EQ(Text().find("\u202E"), std::string::npos);
}

TEST_F(VisibilityShown, TheJsonHasEveryLog) {
  rapidjson::Document json;
  const std::string text = VisibilityJson(Found());
  json.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  ASSERT_FALSE(json.HasParseError()) << text;
  ASSERT_EQ(json["hosts"].Size(), 2U);
  EXPECT_STREQ(json["hosts"][0]["host"].GetString(), "HQ-DC1");
  ASSERT_EQ(json["hosts"][0]["logs"].Size(), 2U);
  EXPECT_EQ(json["hosts"][0]["logs"][0]["records"].GetInt(), 3);
  EXPECT_EQ(json["hosts"][0]["logs"][0]["event_ids"][0]["event_id"].GetInt(), 4'624);
  EXPECT_EQ(json["rules"].Size(), 0U);
  EXPECT_FALSE(json.HasMember("silent_hosts"));
}

}  // namespace
}  // namespace noroshi
