#include "cli/text/hunt_report_text.h"

#include <gtest/gtest.h>

#include "cli/terminal/text_width.h"
#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

class HuntReportTextTest : public testing::Test {
 protected:
  HuntReportTextTest() {
    rules.rules = {FakeRule("a", Level::kCritical, "mimikatz"), FakeRule("b", Level::kLow, "net")};
    Rule rule = rules.rules[0];
    rule.title_ja = "資格情報の窃取";
    rules.rules.Replace(0, rule);
    rules.not_used = {{NotUsedReason::kNoSource, "x.yml", 0, 0, 0, "c", "C", ""}};
    summary.inputs.files = {{"/in/a.evtx", "a.evtx", 1000, false, ""},
                            {"/in/b.evtx", "b.evtx", 20, false, ""}};
    summary.sources.files.resize(2);
    summary.sources.files[0] = {FileState::kRead, 900, 100, 0, 50, "", false, ""};
    summary.sources.files[1].state = FileState::kNotRead;
    summary.ledger.Add({0}, {DamageKind::kRecordSize, 10, 100, 2, 0, ""});
    summary.ledger.Add({1}, {DamageKind::kUnknownFormat, 0, 20, 0, 0, "no reader knows this"});
    summary.records = 50;
    summary.findings = 4;
    summary.findings_by_rule = {1, 3};
    summary.findings_by_level = {0, 3, 0, 0, 1};
    summary.findings_by_host = {{"EVIL\x1b[2J", {0, 3, 0, 0, 0}}, {"SRV01", {0, 0, 0, 0, 1}}};
    summary.outputs = {"findings.jsonl", "run.json"};
  }

  std::string Text(Language language = Language::kEnglish) {
    return HuntReportText(summary, rules, "out", language, terminal);
  }

  RuleSet rules;
  HuntSummary summary;
  Terminal terminal;
};

TEST_F(HuntReportTextTest, GravestFirstAndNothingHidden) {
  EXPECT_EQ(Text(),
            "4 findings on 2 hosts; gravest: critical (1)\n"
            "\n"
            "  LEVEL     FINDINGS  RULES  HOSTS\n"
            "  critical         1      1      1\n"
            "  low              3      1      1\n"
            "\n"
            "Rules to look at first\n"
            "  LEVEL     FINDINGS  RULE\n"
            "  critical         1  Finds mimikatz\n"
            "  low              3  Finds net\n"
            "\n"
            "Hosts to look at first\n"
            "  HOST         FINDINGS  critical  high  medium\n"
            "  SRV01               1         1     0       0\n"
            "  EVIL\\x1b[2J         3         0     0       0\n"
            "\n"
            "Evidence\n"
            "  1 file, 50 records, 1.0 KB read in 0.00 s\n"
            "  lost: 2 records, 100 B in 1 file\n"
            "  files that could not be read (1):\n"
            "    b.evtx: no reader knows this\n"
            "\n"
            "Rules\n"
            "  2 evaluated\n"
            "  1 not used: no_source 1\n"
            "\n"
            "Written\n"
            "  out/findings.jsonl\n"
            "  out/run.json\n");
}

TEST_F(HuntReportTextTest, JapaneseFitsANarrowWindow) {
  terminal.columns = 60;
  std::string text = Text(Language::kJapanese);
  EXPECT_TRUE(text.starts_with("検知結果 4件、ホスト 2台。最も高いレベル: 緊急(1件)\n"));
  EXPECT_NE(text.find("資格情報の窃取"), std::string::npos);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    EXPECT_LE(TextWidth(text.substr(0, end)), 60U) << text.substr(0, end);
    text.erase(0, end + 1);
  }
}

TEST_F(HuntReportTextTest, IncidentsComeBeforeTheCounts) {
  IncidentBrief brief;
  brief.level = Level::kHigh;
  brief.title = {.ja = "資格情報アクセス", .en = "SRV\x1b[2J01: credential access"};
  brief.first_seen = *ParseIso8601("2020-10-09T02:00:00Z");
  brief.last_seen = *ParseIso8601("2020-10-18T22:00:00Z");
  brief.findings = 1234;
  brief.hosts = 1;
  brief.patient_zero = "SRV01";
  brief.resembles = {.ja = "判断できません", .en = "several fit it"};
  summary.incidents = {.gravest = {brief}, .count = 3};
  const std::string text = Text();
  EXPECT_NE(text.find("\n\nIncidents\n"
                      "  high  SRV\\x1b[2J01: credential access\n"
                      "        2020-10-09 to 2020-10-18, 1 host, 1,234 findings\n"
                      "        first: SRV01\n"
                      "        several fit it\n"
                      "  ... and 2 more in incidents.json\n"
                      "\n"
                      "  LEVEL "),
            std::string::npos)
      << text;
  EXPECT_NE(Text(Language::kJapanese).find("  高  資格情報アクセス\n"), std::string::npos);
}

TEST_F(HuntReportTextTest, NoFindingsIsNotNoRecords) {
  summary.findings = 0;
  EXPECT_TRUE(Text().starts_with("No findings in 50 records.\n"));
  summary.records = 0;
  EXPECT_TRUE(Text().starts_with("No records were read"));
}

TEST_F(HuntReportTextTest, WhatTheMatcherCouldNotDoIsTold) {
  NotUsedRule refused;
  refused.reason = NotUsedReason::kBadRegex;
  summary.refused_rules = {refused};
  summary.matcher.regex_limits_hit = 1234;
  const std::string text = Text();
  EXPECT_NE(text.find("  1,234 values too hard for a rule's regular expression"),
            std::string::npos);
  EXPECT_NE(text.find("  1 evaluated\n  2 not used: bad_regex 1 no_source 1\n"), std::string::npos);
}

TEST_F(HuntReportTextTest, AHardValueAloneIsNotNothingLost) {
  summary.ledger = {};
  summary.sources.files[1].state = FileState::kRead;
  EXPECT_NE(Text().find("nothing was lost"), std::string::npos);
  summary.matcher.regex_limits_hit = 1;
  EXPECT_EQ(Text().find("nothing was lost"), std::string::npos);
}

TEST_F(HuntReportTextTest, AnInterruptedHuntSaysSo) {
  summary.interrupted = true;
  EXPECT_NE(Text().find("Interrupted"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
