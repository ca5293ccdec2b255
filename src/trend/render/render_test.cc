#include "trend/render/render.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>

#include "trend/render/hidden_text.h"
#include "trend/testing/sample_trend.h"

namespace noroshi {
namespace {

constexpr auto kEn = ReportLanguage::kEnglish;
constexpr auto kJa = ReportLanguage::kJapanese;

// Nothing in `text` acts on a terminal or reorders what is read.
bool HasHidden(std::string_view text) {
  for (const std::string_view bad : {"\x1b", "\x07", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x80\xA8"}) {
    if (text.find(bad) != std::string_view::npos) return true;
  }
  return false;
}

// Whether `special` stands in `text` without the backslash that takes its meaning.
bool StandsBare(std::string_view text, std::string_view special) {
  for (auto at = text.find(special); at != text.npos; at = text.find(special, at + 1)) {
    if (at == 0 || text[at - 1] != '\\') return true;
  }
  return false;
}

TEST(MarkHidden, MarksWhatIsNotSeen) {
  EXPECT_EQ(MarkHidden("a\x1b[2J\xE2\x80\xAE"), "a[U+001B][2J[U+202E]");
  EXPECT_EQ(MarkHidden("a\nb\tc\r"), "a[U+000A]b[U+0009]c[U+000D]");
  EXPECT_EQ(MarkHidden("\xF3\xA0\x80\x81"), "[U+E0001]");  // a tag character
  EXPECT_EQ(MarkHidden("\xff"), "\xEF\xBF\xBD");
  EXPECT_EQ(MarkHidden("狼煙 A41APT"), "狼煙 A41APT");
}

TEST(EscapeHidden, KeepsTheJsonTheSame) {
  const std::string json = "{\"a\": \"\xE2\x80\xAE\xC2\x9B\xF3\xA0\x80\x81\"}\n";
  const std::string escaped = EscapeHidden(json);
  EXPECT_EQ(escaped, "{\"a\": \"\\u202e\\u009b\\udb40\\udc01\"}\n");
  rapidjson::Document before, after;
  before.Parse(json.c_str());
  after.Parse(escaped.c_str());
  EXPECT_TRUE(before == after);
}

TEST(TrendMarkdown, HostileTextIsInert) {
  for (const ReportLanguage language : {kEn, kJa}) {
    const std::string text = TrendMarkdown(ComposePage(HostileTrend(), language));
    EXPECT_FALSE(HasHidden(text));
    for (const std::string_view special :
         {"<img", "</script", "[a]", "`c", "**b", "://evil", ".evil.example", "@evil", "$x"}) {
      if (special == ".evil.example") {
        EXPECT_EQ(text.find("www.evil"), std::string::npos);
      } else {
        EXPECT_FALSE(StandsBare(text, special)) << special;
      }
    }
  }
}

TEST(TrendMarkdown, EveryRowHasTheCellsOfItsHead) {
  for (const TrendDocument& document : {HostileTrend(), FullTrend(), ExampleTrend()}) {
    const std::string text = TrendMarkdown(ComposePage(document, kEn));
    std::size_t wanted = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      const std::string_view line = std::string_view(text).substr(at, end - at);
      std::size_t bars = 0;
      for (std::size_t i = 0; i < line.size(); ++i) {
        bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
      }
      if (!line.starts_with("|")) bars = 0;
      if (wanted != 0 && bars != 0) {
        EXPECT_EQ(bars, wanted) << line;
      }
      wanted = bars;
      at = end + 1;
    }
  }
}

TEST(TrendMarkdown, TextsAtTheBeginningStartNothing) {
  const TrendDocument document = BuildTrend(
      SetOf(R"({"id":"a","kind":"context","period":"FY2020","statement":"# 1","source":"- s"})"
            "\n"
            R"({"id":"b","kind":"context","period":"FY2020","statement":"1. x","source":"+ s"})"),
      {2020, std::nullopt}, {});
  const std::string text = TrendMarkdown(ComposePage(document, kEn));
  EXPECT_NE(text.find("- \\# 1 "), std::string::npos);
  EXPECT_NE(text.find("- 1\\. x "), std::string::npos);
}

TEST(TrendMarkdown, BlanksBeforeAMarkDoNotBringItBack) {
  const TrendDocument document = BuildTrend(
      SetOf(R"({"id":"a","kind":"context","period":"FY2020","statement":"  # 1","source":"s"})"
            "\n"
            R"({"id":"b","kind":"context","period":"FY2020","statement":" 1. x","source":"s"})"),
      {2020, std::nullopt}, {});
  const std::string text = TrendMarkdown(ComposePage(document, kEn));
  EXPECT_EQ(text.find(" # 1"), std::string::npos);
  EXPECT_NE(text.find(" 1\\. x"), std::string::npos);
}

TEST(TrendJson, HostileTextIsValidAndInert) {
  const std::string json = TrendJson(HostileTrend());
  EXPECT_FALSE(HasHidden(json));
  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.c_str());
  ASSERT_FALSE(parsed.HasParseError());
  const auto& statement = parsed["year"]["observations"][0]["statement"]["en"];
  EXPECT_EQ(std::string_view(statement.GetString(), statement.GetStringLength()), kHostileText);
}

TEST(TrendJson, NotStatedIsNull) {
  const std::string json = TrendJson(ExampleTrend());
  rapidjson::Document parsed;
  parsed.Parse(json.c_str());
  ASSERT_FALSE(parsed.HasParseError());
  const auto& first = parsed["year"]["observations"][0];
  EXPECT_TRUE(first["intrusion_sets"].IsNull());
  EXPECT_TRUE(first["malware"].IsNull());
  EXPECT_TRUE(first["confidence"].IsNull());
  EXPECT_TRUE(first["sectors"].IsArray());
}

TEST(TrendHtml, HostileTextCannotLeaveItsPlace) {
  const std::string html = TrendHtml(HostileTrend());
  EXPECT_FALSE(HasHidden(html));
  EXPECT_EQ(html.find("<img src=x"), std::string::npos);
  EXPECT_EQ(html.find("{{document}}"), std::string::npos);
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
}

TEST(PagesJson, HasBothLanguages) {
  const std::string json = PagesJson(ExampleTrend());
  EXPECT_EQ(json.find_first_of("<>&"), std::string::npos);
  rapidjson::Document parsed;
  parsed.Parse(json.c_str());
  ASSERT_FALSE(parsed.HasParseError());
  const auto ja = parsed["ja"]["sections"].GetArray(), en = parsed["en"]["sections"].GetArray();
  ASSERT_EQ(ja.Size(), en.Size());
  for (rapidjson::SizeType i = 0; i < ja.Size(); ++i) {
    EXPECT_STREQ(ja[i]["id"].GetString(), en[i]["id"].GetString());
    EXPECT_STRNE(ja[i]["title"].GetString(), en[i]["title"].GetString());
    EXPECT_EQ(ja[i]["blocks"].Size(), en[i]["blocks"].Size()) << ja[i]["id"].GetString();
  }
}

TEST(ComposePage, HasTheSectionsInTheAnnouncedOrder) {
  const Page page = ComposePage(ExampleTrend(), kEn);
  std::vector<std::string> ids;
  for (const Section& section : page.sections) ids.push_back(section.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"introduction", "timeline", "overview", "novelties",
                                           "groups", "techniques", "detection", "indicators",
                                           "changes", "sources"}));
}

TEST(ComposePage, AnEmptyYearSaysSo) {
  const TrendDocument document = BuildTrend({}, {2020, std::nullopt}, {});
  for (const ReportLanguage language : {kEn, kJa}) {
    for (const Section& section : ComposePage(document, language).sections) {
      EXPECT_FALSE(section.blocks.empty()) << section.id;
    }
  }
}

TEST(ComposePage, JapaneseFollowsItsRulesOfWriting) {
  const std::string text = TrendMarkdown(ComposePage(ExampleTrend(), kJa));
  for (const std::string_view bad : {"あなた", "確率", "犯人", "!", "!"}) {
    EXPECT_EQ(text.find(bad), std::string::npos) << bad;
  }
}

}  // namespace
}  // namespace noroshi
