#include "stream/output/report_input.h"

#include <gtest/gtest.h>

#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

class ReportInput : public testing::Test {
 protected:
  ReportInput() {
    rules.rules = {FakeRule("a", Level::kHigh, "one"), FakeRule("b", Level::kLow, "two"),
                   FakeRule("c", Level::kLow, "three")};
    Rule ours = rules.rules[1];
    ours.source = RuleSource::kNoroshi;
    rules.rules.Replace(1, ours);
    rules.not_used = {{NotUsedReason::kNoSource, "x.yml", 0, 3, 1, "x", "X", "no such logs"}};
    summary.inputs.files = {{"/in/a", "a", 100, false, ""}, {"/in/b", "b", 50, false, ""}};
    summary.sources.files.resize(2);
    summary.sources.files[0] = {FileState::kRead, 60, 30, 10, 5, "", false, ""};
    summary.sources.files[1] = {FileState::kNotRead, 0, 50, 0, 0, "", false, ""};
    summary.records_by_channel.Add("Security", 4);
    summary.records_by_channel.Add("System", 1);
    summary.records_by_host.Add("SRV01", 3);
    summary.records_by_host.Add("", 2);
    summary.first_event = {1};
    summary.last_event = {9};
    options.inputs = {"in"};
    options.language = "ja";
    options.engine_version = "1.2.3";
    options.host.now = {77};
  }

  ReportDocument Document() {
    ReportBuilder builder;
    AddToReport(summary, rules, builder);
    return std::move(builder).Finish(
        DescribeRun(summary, rules, options),
        [this](std::uint32_t rule) { return DescribeRule(rules.rules[rule]); });
  }

  RuleSet rules;
  HuntSummary summary;
  HuntOptions options;
};

TEST_F(ReportInput, TheRunIsDescribed) {
  const ReportRun run = DescribeRun(summary, rules, options);
  EXPECT_EQ(run.language, "ja");
  EXPECT_EQ(run.engine_version, "1.2.3");
  EXPECT_EQ(run.generated_at.ticks, 77U);
  EXPECT_EQ(run.inputs, options.inputs);
  EXPECT_FALSE(run.interrupted);
  EXPECT_EQ(run.files, 1U);
  EXPECT_EQ(run.files_not_read, 1U);
  EXPECT_EQ(run.bytes_used, 60U);
  EXPECT_EQ(run.bytes_damaged, 80U);
  EXPECT_EQ(run.bytes_padding, 10U);
  EXPECT_EQ(run.bytes, 150U);  // every byte of every file has its place
  EXPECT_EQ(run.first_event.ticks, 1U);
  EXPECT_EQ(run.last_event.ticks, 9U);
}

TEST_F(ReportInput, AFileUnderWayCountsAsReadAndOneNotReachedDoesNot) {
  summary.interrupted = true;
  summary.sources.files[0].state = FileState::kReading;
  summary.sources.files[1].state = FileState::kNotReached;
  const ReportRun run = DescribeRun(summary, rules, options);
  EXPECT_TRUE(run.interrupted);
  EXPECT_EQ(run.files, 1U);
  EXPECT_EQ(run.files_not_read, 1U);
}

TEST_F(ReportInput, RulesAreCountedBySource) {
  EXPECT_EQ(CountRulesBySource(rules),
            (std::map<std::string, std::uint64_t>{{"noroshi", 1}, {"sigma", 2}}));
}

TEST_F(ReportInput, ARuleKeepsItsWords) {
  Rule rule = rules.rules[0];
  rule.title_ja = "題";
  rule.author = "somebody";
  rule.description = "d";
  rule.mitigation_en = "patch";
  rule.mitigation_ja = "対策";
  rule.references = {"https://example.org"};
  rule.false_positives = {"admins"};
  const ReportRule shown = DescribeRule(rule);
  EXPECT_EQ(shown.id, "a");
  EXPECT_EQ(shown.title, "Finds one");
  EXPECT_EQ(shown.title_ja, "題");
  EXPECT_EQ(shown.source, "sigma");
  EXPECT_EQ(shown.path, "fake/one.yml");
  EXPECT_EQ(shown.author, "somebody");
  EXPECT_EQ(shown.description, "d");
  EXPECT_EQ(shown.mitigation_en, "patch");
  EXPECT_EQ(shown.mitigation_ja, "対策");
  EXPECT_EQ(shown.level, Level::kHigh);
  EXPECT_EQ(shown.techniques, rule.techniques);
  EXPECT_EQ(shown.tactics, rule.tactics);
  EXPECT_EQ(shown.references, rule.references);
  EXPECT_EQ(shown.false_positives, rule.false_positives);
}

TEST_F(ReportInput, RecordsPerChannel) {
  const ReportDocument document = Document();
  EXPECT_EQ(document.records, 5U);
  EXPECT_EQ(document.records_by_channel,
            (std::map<std::string, std::uint64_t>{{"Security", 4}, {"System", 1}}));
  ASSERT_EQ(document.hosts.size(), 1U);
  EXPECT_EQ(document.hosts[0].name, "SRV01");
  EXPECT_EQ(document.hosts[0].records, 3U);
}

TEST_F(ReportInput, LossesComeByFileThenPlace) {
  summary.ledger.Add({1}, {DamageKind::kUnknownFormat, 0, 50, 0, 0, "what is it"});
  summary.ledger.Add({0}, {DamageKind::kRecordSize, 4'000, 20, 1, 0, "second"});
  summary.ledger.Add({0}, {DamageKind::kRecovered, 90, 10, 0, 0, "first"});
  const ReportDocument document = Document();
  ASSERT_EQ(document.losses.size(), 3U);
  EXPECT_EQ(document.losses[0].path, "a");
  EXPECT_EQ(document.losses[0].detail, "first");
  EXPECT_EQ(document.losses[1].kind, "record_size");
  EXPECT_EQ(document.losses[1].lost_bytes, 20U);
  EXPECT_EQ(document.losses[1].lost_records, 1U);
  EXPECT_EQ(document.losses[2].path, "b");
}

TEST_F(ReportInput, RulesNotUsedWithTheirReasonWhoeverRefusedThem) {
  summary.refused_rules = {{NotUsedReason::kBadRegex, "y.yml", 0, 7, 1, "y", "Y", "too large"}};
  const ReportDocument document = Document();
  EXPECT_EQ(document.rules_not_used_by_reason,
            (std::map<std::string, std::uint64_t>{{"bad_regex", 1}, {"no_source", 1}}));
  ASSERT_EQ(document.rules_not_used.size(), 2U);
  EXPECT_EQ(document.rules_not_used[1].detail, "too large");
}

}  // namespace
}  // namespace noroshi
