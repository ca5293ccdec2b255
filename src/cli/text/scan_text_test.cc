#include "cli/text/scan_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

namespace noroshi {
namespace {

scan::ScanFinding Finding(Level level, const std::string& text) {
  scan::ScanFinding finding;
  finding.rule = scan::ScanRuleId::kHiddenProgram;
  finding.level = level;
  finding.path = text;
  finding.offset = 512;
  finding.bytes = 64;
  finding.reasons = {{"note", text}};
  return finding;
}

std::string TextOf(const scan::ScanFinding& finding, Language language) {
  std::string text;
  AppendScanText(finding, language, text);
  return text;
}

TEST(ScanText, AFindingSaysWhere) {
  const std::string text = TextOf(Finding(Level::kLow, "low.jpg"), Language::kEnglish);
  EXPECT_NE(text.find("low.jpg"), std::string::npos);
  EXPECT_NE(text.find("64 bytes at offset 512"), std::string::npos);
}

TEST(ScanText, TheSummaryCounts) {
  FileScanResult result;
  result.files = 1'234;
  result.bytes = 5'000'000;
  result.findings = 2'000;
  const std::string text = ScanSummaryText(result, Language::kEnglish);
  EXPECT_NE(text.find("1,234 files (5.0 MB)"), std::string::npos) << text;
  EXPECT_NE(text.find("2,000 findings"), std::string::npos);
  EXPECT_EQ(text.find("could not be used"), std::string::npos);
}

TEST(ScanText, LossesAreSaid) {
  FileScanResult result;
  result.losses = 3;
  result.members = 7;
  const std::string text = ScanSummaryText(result, Language::kEnglish);
  EXPECT_NE(text.find("3 could not be used"), std::string::npos) << text;
  EXPECT_NE(text.find("7 more were looked at inside archives"), std::string::npos);
  EXPECT_NE(ScanSummaryText(result, Language::kJapanese).find("読み取れなかったもの3件"),
            std::string::npos);
}

TEST(ScanText, HostileTextIsInert) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string text = TextOf(Finding(Level::kHigh, "\x1b[2J\u202Egpj.exe"), language);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\u202E"), std::string::npos);
  }
}

TEST(ScanJson, AnObjectALine) {
  std::string text;
  AppendScanJson(Finding(Level::kHigh, "a\"\n\xFF"), text);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  rapidjson::Document json;
  json.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  ASSERT_FALSE(json.HasParseError()) << text;
  EXPECT_STREQ(json["level"].GetString(), "high");
  EXPECT_EQ(json["offset"].GetInt(), 512);
}

}  // namespace
}  // namespace noroshi
