#include "stream/worker/finding_writer.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "event/event_builder.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/finding_texts.h"
#include "stream/text/finding_reader.h"

namespace noroshi {
namespace {

class FindingWriterTest : public testing::Test {
 protected:
  FindingWriterTest() : builder(context) {
    Rule rule = FakeRule("rule-1", Level::kHigh, "word");
    rule.selections = {"sel"};
    rule.tests[0].shown = "|contains 'val'";
    rules.rules = {std::move(rule)};
    inputs.files = {{"/in/a.evtx", "site/a.evtx", 100, false, ""},
                    {"/in/b.evtx", "site/b.evtx", 100, false, ""}};
    builder.Add("Computer", "SRV01");
    builder.Add("Channel", "Security");
    builder.Add("Provider_Name", "P");
    builder.Add("EventID", "4624");
    builder.SetTime(Timestamp{kUnixEpochTicks + 1});
  }

  // Of a match of rule 0 on what the builder holds.
  FindingTexts Found(std::uint32_t file = 0) {
    event = builder.Build();
    return FoundIn(event, file);
  }

  FindingTexts FoundIn(const Event& one, std::uint32_t file = 0) {
    return TextsOf({RuleIndex{0}, &one, reasons}, {{file}, inputs.files[file].shown}, rules,
                   context, true);
  }

  static rapidjson::Document Parsed(const std::string& text) {
    rapidjson::Document line;
    line.Parse(text.data(), text.size());
    EXPECT_FALSE(line.HasParseError()) << text;
    return line;
  }

  EventContext context;
  EventBuilder builder;
  Event event;
  RuleSet rules;
  InputList inputs;
  std::vector<Reason> reasons = {{"sel", "Tool", "value", "|contains 'val'"}};
};

TEST_F(FindingWriterTest, PartsComeBack) {
  const FindingTexts record = Found();
  EXPECT_EQ(record.host, "SRV01");
  EXPECT_TRUE(record.line.starts_with("{\"id\":\"f-"));
  EXPECT_TRUE(record.line.ends_with("}\n"));
  EXPECT_TRUE(record.row.starts_with("Finds word on SRV01,1970-01-01T00:00:00.0000001Z,"));
  EXPECT_TRUE(record.row.ends_with("\r\n"));
}

TEST_F(FindingWriterTest, HostileTextStaysText) {
  builder.AddPayload("Tool", "\",\"level\":\"low\"}\n{\x1b\xff=1+1");
  const auto line = Parsed(Found().line);
  EXPECT_STREQ(line["level"].GetString(), "high");
  EXPECT_STREQ(line["fields"]["Tool"].GetString(), "\",\"level\":\"low\"}\n{\x1b\xef\xbf\xbd=1+1");
}

TEST_F(FindingWriterTest, FormulasAreDisarmedInTheTimeline) {
  Rule rule = rules.rules[0];
  rule.title = "=cmd|' /C calc'!A0";
  rules.rules.Replace(0, rule);
  EXPECT_TRUE(Found().row.starts_with("'=cmd|"));
}

TEST_F(FindingWriterTest, LongValuesAreCutAndSaySo) {
  builder.AddPayload("Tool", std::string(5000, 'x'));
  const std::string shown = Parsed(Found().line)["fields"]["Tool"].GetString();
  EXPECT_EQ(shown, std::string(kMaxShownValueBytes, 'x') + "\xe2\x80\xa6 [+3976 bytes]");
}

TEST_F(FindingWriterTest, IdsDependOnRuleAndPlaceOnly) {
  builder.SetRecordId(7);
  const auto id = [&](std::uint32_t file) {
    return std::string(Parsed(Found(file).line)["id"].GetString());
  };
  const std::string first = id(0);
  EXPECT_EQ(first.size(), 2U + 32U);
  EXPECT_EQ(id(0), first);
  EXPECT_NE(id(1), first);  // another file
  builder.SetTime(Timestamp{kUnixEpochTicks + 99});
  EXPECT_EQ(id(0), first);  // the same record, read with a better clock
  builder.SetRecordId(8);
  EXPECT_NE(id(0), first);  // another record
  builder.SetRecordId(7);
  Rule rule = rules.rules[0];
  rule.id = "rule-2";
  rules.rules.Replace(0, rule);
  EXPECT_NE(id(0), first);  // another rule
}

TEST_F(FindingWriterTest, WhatIsUnknownIsNull) {
  builder.SetTime({});
  const auto line = Parsed(Found().line);
  EXPECT_TRUE(line["time"].IsNull());
  EXPECT_TRUE(line["record_id"].IsNull());
  EXPECT_TRUE(line["evidence"]["line"].IsNull());
}

TEST_F(FindingWriterTest, MarksAreShownOnlyWhenSet) {
  EXPECT_FALSE(Parsed(Found().line).HasMember("marks"));
  event.marks = EventMark::kRecovered | EventMark::kPartial;
  const auto line = Parsed(FoundIn(event).line);
  ASSERT_EQ(line["marks"].Size(), 2U);
  EXPECT_STREQ(line["marks"][0].GetString(), "recovered");
  EXPECT_STREQ(line["marks"][1].GetString(), "partial");
}

TEST_F(FindingWriterTest, KeyFollowsTheTotalOrder) {
  event = builder.Build();
  event.offset = 512;
  EXPECT_EQ(FoundIn(event, 1).key, (SortKey{kUnixEpochTicks + 1, 1, 0, 512, 0}));
  event.line = 3;  // line-based evidence
  EXPECT_EQ(FoundIn(event, 1).key.position, 3U);
}

// The report reads a finding back from its line: nothing may get lost on the way.
TEST_F(FindingWriterTest, TheReportReadsTheLineBack) {
  builder.AddPayload("Tool", "va\"l\\ue");
  builder.SetRecordId(7);
  const FindingTexts record = Found();
  const ReportFinding finding = ReadFinding(record.line);
  EXPECT_EQ(finding.id, Parsed(record.line)["id"].GetString());
  EXPECT_EQ(finding.time.ticks, kUnixEpochTicks + 1);
  EXPECT_EQ(finding.channel, "Security");
  EXPECT_EQ(finding.provider, "P");
  EXPECT_EQ(finding.path, "site/a.evtx");
  EXPECT_EQ(finding.event_id, 4624U);
  EXPECT_EQ(finding.record_id, 7U);
  ASSERT_EQ(finding.fields.size(), 1U);
  EXPECT_EQ(finding.fields[0].second, "va\"l\\ue");
  ASSERT_EQ(finding.reasons.size(), 1U);
  EXPECT_EQ(finding.reasons[0].pattern, "|contains 'val'");
}

TEST_F(FindingWriterTest, AnEventIsRenderedOnceForAllItsFindings) {
  builder.AddPayload("Tool", "x");
  event = builder.Build();
  const SourcePlace place{{0}, inputs.files[0].shown};
  const RuleOrder order(rules.rules);
  FindingWriter writer(rules, order, context, false);
  std::string shared, first, second;
  ASSERT_TRUE(writer.WriteShared(event, place, shared));
  writer.Write({RuleIndex{0}, &event, reasons}, place, first);
  EXPECT_FALSE(writer.WriteShared(event, place, shared));
  writer.Write({RuleIndex{0}, &event, reasons}, place, second);
  EXPECT_EQ(first, second);
  EXPECT_NE(shared.find("SRV01"), std::string::npos);
  EXPECT_EQ(first.find("SRV01"), std::string::npos);
  writer.BeginEvent();
  EXPECT_TRUE(writer.WriteShared(event, place, shared));
}

}  // namespace
}  // namespace noroshi
