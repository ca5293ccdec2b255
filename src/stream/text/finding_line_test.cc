// The exact form of what scripts read: a findings line and a timeline row, byte for byte. A change
// here breaks somebody's script.
#include <gtest/gtest.h>

#include "event/event_builder.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/finding_texts.h"
#include "stream/text/finding_composer.h"

namespace noroshi {
namespace {

class FindingLine : public testing::Test {
 protected:
  FindingLine() : builder(context) {
    Rule rule = FakeRule("0d3f2a91-0000-4000-8000-000000000001", Level::kHigh, "word");
    rule.title = "Logon from a strange \"machine\"";
    rule.path = "rules/1-delivery/logon.yml";
    rule.source = RuleSource::kNoroshi;
    rule.techniques = {"T1021.001", "T1078"};
    rule.tactics = {"initial-access", "lateral-movement"};
    rule.selections = {"sel"};
    rule.tests[0].field = "WorkstationName";
    rule.tests[0].shown = "|startswith 'DESKTOP-'";
    rules.rules = {std::move(rule)};
    inputs.files = {{"/in/site-a/Security.evtx", "site-a/Security.evtx", 100, false, ""}};
    builder.Add("Computer", "SRV01");
    builder.Add("Channel", "Security");
    builder.Add("Provider_Name", "Microsoft-Windows-Security-Auditing");
    builder.Add("EventID", "4624");
    builder.SetTime(*ParseIso8601("2020-10-05T02:11:09.1234567Z"));
    builder.SetRecordId(1234);
    builder.AddPayload("WorkstationName", "DESKTOP-1,2");
  }

  FindingTexts Write(bool with_timeline = true) {
    Event event = builder.Build();
    event.offset = 69'632;
    return TextsOf({RuleIndex{0}, &event, reasons}, {{0}, inputs.files[0].shown}, rules, context,
                   with_timeline);
  }

  EventContext context;
  EventBuilder builder;
  RuleSet rules;
  InputList inputs;
  std::vector<Reason> reasons = {
      {"sel", "WorkstationName", "DESKTOP-1,2", "|startswith 'DESKTOP-'"}};
};

constexpr std::string_view kIdBytes = "f-00000000000000000000000000000000";

TEST_F(FindingLine, MembersInThePublishedOrder) {
  std::string line(Write().line);
  ASSERT_TRUE(line.starts_with("{\"id\":\"f-"));
  line.replace(7, kIdBytes.size(), "ID");  // its making has a test of its own
  EXPECT_EQ(line,
            "{\"id\":\"ID\",\"time\":\"2020-10-05T02:11:09.1234567Z\",\"level\":\"high\","
            "\"rule\":{\"id\":\"0d3f2a91-0000-4000-8000-000000000001\","
            "\"title\":\"Logon from a strange \\\"machine\\\"\",\"source\":\"noroshi\","
            "\"path\":\"rules/1-delivery/logon.yml\"},"
            "\"host\":\"SRV01\",\"channel\":\"Security\","
            "\"provider\":\"Microsoft-Windows-Security-Auditing\",\"event_id\":4624,"
            "\"record_id\":1234,"
            "\"evidence\":{\"path\":\"site-a/Security.evtx\",\"offset\":69632,\"line\":null},"
            "\"techniques\":[\"T1021.001\",\"T1078\"],"
            "\"tactics\":[\"initial-access\",\"lateral-movement\"],"
            "\"fields\":{\"WorkstationName\":\"DESKTOP-1,2\"},"
            "\"why\":[{\"selection\":\"sel\",\"field\":\"WorkstationName\","
            "\"value\":\"DESKTOP-1,2\",\"pattern\":\"|startswith 'DESKTOP-'\"}]}\n");
}

TEST_F(FindingLine, NoReasonsAndNoAttackAreEmptyLists) {
  Rule rule = rules.rules[0];
  rule.techniques.clear();
  rule.tactics.clear();
  rules.rules.Replace(0, rule);
  reasons.clear();
  const std::string line = Write().line;
  EXPECT_NE(line.find("\"techniques\":[],\"tactics\":[],"), std::string_view::npos);
  EXPECT_TRUE(line.ends_with("\"why\":[]}\n"));
}

TEST_F(FindingLine, AKeywordReasonHasAnEmptyField) {
  Rule rule = rules.rules[0];
  rule.selections = {"keywords"};
  rule.tests[0].field.clear();
  rules.rules.Replace(0, rule);
  EXPECT_NE(Write().line.find("{\"selection\":\"keywords\",\"field\":\"\",\"value\":"),
            std::string_view::npos);
}

TEST_F(FindingLine, OneLineWhateverTheText) {
  builder.AddPayload("TargetUserName", "a\nb\r\nc\xe2\x80\xa8");
  Rule rule = rules.rules[0];
  rule.title = "two\nlines";
  rules.rules.Replace(0, rule);
  const std::string line = Write().line;
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find('\r'), std::string_view::npos);
}

TEST_F(FindingLine, TheRowHasAsManyCellsAsTheHeading) {
  const auto cells = [](std::string_view row) {
    std::size_t count = 1;
    bool quoted = false;
    for (const char c : row) {
      quoted ^= c == '"';
      count += c == ',' && !quoted ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(TimelineHeader(),
            "message,datetime,timestamp_desc,level,rule_title,rule_id,host,channel,provider,"
            "event_id,record_id,techniques,path,offset,finding_id,details\r\n");
  EXPECT_EQ(cells(Write().row), cells(TimelineHeader()));
}

TEST_F(FindingLine, NoRowUnlessAskedFor) { EXPECT_TRUE(Write(false).row.empty()); }

TEST_F(FindingLine, TheSameMatchIsTheSameBytes) {
  const FindingTexts first = Write();
  const FindingTexts second = Write();
  EXPECT_EQ(second.line, first.line);
  EXPECT_EQ(second.own, first.own);
}

}  // namespace
}  // namespace noroshi
