// Correlations in a whole hunt, over fake evidence: silence, findings with members, the same bytes
// for any threads, any memory and any split into files.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "correlation/member_set.h"
#include "stream/hunt.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = 1'600'000'000;  // Unix second

CorrelationSource Source(std::uint32_t rule, const char* group) {
  CorrelationSource source;
  source.rule = rule;
  source.group_fields = {{group, FieldScope::kAuto, 0}};
  return source;
}

// Rules 0 and 1 find words; 2 counts word 0 by User, 3 wants 2 and then word 1.
class CorrelationHuntTest : public testing::Test {
 protected:
  CorrelationHuntTest() : matcher(rules) {
    rules.rules = {FakeRule("aaaa", Level::kLow, "failed"), FakeRule("bbbb", Level::kLow, "logon"),
                   Titled("cccc", Level::kMedium, "Guessing"),
                   Titled("dddd", Level::kHigh, "Guessed")};
    rules.silent = {0, 1};
    CorrelationRule& guessing = Add(2, Measure::kEvents, "event_count", 3);
    guessing.sources = {Source(0, "User")};
    CorrelationRule& guessed = Add(3, Measure::kChain, "temporal_ordered", 2);
    guessed.sources = {Source(2, "User"), Source(1, "User")};
    guessed.sources[0].correlation = 0;
    guessed.depth = 1;
    options.inputs = {in.path()};
    options.out_dir = out.path();
    options.threads = 2;
  }

  static Rule Titled(const char* id, Level level, const char* title) {
    Rule rule = FakeRule(id, level, "no-word");
    rule.title = title;
    return rule;
  }

  CorrelationRule& Add(std::uint32_t rule, Measure measure, const char* type, unsigned least) {
    CorrelationRule& correlation = rules.correlations.emplace_back();
    correlation.rule = rule;
    correlation.measure = measure;
    correlation.type = type;
    correlation.timespan = 300 * kTicksPerSecond;
    correlation.group_by = {"User"};
    correlation.shown = "the condition";
    correlation.tests = {{CorrelationOp::kGreaterEqual, {.magnitude = least, .real = 1.0 * least}}};
    return correlation;
  }

  HuntSummary Hunt() {
    Result<HuntSummary> summary = RunHunt(rules, matcher, options, FakeReaders());
    EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.error().ToString());
    return summary.ok() ? *std::move(summary) : HuntSummary{};
  }

  std::vector<rapidjson::Document> Findings() const {
    std::vector<rapidjson::Document> findings;
    std::istringstream lines(out.Read("findings.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      findings.emplace_back().Parse(line.c_str(), line.size());
      EXPECT_FALSE(findings.back().HasParseError()) << line;
    }
    return findings;
  }

  static std::string Record(unsigned id, std::uint64_t second, const std::string& fields) {
    return std::to_string(id) + " " + std::to_string(kStart + second) + " SRV01 Security 4625 " +
           fields + "\n";
  }

  TempFolder in, out;
  RuleSet rules;
  FakeMatcher matcher;
  HuntOptions options;
};

TEST_F(CorrelationHuntTest, FindingListsItsMembers) {
  in.Write("b.evtx", "FAKE\n" + Record(1, 10, "Tool=failed User=anna") +
                         Record(2, 30, "Tool=failed User=Anna"));
  in.Write("a.evtx", "FAKE\n" + Record(7, 20, "Tool=failed User=ANNA") +
                         Record(8, 25, "Tool=failed User=ben") + Record(9, 26, "Tool=failed"));
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.findings, 1U);
  EXPECT_EQ(summary.findings_by_rule[2], 1U);
  EXPECT_EQ(summary.correlation.events, 4U);
  EXPECT_EQ(summary.correlation.left_out, 1U);  // no User
  const auto findings = Findings();
  ASSERT_EQ(findings.size(), 1U);
  const auto& line = findings[0];
  EXPECT_STREQ(line["rule"]["title"].GetString(), "Guessing");
  EXPECT_STREQ(line["level"].GetString(), "medium");
  EXPECT_STREQ(line["time"].GetString(), "2020-09-13T12:27:10.0000000Z");  // of the last event
  EXPECT_STREQ(line["host"].GetString(), "SRV01");
  EXPECT_EQ(line["event_id"].GetUint64(), 4625U);
  EXPECT_TRUE(line["record_id"].IsNull());
  EXPECT_STREQ(line["evidence"]["path"].GetString(), "b.evtx");
  EXPECT_STREQ(line["fields"]["User"].GetString(), "anna");
  EXPECT_STREQ(line["why"][0]["value"].GetString(), "3 events");
  EXPECT_STREQ(line["why"][0]["pattern"].GetString(), "the condition");
  EXPECT_STREQ(line["why"][1]["pattern"].GetString(), "rule aaaa");
  EXPECT_EQ(line["member_count"].GetUint64(), 3U);
  std::string members;
  for (const auto& member : line["members"].GetArray()) {
    members += std::string(member["path"].GetString()) + ":" +
               std::to_string(member["record_id"].GetUint64()) + " ";
  }
  EXPECT_EQ(members, "b.evtx:1 a.evtx:7 b.evtx:2 ");
  EXPECT_NE(out.Read("timeline.csv").find("Guessing on SRV01,2020-09-13T12:27:10"),
            std::string::npos);
  EXPECT_NE(out.Read("timeline.csv").find("3 events since 2020-09-13T12:26:50"), std::string::npos);
  EXPECT_NE(out.Read("report.html").find("Guessing"), std::string::npos);
}

TEST_F(CorrelationHuntTest, MembersSayWhereTheyCameFrom) {
  in.Write("a.evtx", "FAKE\n" + Record(1, 0, "Tool=failed User=a IpAddress=10.0.0.5") +
                         Record(2, 1, "Tool=failed User=a IpAddress=-") +
                         Record(3, 2, "Tool=failed User=a"));
  EXPECT_EQ(Hunt().findings, 1U);
  const auto findings = Findings();
  ASSERT_EQ(findings.size(), 1U);
  const auto& members = findings[0]["members"];
  ASSERT_EQ(members.Size(), 3U);
  EXPECT_STREQ(members[0]["from"].GetString(), "10.0.0.5");
  EXPECT_FALSE(members[1].HasMember("from"));
  EXPECT_FALSE(members[2].HasMember("from"));
}

TEST_F(CorrelationHuntTest, ChainOverACorrelation) {
  in.Write("a.evtx", "FAKE\n" + Record(1, 0, "Tool=failed User=a") +
                         Record(2, 1, "Tool=failed User=a") + Record(3, 2, "Tool=failed User=a") +
                         Record(4, 3, "Tool=logon User=a") + Record(5, 4, "Tool=logon User=b"));
  rules.correlations[0].silent = true;
  EXPECT_EQ(Hunt().findings, 1U);
  const auto findings = Findings();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_STREQ(findings[0]["rule"]["title"].GetString(), "Guessed");
  EXPECT_EQ(findings[0]["member_count"].GetUint64(), 4U);
  EXPECT_EQ(findings[0]["correlation"]["events"].GetUint64(), 2U);  // a finding and a logon
}

TEST_F(CorrelationHuntTest, MembersBeyondTheLimitAreCounted) {
  std::string text = "FAKE\n";
  for (unsigned id = 1; id <= 300; ++id) text += Record(id, id / 2, "Tool=failed User=a");
  in.Write("a.evtx", text);
  EXPECT_EQ(Hunt().findings, 1U);
  const auto findings = Findings();
  EXPECT_EQ(findings[0]["member_count"].GetUint64(), 300U);
  EXPECT_EQ(findings[0]["members"].Size(), kMaxListedMembers);
}

TEST_F(CorrelationHuntTest, RecordsWithoutTimeAreLeftOutAndCounted) {
  in.Write("a.evtx", "FAKE\n1 0 SRV01 Security 4625 Tool=failed User=a\n" +
                         Record(2, 1, "Tool=failed User=a") + Record(3, 2, "Tool=failed User=a"));
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.findings, 0U);
  EXPECT_EQ(summary.correlation.left_out, 1U);
}

// The same records in one file or in many, in any order, with any threads and with sort buffers
// that go to disk: the same findings but for the places.
TEST_F(CorrelationHuntTest, OrderOfFilesAndThreadsPlayNoPart) {
  std::vector<std::string> records;
  std::mt19937 random(7);
  for (unsigned id = 1; id <= 400; ++id) {
    records.push_back(Record(id, 37 * id + random() % 30,
                             (random() % 5 == 0 ? "Tool=logon User=u" : "Tool=failed User=u") +
                                 std::to_string(random() % 4)));
  }
  std::set<std::string> outputs;
  for (const unsigned threads : {1U, 2U, 5U}) {
    std::ranges::shuffle(records, random);
    for (unsigned file = 0; file < 7; ++file) {
      std::string text = "FAKE\n";
      for (std::size_t i = file; i < records.size(); i += 7) text += records[i];
      in.Write("f" + std::to_string(file) + ".evtx", text);
    }
    options.threads = threads;
    Hunt();
    std::string found;
    for (const auto& finding : Findings()) {
      found += std::string(finding["time"].GetString()) + finding["rule"]["title"].GetString();
      for (const auto& member : finding["members"].GetArray()) {
        found += " " + std::to_string(member["record_id"].GetUint64());
      }
      found += "\n";
    }
    outputs.insert(found);
  }
  EXPECT_EQ(outputs.size(), 1U);
  EXPECT_GT(outputs.begin()->size(), 1000U);
}

TEST_F(CorrelationHuntTest, SameBytesForAnyThreads) {
  std::mt19937 random(3);
  for (unsigned file = 0; file < 5; ++file) {
    std::string text = "FAKE\n";
    for (unsigned id = 1; id <= 150; ++id) {
      text += Record(id, random() % 5000,
                     (random() % 4 == 0 ? "Tool=logon User=u" : "Tool=failed User=u") +
                         std::to_string(random() % 5));
    }
    in.Write("f" + std::to_string(file) + ".evtx", text);
  }
  std::set<std::string> findings, timelines, reports;
  for (const unsigned threads : {1U, 2U, 5U}) {
    options.threads = threads;
    Hunt();
    findings.insert(out.Read("findings.jsonl"));
    timelines.insert(out.Read("timeline.csv"));
    reports.insert(out.Read("report.html"));
  }
  EXPECT_EQ(findings.size(), 1U);
  EXPECT_EQ(timelines.size(), 1U);
  EXPECT_EQ(reports.size(), 1U);
  EXPECT_GT(findings.begin()->size(), 2000U);
}

}  // namespace
}  // namespace noroshi
