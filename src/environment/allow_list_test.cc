#include "environment/allow_list.h"

#include <gtest/gtest.h>

#include "environment/environment_reader.h"

namespace noroshi {
namespace {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

Timestamp Day(std::string_view text) { return *ParseIso8601(text); }

AllowList ListOf(const std::string& text, Timestamp now = Day("2026-11-30")) {
  EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
  for (const Diagnostic& one : read.problems) ADD_FAILURE() << one.ToString();
  return {read.environment, now};
}

std::string Entry(const std::string& conditions) {
  return "allow:\n  - {" + conditions + ", reason: why, expires: never}\n";
}

// Whether a finding of the rule is hidden by the text's only row.
bool Hides(const std::string& conditions, const AllowedRule& rule, std::string_view host,
           const Fields& fields) {
  const AllowList list = ListOf(Entry(conditions));
  const auto rows = list.RowsFor(rule);
  return list.Find(rows, {host, {}, fields}).has_value();
}

const std::vector<std::string> kNoTechniques;
const AllowedRule kRule{"5d3538ae-490c", "Program in a data folder", "", kNoTechniques};
const Fields kFields = {{"TargetUserName", "adm-mori"},
                        {"IpAddress", "::ffff:10.1.2.3"},
                        {"Image", "C:\\Tools\\a.exe"}};

TEST(AllowList, EachConditionMustHold) {
  struct Case {
    const char* conditions;
    bool hides;
  };
  constexpr Case kCases[] = {
      {"rule: 5D3538AE-490C", true},
      {"rule: 'program in*'", true},
      {"rule: other", false},
      {"host: hq-ap01", true},
      {"host: 'HQ-AP##'", true},
      {"host: HQ-AP02", false},
      {"account: 'ADM-*'", true},
      {"account: sato", false},
      {"address: 10.1.0.0/16", true},
      {"address: 10.2.0.0/16", false},
      {"value: 'c:\\tools\\*'", true},
      {"value: 'tools'", false},  // the whole value
      {"field: Image, value: 'c:\\tools\\*'", true},
      {"field: CommandLine, value: 'c:\\tools\\*'", false},
      {"rule: 5d3538ae-490c, host: HQ-AP02", false},  // all of them
      {"rule: 5d3538ae-490c, host: HQ-AP01, account: adm-mori", true},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Hides(c.conditions, kRule, "HQ-AP01.corp.example", kFields), c.hides) << c.conditions;
  }
}

TEST(AllowList, AnalyticsByTheirName) {
  const AllowedRule beacon{"id", "title", "beacon", kNoTechniques};
  EXPECT_TRUE(Hides("rule: beacon", beacon, "", {}));
  EXPECT_FALSE(Hides("rule: beacon", kRule, "", {}));
}

TEST(AllowList, AFindingOfSeveralHostsNeedsAllOfThem) {
  const AllowList list = ListOf(Entry("host: 'HQ-*'"));
  const auto rows = list.RowsFor(kRule);
  const std::string_view own[] = {"HQ-A", "HQ-B"}, mixed[] = {"HQ-A", "VN-B"};
  EXPECT_TRUE(list.Find(rows, {"", own, {}}));
  EXPECT_FALSE(list.Find(rows, {"", mixed, {}}));
  EXPECT_FALSE(list.Find(rows, {"", {}, {}}));  // nobody knows where
}

TEST(AllowList, ExpiredEntriesHideNothing) {
  const std::string text = "allow:\n  - {host: HQ-AP01, reason: why, expires: 2026-06-30}\n";
  struct Case {
    const char* now;
    bool expired;
  };
  constexpr Case kCases[] = {{"2026-06-30", false}, {"2026-07-01", true}, {"2030-01-01", true}};
  for (const Case& c : kCases) {
    const AllowList list = ListOf(text, Day(c.now));
    ASSERT_EQ(list.rows().size(), 1U);
    EXPECT_EQ(list.rows()[0].expired, c.expired) << c.now;
    EXPECT_EQ(list.RowsFor(kRule).empty(), c.expired) << c.now;
  }
  EXPECT_FALSE(ListOf(text, Timestamp{}).rows()[0].expired);  // no clock: nothing expires
}

TEST(AllowList, RowsSayWhatAndWhy) {
  const AllowList list = ListOf(Entry("rule: beacon, host: HQ-AP01"));
  const AllowRow& row = list.rows()[0];
  EXPECT_EQ(row.list, "allow");
  EXPECT_EQ(row.what, "rule: beacon, host: HQ-AP01");
  EXPECT_EQ(row.reason, "why");
  EXPECT_EQ(row.expires, "never");
  EXPECT_EQ(row.path, "e.yaml");
  EXPECT_EQ(row.line, 2U);
}

TEST(AllowList, UpdateServersQuietenBeaconsOnly) {
  const AllowList list = ListOf("update_servers: [wsus.corp.example, 10.1.1.1]\n");
  const AllowedRule beacon{"id", "title", "beacon", kNoTechniques};
  EXPECT_TRUE(list.RowsFor(kRule).empty());
  const auto rows = list.RowsFor(beacon);
  EXPECT_TRUE(list.Find(rows, {"A", {}, Fields{{"Destination", "wsus.corp.example"}}}));
  EXPECT_TRUE(list.Find(rows, {"A", {}, Fields{{"DestinationIp", "10.1.1.1"}}}));
  EXPECT_FALSE(list.Find(rows, {"A", {}, Fields{{"Destination", "wsus.evil.example"}}}));
  EXPECT_FALSE(list.Find(rows, {"A", {}, Fields{{"Source", "10.1.1.1"}}}));
}

TEST(AllowList, ScannersQuietenScanningFromThem) {
  const AllowList list =
      ListOf("scanners: [SCAN01]\nhosts:\n  - {name: B, roles: scanner, addresses: 10.1.1.7}\n");
  const std::vector<std::string> scanning = {"T1018", "T1046"}, moving = {"T1021"};
  EXPECT_TRUE(list.RowsFor({"id", "title", "", moving}).empty());
  const auto rows = list.RowsFor({"id", "title", "", scanning});
  EXPECT_TRUE(list.Find(rows, {"A", {}, Fields{{"id.orig_h", "10.1.1.7"}}}));
  EXPECT_TRUE(list.Find(rows, {"A", {}, Fields{{"WorkstationName", "scan01"}}}));
  EXPECT_FALSE(list.Find(rows, {"SCAN01", {}, Fields{{"id.resp_h", "10.1.1.7"}}}));
}

TEST(AllowList, AnEmptyEnvironmentAllowsNothing) {
  const AllowList list{Environment(), Timestamp{}};
  EXPECT_TRUE(list.empty());
  EXPECT_TRUE(list.RowsFor(kRule).empty());
}

}  // namespace
}  // namespace noroshi
