// Patterns about places: crossing from site to site, two gateways, travel; and servers without
// logs.

#include <gtest/gtest.h>

#include "analytics/logon_graph/logon_graph.h"
#include "analytics/logon_graph/names.h"
#include "analytics/logon_graph/testing/logon_stream.h"

namespace noroshi {
namespace {

using testing::At;
using testing::GraphResult;
using testing::LogonStream;
using enum GraphPattern;

constexpr std::uint32_t kDays = 40;
constexpr std::uint64_t kHours = 3'600 * kTicksPerSecond;

std::string HeadServer(int i) { return "HQ-SRV" + std::to_string(i) + ".CORP.EXAMPLE"; }
std::string FarServer(int i) { return "VN-SRV" + std::to_string(i) + ".CORP.EXAMPLE"; }
std::string HeadAddress(int i) { return "10.10.1." + std::to_string(i); }
std::string FarAddress(int i) { return "10.20.1." + std::to_string(i); }

// A head office in 10.10/16, an affiliate in 10.20/16, five servers each, which log on to the
// controller; people who work at their own site; head office's backup reaches all servers.
LogonStream TwoSites() {
  LogonStream stream;
  for (std::uint32_t day = 0; day < kDays; ++day) {
    for (int i = 0; i < 5; ++i) {
      const auto minute = static_cast<std::uint32_t>(i);
      stream.Machine(At(day, 4, minute), HeadServer(0), "HQ-SRV" + std::to_string(i),
                     HeadAddress(i));
      stream.Machine(At(day, 4, minute), HeadServer(0), "VN-SRV" + std::to_string(i),
                     FarAddress(i));
      stream.Network(At(day, 2, minute), HeadServer(i), "CORP\\svc_backup", HeadAddress(4));
      stream.Network(At(day, 2, minute), FarServer(i), "CORP\\svc_backup", HeadAddress(4));
    }
    for (int i = 0; i < 6; ++i) {
      const auto minute = static_cast<std::uint32_t>(i);
      const std::string user = "CORP\\user" + std::to_string(i);
      const std::string pc = (i < 3 ? "HQ-PC" : "VN-PC") + std::to_string(i);
      stream.Local(At(day, 9, minute), pc, user);
      stream.Machine(At(day, 8, minute), HeadServer(0), pc,
                     (i < 3 ? "10.10.8." : "10.20.8.") + std::to_string(i));
      stream.Network(At(day, 9, minute, 30), i < 3 ? HeadServer(1) : FarServer(1), user,
                     (i < 3 ? "10.10.8." : "10.20.8.") + std::to_string(i), pc);
    }
    stream.Desktop(At(day, 10), FarServer(static_cast<int>(day % 4)), "CORP\\adm_far", "10.20.8.9");
  }
  return stream;
}

// The same organisation as somebody has stated it.
GraphOptions Stated() {
  GraphOptions options;
  options.site_of = [](std::string_view place) -> std::string {
    if (place.starts_with("HQ-") || place.starts_with("10.10.")) return "Head Office";
    if (place.starts_with("VN-") || place.starts_with("10.20.") ||
        place.starts_with("203.0.113.")) {
      return "Viet Nam";
    }
    return {};
  };
  options.least_travel = [](std::string_view from, std::string_view to) -> std::uint64_t {
    return from == to ? 0 : 4 * kHours;
  };
  return options;
}

TEST(LogonGraphSites, AnOrdinaryPairOfSitesIsQuiet) {
  EXPECT_EQ(TwoSites().Run().findings.size(), 0U) << TwoSites().Run().Text();
  EXPECT_EQ(TwoSites().Run(Stated()).findings.size(), 0U) << TwoSites().Run(Stated()).Text();
}

// Idea D1-06: the affiliate's administrator in the head office's network.
TEST(LogonGraphSites, AnAffiliatesAccountAtTheHeadOffice) {
  for (const GraphOptions& options : {GraphOptions{}, Stated()}) {
    LogonStream stream = TwoSites();
    stream.Desktop(At(30, 17), HeadServer(2), "CORP\\adm_far", "10.20.8.9");
    const GraphResult result = stream.Run(options);
    ASSERT_EQ(result.findings.size(), 1U) << result.Text();
    ASSERT_EQ(result.Count(kSiteCrossing), 1U) << result.Text();
    const AnalyticFinding& finding = *result.First(kSiteCrossing);
    EXPECT_EQ(finding.host, HeadServer(2));
    EXPECT_EQ(finding.reasons[0].field, "sites");
    EXPECT_EQ(finding.reasons[0].value,
              options.site_of ? "Viet Nam > Head Office" : "10.20.0.0/16 > 10.10.0.0/16");
    EXPECT_EQ(finding.reasons[0].pattern, "never before by this account");
    EXPECT_EQ(finding.reasons[1].value, "0");
  }
}

TEST(LogonGraphSites, ACrossingIsToldOnce) {
  LogonStream stream = TwoSites();
  for (std::uint32_t i = 0; i < 3; ++i) {
    stream.Desktop(At(30, 17, i * 10), HeadServer(static_cast<int>(2 + i % 2)), "CORP\\adm_far",
                   "10.20.8.9");
  }
  EXPECT_EQ(stream.Run().Count(kSiteCrossing), 1U) << stream.Run().Text();
}

TEST(LogonGraphSites, WhatIsNoCrossing) {
  struct Case {
    const char* name;
    void (*add)(LogonStream&);
  };
  const Case cases[] = {
      {"within the site",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 17), FarServer(4), "CORP\\adm_far", "10.20.8.9");
       }},
      {"from the Internet",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 17), HeadServer(2), "CORP\\adm_far", "192.0.2.9");
       }},
      {"an account that has crossed since it is known",
       [](LogonStream& stream) {
         for (std::uint32_t day = 0; day < 30; ++day) {
           stream.Desktop(At(day, 11), HeadServer(3), "CORP\\adm_far", "10.20.8.9");
         }
         stream.Desktop(At(30, 17), HeadServer(2), "CORP\\adm_far", "10.20.8.9");
       }},
      {"an account that is new",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 17), HeadServer(2), "CORP\\adm_new", "10.20.8.9");
       }},
      {"a way that others take",
       [](LogonStream& stream) {
         for (std::uint32_t i = 3; i < 6; ++i) {
           stream.Desktop(At(3, 11, i), HeadServer(2), "CORP\\user" + std::to_string(i),
                          "10.20.8." + std::to_string(i));
         }
         stream.Desktop(At(30, 17), HeadServer(2), "CORP\\adm_far", "10.20.8.9");
       }},
      {"a share of the head office, from a desk",
       [](LogonStream& stream) {
         stream.Network(At(30, 17), HeadServer(2), "CORP\\user4", "10.20.8.4", "VN-PC4");
       }},
  };
  for (const Case& one : cases) {
    LogonStream stream = TwoSites();
    one.add(stream);
    EXPECT_EQ(stream.Run().Count(kSiteCrossing), 0U) << one.name << stream.Run().Text();
  }
}

// No remote desktop at all: a program on an affiliate's server reaches into the head office.
TEST(LogonGraphSites, FromAServerOverTheNetwork) {
  LogonStream stream = TwoSites();
  stream.Network(At(30, 1), HeadServer(2), "CORP\\adm_far", FarAddress(2));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kSiteCrossing), 1U) << result.Text();
  EXPECT_NE(result.First(kSiteCrossing)->reasons[1].pattern.find("from 1 it is usual"),
            std::string::npos);
}

// A chain says more; it says where it leads as well.
TEST(LogonGraphSites, AChainNamesTheSites) {
  LogonStream stream = TwoSites();
  stream.Desktop(At(30, 17), FarServer(2), "CORP\\adm_far", "10.20.8.9");
  stream.Desktop(At(30, 17, 20), HeadServer(3), "CORP\\adm_far", FarAddress(2));
  const GraphResult result = stream.Run(Stated());
  ASSERT_EQ(result.Count(kDesktopChain), 1U) << result.Text();
  const auto& reasons = result.First(kDesktopChain)->reasons;
  const auto sites = std::ranges::find(reasons, "sites", &AnalyticReason::field);
  ASSERT_NE(sites, reasons.end());
  EXPECT_EQ(sites->value, "Viet Nam > Head Office");
}

// One network is no two sites, however its numbers are cut.
TEST(LogonGraphSites, AFewMachinesAreNoSite) {
  LogonStream stream;
  for (std::uint32_t day = 0; day < kDays; ++day) {
    for (int i = 0; i < 5; ++i) {
      stream.Machine(At(day, 4), HeadServer(0), "HQ-SRV" + std::to_string(i), HeadAddress(i));
      stream.Network(At(day, 2), HeadServer(i), "CORP\\svc_backup", HeadAddress(4));
    }
    stream.Machine(At(day, 4), HeadServer(0), "LAB1", "10.99.1.1");
    stream.Machine(At(day, 4), HeadServer(0), "LAB2", "10.99.1.2");
    stream.Local(At(day, 9), "LAB1", "CORP\\user1");
  }
  stream.Desktop(At(30, 17), HeadServer(2), "CORP\\user1", "10.99.1.1");
  EXPECT_EQ(stream.Run().Count(kSiteCrossing), 0U) << stream.Run().Text();
}

LogonStream TwoGateways() {
  LogonStream stream = TwoSites();
  for (std::uint32_t day = 0; day < 30; ++day) {
    stream.VpnBegin(At(day, 8), "adm_far", "192.0.2.4", "VN-NB4", "10.20.30.4", "VN-VPN");
    stream.VpnEnd(At(day, 16), "adm_far", "192.0.2.4", "VN-VPN");
    stream.VpnBegin(At(day, 8), "user1", "192.0.2.77", "HQ-NB1", "10.10.30.1", "HQ-VPN");
    stream.VpnEnd(At(day, 16), "user1", "192.0.2.77", "HQ-VPN");
  }
  return stream;
}

TEST(LogonGraphGateways, OneUserAtTwoGateways) {
  LogonStream stream = TwoGateways();
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
  stream.VpnBegin(At(33, 8), "adm_far", "192.0.2.4", "VN-NB4", "10.20.30.4", "VN-VPN");
  stream.VpnEnd(At(33, 9), "adm_far", "192.0.2.4", "VN-VPN");
  stream.VpnBegin(At(33, 14), "adm_far", "198.51.100.7", "DESKTOP-1", "10.10.30.9", "HQ-VPN");
  const GraphResult result = stream.Run(Stated());
  ASSERT_EQ(result.Count(kTwoGateways), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kTwoGateways);
  EXPECT_EQ(finding.host, "HQ-VPN");
  ASSERT_EQ(finding.members.size(), 2U);
  EXPECT_EQ(finding.members[0].host, "VN-VPN");
  EXPECT_EQ(finding.reasons[0].value, "VN-VPN > HQ-VPN");
  EXPECT_NE(finding.reasons[0].pattern.find("5.0 h apart"), std::string::npos)
      << finding.reasons[0].pattern;
  EXPECT_EQ(finding.reasons.back().value, "Viet Nam > Head Office");
}

TEST(LogonGraphGateways, WhatFits) {
  struct Case {
    const char* name;
    const char* address;
    const char* client;
    const char* assigned;
    std::uint32_t day, hour;
  };
  constexpr Case kCases[] = {
      {"the same client", "198.51.100.7", "VN-NB4", "10.10.30.9", 33, 14},
      {"two days later", "198.51.100.7", "DESKTOP-1", "10.10.30.9", 35, 14},
      {"no name, time enough", "198.51.100.7", "", "10.10.30.9", 33, 14},
      {"no name, one network", "192.0.77.9", "", "10.10.30.9", 33, 10},
      {"a second gateway of the same place", "198.51.100.7", "DESKTOP-1", "10.20.30.9", 33, 14},
  };
  for (const Case& one : kCases) {
    LogonStream stream = TwoGateways();
    stream.VpnBegin(At(33, 8), "adm_far", "192.0.2.4", "VN-NB4", "10.20.30.4", "VN-VPN");
    stream.VpnEnd(At(33, 9), "adm_far", "192.0.2.4", "VN-VPN");
    stream.VpnBegin(At(one.day, one.hour), "adm_far", one.address, one.client, one.assigned,
                    "HQ-VPN");
    EXPECT_EQ(stream.Run().Count(kTwoGateways), 0U) << one.name;
  }
}

TEST(LogonGraphGateways, WithoutNamesTheTimeTells) {
  LogonStream stream = TwoGateways();
  stream.VpnBegin(At(33, 8), "adm_far", "192.0.2.4", "", "10.20.30.4", "VN-VPN");
  stream.VpnBegin(At(33, 8, 50), "adm_far", "198.51.100.7", "", "10.10.30.9", "HQ-VPN");
  EXPECT_EQ(stream.Run().Count(kTwoGateways), 1U) << stream.Run().Text();
}

// Several users do: the gateways stand in for each other.
TEST(LogonGraphGateways, GatewaysThatEverybodyChanges) {
  LogonStream stream = TwoGateways();
  for (std::uint32_t i = 0; i < 8; ++i) {
    const std::string user = "user" + std::to_string(i % 6);
    stream.VpnBegin(At(20 + i, 8), user, "192.0.2.30", "NB" + std::to_string(i), "", "HQ-VPN");
    stream.VpnBegin(At(20 + i, 10), user, "198.51.100.7", "PHONE" + std::to_string(i), "",
                    "SPARE-VPN");
  }
  EXPECT_LE(stream.Run().Count(kTwoGateways), 3U) << stream.Run().Text();
}

// Both count from 1: the numbers of two gateways are no one session.
TEST(LogonGraphGateways, NumbersOfSessionsAreTheGatewaysOwn) {
  LogonStream stream = TwoGateways();
  stream.VpnBegin(At(33, 8), "adm_far", "192.0.2.4", "VN-NB4", "10.20.30.4", "VN-VPN");
  stream.records().back().fact.session = "1";
  stream.VpnBegin(At(33, 9), "adm_far", "198.51.100.7", "DESKTOP-1", "10.10.30.9", "HQ-VPN");
  stream.records().back().fact.session = "1";
  EXPECT_EQ(stream.Run().Count(kTwoGateways), 1U) << stream.Run().Text();
}

TEST(LogonGraphTravel, AtTwoDesksInLessTimeThanTheWayTakes) {
  LogonStream stream = TwoSites();
  stream.Local(At(33, 11), "VN-PC4", "CORP\\user1");  // at HQ-PC1 since 9:01
  const GraphResult result = stream.Run(Stated());
  ASSERT_EQ(result.Count(kTravel), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kTravel);
  EXPECT_EQ(finding.reasons[0].value, "Head Office > Viet Nam");
  EXPECT_NE(finding.reasons[0].pattern.find("the way takes 4.0 h at least"), std::string::npos);
  ASSERT_EQ(finding.members.size(), 2U);
  EXPECT_EQ(finding.members[0].host, "HQ-PC1");
}

TEST(LogonGraphTravel, FromASitesOwnNetworkIntoTheVpn) {
  LogonStream stream = TwoSites();
  stream.VpnBegin(At(33, 11), "user1", "203.0.113.5", "", "10.10.30.4", "HQ-VPN");
  EXPECT_EQ(stream.Run(Stated()).Count(kTravel), 1U) << stream.Run(Stated()).Text();
}

TEST(LogonGraphTravel, WhatCanBe) {
  LogonStream later = TwoSites();
  later.Local(At(33, 14), "VN-PC4", "CORP\\user1");  // five hours
  EXPECT_EQ(later.Run(Stated()).Count(kTravel), 0U) << later.Run(Stated()).Text();

  LogonStream console = TwoSites();  // of a server: opened from anywhere
  console.Local(At(33, 10), FarServer(2), "CORP\\user1");
  EXPECT_EQ(console.Run(Stated()).Count(kTravel), 0U) << console.Run(Stated()).Text();

  LogonStream unknown = TwoSites();  // nobody has said how far it is
  unknown.Local(At(33, 11), "VN-PC4", "CORP\\user1");
  EXPECT_EQ(unknown.Run().Count(kTravel), 0U);
  GraphOptions near = Stated();
  near.least_travel = [](std::string_view, std::string_view) -> std::uint64_t { return 0; };
  EXPECT_EQ(unknown.Run(near).Count(kTravel), 0U);

  LogonStream desktop = TwoSites();  // he sits in Viet Nam, and only his desktop is elsewhere
  desktop.Desktop(At(33, 9, 30), HeadServer(2), "CORP\\user4", "10.20.8.4");
  desktop.Desktop(At(33, 9, 40), FarServer(3), "CORP\\user4", HeadAddress(2));
  EXPECT_EQ(desktop.Run(Stated()).Count(kTravel), 0U) << desktop.Run(Stated()).Text();
}

// OLD-FS has no logs here. The controller's tickets say how many have business with it.
LogonStream ServerWithoutLogs(std::uint32_t callers) {
  LogonStream stream = TwoSites();
  for (std::uint32_t day = 0; day < kDays; ++day) {
    for (std::uint32_t i = 0; i < callers; ++i) {
      stream.Ticket(At(day, 9, i), "clerk" + std::to_string(i) + "@CORP.EXAMPLE", "OLD-FS");
    }
    stream.Machine(At(day, 3), HeadServer(0), "OLD-FS", "10.10.1.77");
  }
  stream.Desktop(At(30, 2), HeadServer(3), "CORP\\adm_far", "10.10.1.77");
  return stream;
}

TEST(LogonGraphServers, WithoutLogsKnownByItsCallers) {
  const GraphResult result = ServerWithoutLogs(12).Run();
  ASSERT_EQ(result.Count(kFromServer), 1U) << result.Text();
  EXPECT_NE(result.First(kFromServer)->reasons[0].pattern.find("10 accounts and more"),
            std::string::npos);
  EXPECT_EQ(ServerWithoutLogs(3).Run().Count(kFromServer), 0U);  // a colleague's PC
}

TEST(LogonGraphServers, WithoutLogsKnownByTheEnvironment) {
  GraphOptions options;
  options.servers = {"old-fs"};
  const GraphResult result = ServerWithoutLogs(1).Run(options);
  ASSERT_EQ(result.Count(kFromServer), 1U) << result.Text();
  EXPECT_EQ(result.First(kFromServer)->reasons[0].pattern, "a server by the environment's word");
}

// Where two who look after hosts go on from is the administrators' machine; one of them alone may
// be a stolen account.
TEST(LogonGraphServers, WhereThoseComeFromWhoLookAfterHosts) {
  LogonStream stream;
  for (std::uint32_t day = 0; day < 4; ++day) {
    for (const std::string host : {"SRV1", "SRV2", "SRV3"}) {
      stream.Desktop(At(day, 1), host, "CORP\\adm1", "10.20.8.4");
      stream.Desktop(At(day, 2), host, "CORP\\adm2", "10.20.8.4");
      stream.Desktop(At(day, 3), host, "CORP\\adm2", "10.20.8.5");
      stream.Desktop(At(day, 4), host, "CORP\\guest" + std::to_string(day), "10.20.8.5");
    }
  }
  const std::vector<std::uint64_t> ways = stream.Run().care.ways;
  EXPECT_EQ(ways, std::vector<std::uint64_t>{PlaceKey("10.20.8.4")});
}

// Who opens desktops on several hosts, week by week, looks after them; an intruder's one day is no
// habit, and neither are shares that everybody uses.
TEST(LogonGraphServers, WhoLooksAfterHosts) {
  LogonStream stream = TwoSites();
  for (int i = 0; i < 4; ++i) {
    stream.Desktop(At(33, 1), HeadServer(i), "CORP\\user4", "10.20.8.4");
  }
  const std::vector<std::uint64_t> caretakers = stream.Run().care.accounts;
  EXPECT_EQ(caretakers, std::vector<std::uint64_t>{AccountKey("adm_far", "")});
}

TEST(LogonGraphServers, AScannerMayBeKnownByItsAddress) {
  GraphOptions options;
  options.scanners = {"10.10.1.77"};
  LogonStream stream = TwoSites();
  for (int i = 0; i < 5; ++i) {
    stream.Network(At(33, 1), HeadServer(i), "CORP\\adm_far", "10.10.1.77");
  }
  for (int i = 0; i < 6; ++i) {
    stream.Network(At(33, 1, 1), (i < 3 ? "HQ-PC" : "VN-PC") + std::to_string(i), "CORP\\adm_far",
                   "10.10.1.77");
  }
  EXPECT_EQ(stream.Run().Count(kFanOut), 1U);
  EXPECT_EQ(stream.Run(options).Count(kFanOut), 0U);
}

}  // namespace
}  // namespace noroshi
