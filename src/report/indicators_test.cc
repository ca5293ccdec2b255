#include "report/indicators.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Indicators, DefangedTextIsNoAddressAndNoLink) {
  struct Case {
    EntityKind kind;
    const char *value, *text;
  };
  for (const Case& one : {
           Case{EntityKind::kAddress, "198.51.100.7", "198[.]51[.]100[.]7"},
           Case{EntityKind::kAddress, "2001:db8::1", "2001[:]db8[:][:]1"},
           Case{EntityKind::kDestination, "evil.example", "evil[.]example"},
           Case{EntityKind::kDestination, "https://evil.example/a.b",
                "hxxps://evil[.]example/a[.]b"},
           Case{EntityKind::kFile, "C:\\a\\b.dll", "C:\\a\\b.dll"},
           Case{EntityKind::kHash, "d41d8cd9", "d41d8cd9"},
       }) {
    EXPECT_EQ(Defanged(one.kind, one.value), one.text);
  }
}

TEST(Indicators, AddressesOfPrivateNetworksSayNothingElsewhere) {
  for (const char* address : {"198.51.100.7", "8.8.8.8", "172.32.0.1", "2001:db8::1"}) {
    EXPECT_TRUE(IsPublicAddress(address)) << address;
  }
  for (const char* address :
       {"10.0.0.1",  "172.16.0.1", "172.31.255.255",  "192.168.1.1", "169.254.1.1",
        "127.0.0.1", "100.64.0.1", "0.0.0.0",         "224.0.0.1",   "255.255.255.255",
        "::1",       "::",         "::ffff:10.0.0.1", "fe80::1",     "fd00::1",
        "ff02::1",   "",           "no address",      "1.2.3",       "1.2.3.4.5"}) {
    EXPECT_FALSE(IsPublicAddress(address)) << address;
  }
}

ReportDocument Showing(Level level, std::vector<std::pair<std::string, std::string>> fields) {
  ReportFinding finding;
  finding.time = *ParseIso8601("2020-10-05T02:11:09Z");
  finding.fields = std::move(fields);
  ReportGroup group;
  group.host = "SRV01";
  group.samples = {finding, finding};
  ReportRule rule;
  rule.level = level;
  rule.groups = {group};
  ReportDocument document;
  document.rules = {rule};
  return document;
}

TEST(Indicators, ValuesOfOneKindAreOneRow) {
  ReportDocument document = Showing(Level::kHigh, {{"DestinationIp", "198.51.100.7"},
                                                   {"SourceIp", "10.1.2.3"},
                                                   {"QueryName", "evil.example"},
                                                   {"TargetFilename", "C:\\ProgramData\\v.dll"}});
  FindIndicators(document);
  ASSERT_EQ(document.indicators.size(), 3U);
  const ReportIndicator& address = document.indicators[0];
  EXPECT_EQ(address.kind, EntityKind::kAddress);
  EXPECT_EQ(address.value, "198.51.100.7");
  EXPECT_EQ(address.findings, 2U);
  EXPECT_EQ(address.hosts, std::vector<std::string>{"SRV01"});
  EXPECT_EQ(address.host_count, 1U);
  EXPECT_TRUE(address.expires);
  EXPECT_EQ(address.first_seen, address.last_seen);
  EXPECT_EQ(document.indicators[1].text, "evil[.]example");
  EXPECT_EQ(document.indicators[2].kind, EntityKind::kFile);
}

TEST(Indicators, LowFindingsGiveNone) {
  ReportDocument document = Showing(Level::kLow, {{"DestinationIp", "198.51.100.7"}});
  FindIndicators(document);
  EXPECT_TRUE(document.indicators.empty());
}

TEST(Indicators, WorkstationsBroughtAlongComeFromIncidents) {
  ReportDocument document;
  Incident incident;
  incident.level = Level::kCritical;
  incident.entities = {{EntityKind::kWorkstation, "DESKTOP-7Q2R1XK", {"a", "b"}},
                       {EntityKind::kAccount, "corp\\u", {"a"}}};
  document.incidents.incidents = {incident};
  FindIndicators(document);
  ASSERT_EQ(document.indicators.size(), 1U);
  EXPECT_FALSE(document.indicators[0].expires);
  EXPECT_EQ(document.indicators[0].host_count, 2U);
}

TEST(Indicators, MoreThanAPersonReadsAreCounted) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (int i = 0; i < 500; ++i)
    fields.emplace_back("QueryName", "h" + std::to_string(i) + ".example");
  ReportDocument document = Showing(Level::kHigh, std::move(fields));
  FindIndicators(document);
  EXPECT_EQ(document.indicators.size(), kReportIndicators);
  EXPECT_EQ(document.indicators_not_listed, 500 - kReportIndicators);
}

}  // namespace
}  // namespace noroshi
