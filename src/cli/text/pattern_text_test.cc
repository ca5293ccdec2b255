#include "cli/text/pattern_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

namespace noroshi {
namespace {

LogonPatterns OnePattern(const std::string& text, GraphPattern pattern = GraphPattern::kFanOut) {
  AnalyticFinding finding;
  finding.time = *ParseIso8601("2020-10-05T02:11:09Z");
  finding.host = text;
  finding.fields = {{"TargetUserName", text}, {"SourceHost", text}};
  finding.reasons = {{"hosts", "12", "in 30 minutes"},
                     {"usual", "3", "at most before"},
                     {"third", "1", "is not shown"}};
  finding.members = {{finding.time, text, 0, 512, 0, 7}};
  finding.member_count = 1;
  return {{pattern, finding}};
}

Terminal Wide() {
  Terminal terminal;
  terminal.columns = 220;
  return terminal;
}

TEST(PatternText, ARowHasTheFirstReasons) {
  const std::string text = PatternTable(OnePattern("plain"), Language::kEnglish, Wide());
  for (const char* part :
       {"plain", "2020-10-05T02:11", "hosts 12: in 30 minutes", "usual 3: at most before"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  }
  EXPECT_EQ(text.find("is not shown"), std::string::npos);
}

TEST(PatternText, EveryPatternHasItsJapaneseName) {
  for (std::size_t i = 0; i < kGraphPatterns; ++i) {
    const auto pattern = static_cast<GraphPattern>(i);
    const std::string_view english = GraphPatternText(pattern);
    const LogonPatterns patterns = OnePattern("x", pattern);
    EXPECT_NE(PatternTable(patterns, Language::kEnglish, Wide()).find(english), std::string::npos);
    EXPECT_EQ(PatternTable(patterns, Language::kJapanese, Wide()).find(english), std::string::npos);
  }
}

TEST(PatternText, NothingFoundIsSaid) {
  EXPECT_NE(PatternTable({}, Language::kEnglish, Wide()), "");
  EXPECT_NE(PatternTable({}, Language::kJapanese, Wide()), "");
  EXPECT_EQ(PatternJson({}), "");
}

TEST(PatternText, HostileTextIsInert) {
  const std::string text =
      PatternTable(OnePattern("\x1b[31m\u202Ex\n"), Language::kEnglish, Wide());
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
}

TEST(PatternText, EachLineIsJsonWithAllReasons) {
  const std::string text = PatternJson(OnePattern("a\"\n\xFF"));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  rapidjson::Document json;
  json.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  ASSERT_FALSE(json.HasParseError()) << text;
  EXPECT_EQ(json["why"].Size(), 3U);
  EXPECT_EQ(json["fields"].MemberCount(), 2U);
  ASSERT_EQ(json["members"].Size(), 1U);
  EXPECT_STREQ(json["members"][0]["time"].GetString(), "2020-10-05T02:11:09.0000000Z");
}

}  // namespace
}  // namespace noroshi
