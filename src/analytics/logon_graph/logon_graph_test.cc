#include "analytics/logon_graph/logon_graph.h"

#include <gtest/gtest.h>

#include <random>

#include "analytics/logon_graph/testing/logon_stream.h"

namespace noroshi {
namespace {

using testing::At;
using testing::GraphResult;
using testing::LogonStream;
using enum GraphPattern;

constexpr std::uint32_t kDays = 40;

std::string ServerAddress(int i) { return "10.1.0." + std::to_string(10 + i); }
std::string Server(int i) { return "SRV0" + std::to_string(i) + ".CORP.EXAMPLE"; }
std::string ClientAddress(int i) { return "10.2.0." + std::to_string(10 + i); }
std::string User(int i) { return "CORP\\user" + std::to_string(i); }

// Six weeks of an organisation with six servers and twenty people. People work at their PC and use
// the file server; one administrator looks after the servers by way of a jump host; a backup
// reaches all servers every night.
LogonStream Estate() {
  LogonStream stream;
  for (std::uint32_t day = 0; day < kDays; ++day) {
    for (int i = 0; i < 6; ++i) {
      stream.Machine(At(day, 4, static_cast<std::uint32_t>(i)), Server(0),
                     "SRV0" + std::to_string(i), ServerAddress(i));
      stream.Network(At(day, 2, static_cast<std::uint32_t>(i)), Server(i), "CORP\\svc_backup",
                     ServerAddress(5));
    }
    if (day % 7 >= 5) continue;
    for (int i = 0; i < 20; ++i) {
      const auto minute = static_cast<std::uint32_t>(i * 3 % 60);
      stream.Local(At(day, 9, minute), "PC" + std::to_string(i), User(i));
      stream.Network(At(day, 9, minute, 30), Server(1), User(i), ClientAddress(i),
                     "PC" + std::to_string(i));
    }
    // The administrator: own PC to the jump host, from there to two servers, one after another.
    const int target = static_cast<int>(day % 4) + 1;
    stream.Desktop(At(day, 10), "JUMP1.CORP.EXAMPLE", "CORP\\adm_sato", "10.2.0.99");
    stream.Machine(At(day, 5), Server(0), "JUMP1", "10.1.0.50");
    stream.Desktop(At(day, 10, 5), Server(target), "CORP\\adm_sato", "10.1.0.50");
  }
  return stream;
}

TEST(LogonGraph, AnOrdinaryEstateIsQuiet) {
  const GraphResult result = Estate().Run();
  EXPECT_EQ(result.findings.size(), 0U) << result.Text();
  EXPECT_EQ(result.refused, 0U);
}

// Idea D3-01: into one server, and from it to the next.
TEST(LogonGraph, RemoteDesktopFromServerToServer) {
  LogonStream stream = Estate();
  stream.Desktop(At(30, 17), Server(2), "CORP\\adm_sato", "10.1.0.50");
  stream.Desktop(At(30, 17, 20), Server(3), "CORP\\adm_sato", ServerAddress(2));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kDesktopChain), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kDesktopChain);
  EXPECT_EQ(finding.host, Server(3));
  ASSERT_EQ(finding.members.size(), 2U);
  EXPECT_EQ(finding.members[0].host, Server(2));
  EXPECT_EQ(finding.members[1].host, Server(3));
  EXPECT_EQ(finding.reasons[0].value, "10.1.0.50 > SRV02 > SRV03");
  EXPECT_NE(finding.reasons[0].pattern.find("20 min after"), std::string::npos);
  EXPECT_EQ(result.findings.size(), 1U) << result.Text();
}

// The second server may have no logs: the first one's own record of credentials tells.
TEST(LogonGraph, AChainThatOnlyTheMiddleTells) {
  LogonStream stream = Estate();
  stream.Desktop(At(30, 17), Server(2), User(3), ClientAddress(3));
  stream.Explicit(At(30, 17, 9), Server(2), "CORP\\adm_sato", "far-srv.corp.example");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kDesktopChain), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kDesktopChain);
  EXPECT_EQ(finding.reasons[0].value, "10.2.0.13 > SRV02 > FAR-SRV");
  const bool other_account = std::ranges::any_of(finding.reasons, [](const AnalyticReason& reason) {
    return reason.pattern == "another than came in";
  });
  EXPECT_TRUE(other_account);
}

TEST(LogonGraph, ThreeHopsAreCounted) {
  LogonStream stream = Estate();
  stream.Desktop(At(30, 1), Server(2), User(3), "10.8.0.5");
  stream.Desktop(At(30, 1, 10), Server(3), User(3), ServerAddress(2));
  stream.Desktop(At(30, 1, 20), Server(4), User(3), ServerAddress(3));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kDesktopChain), 2U) << result.Text();
  EXPECT_NE(result.findings.back().second.reasons[0].pattern.find("machines gone through: 2"),
            std::string::npos);
}

TEST(LogonGraph, WhatIsNoChain) {
  struct Case {
    const char* name;
    void (*add)(LogonStream&);
  };
  const Case cases[] = {
      {"hours later",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 10), Server(2), "CORP\\adm_sato", "10.1.0.50");
         stream.Desktop(At(30, 14), Server(3), "CORP\\adm_sato", ServerAddress(2));
       }},
      {"and back",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 10), Server(2), "CORP\\adm_sato", "10.1.0.50");
         stream.Desktop(At(30, 10, 4), "JUMP1.CORP.EXAMPLE", "CORP\\adm_sato", ServerAddress(2));
       }},
      {"another host's address",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 10), Server(2), "CORP\\adm_sato", "10.1.0.50");
         stream.Desktop(At(30, 10, 4), Server(3), "CORP\\adm_sato", "10.1.0.50");
       }},
      {"a network logon",
       [](LogonStream& stream) {
         stream.Desktop(At(30, 10), Server(2), "CORP\\adm_sato", "10.1.0.50");
         stream.Network(At(30, 10, 4), Server(3), "CORP\\adm_sato", ServerAddress(2));
       }},
  };
  for (const Case& one : cases) {
    LogonStream stream = Estate();
    one.add(stream);
    EXPECT_EQ(stream.Run().Count(kDesktopChain), 0U) << one.name;
  }
}

TEST(LogonGraph, AJumpHostThatIsNamedNeedsNoLearning) {
  LogonStream stream = Estate();
  stream.Desktop(At(30, 17), Server(2), "CORP\\adm_sato", "10.1.0.50");
  stream.Desktop(At(30, 17, 20), Server(3), "CORP\\adm_sato", ServerAddress(2));
  GraphOptions options;
  options.jump_hosts = {"srv02"};
  EXPECT_EQ(stream.Run(options).findings.size(), 0U);
}

// Nobody came in by remote desktop before: an implant needs none.
TEST(LogonGraph, AServerOpensItsFirstDesktop) {
  LogonStream stream = Estate();
  stream.Desktop(At(30, 2), Server(3), "CORP\\adm_far", ServerAddress(2));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.findings.size(), 1U) << result.Text();
  EXPECT_EQ(result.findings[0].first, kFromServer);
  EXPECT_EQ(result.findings[0].second.reasons[1].value, "0");
}

// The server's own log was cleared: its record cannot be judged, that of the other end can, and one
// of the two is told.
TEST(LogonGraph, TheEndThatCanBeJudgedTells) {
  LogonStream stream = Estate();
  std::erase_if(stream.records(), [](const LogonRecord& record) {
    return record.fact.host == Server(2) && record.fact.time < At(30, 0);
  });
  stream.Explicit(At(30, 2), Server(2), "CORP\\adm_far", "srv03.corp.example");
  stream.Desktop(At(30, 2, 0, 2), Server(3), "CORP\\adm_far", ServerAddress(2));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.findings.size(), 1U) << result.Text();
  EXPECT_EQ(result.findings[0].first, kFromServer);
  EXPECT_EQ(result.findings[0].second.host, Server(3));
}

// Both ends have records of it; the account is known, and new there.
TEST(LogonGraph, OneDesktopIsToldOnce) {
  LogonStream stream = Estate();
  stream.Explicit(At(30, 2), Server(2), User(3), "srv03.corp.example");
  stream.Desktop(At(30, 2, 0, 2), Server(3), User(3), ServerAddress(2));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.findings.size(), 1U) << result.Text();
  EXPECT_EQ(result.findings[0].first, kFromServer);
}

TEST(LogonGraph, AServersDesktopsAreToldThreeTimes) {
  LogonStream stream = Estate();
  for (std::uint32_t i = 0; i < 10; ++i) {
    stream.Local(At(0, 8), "X" + std::to_string(i), User(19));
    stream.Desktop(At(30, 2, i), "X" + std::to_string(i), "CORP\\adm_far", ServerAddress(2));
  }
  EXPECT_EQ(stream.Run().Count(kFromServer), 3U) << stream.Run().Text();
}

// Where somebody sits every day, desktops are everyday business.
TEST(LogonGraph, AClientOpensItsFirstDesktop) {
  LogonStream stream = Estate();
  stream.Desktop(At(30, 10), Server(3), User(3), ClientAddress(3));
  EXPECT_EQ(stream.Run().Count(kFromServer), 0U);
}

TEST(LogonGraph, TheOwnPcFromHomeForTheFirstTime) {
  LogonStream stream = Estate();
  stream.VpnBegin(At(33, 13), "user4", "203.0.113.7", "HOME-PC", "10.8.0.4");
  stream.Desktop(At(33, 13, 5), "PC4", User(4), "10.8.0.4");
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
}

TEST(LogonGraph, FromTheVpnToAServer) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < kDays; day += 2) {  // two people work over the VPN
    stream.VpnBegin(At(day, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
    stream.VpnEnd(At(day, 16), "user4", "192.0.2.4");
    stream.VpnBegin(At(day, 8), "adm_sato", "192.0.2.9", "NB9", "10.8.0.9");
    stream.VpnEnd(At(day, 16), "adm_sato", "192.0.2.9");
  }
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
  stream.VpnBegin(At(33, 17), "adm_sato", "203.0.113.7", "", "10.8.0.33");
  stream.Desktop(At(33, 17, 12), Server(5), "CORP\\adm_sato", "10.8.0.33");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kFromVpn), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kFromVpn);
  EXPECT_EQ(finding.members.front().host, "VPN1");
  EXPECT_EQ(finding.reasons[0].value, "adm_sato");
  EXPECT_NE(finding.reasons[0].pattern.find("12 min before, from 203.0.113.7"), std::string::npos);
}

// The way in is the session's; the account on the server may be another.
TEST(LogonGraph, AnotherAccountInsideTheSession) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < kDays; day += 2) {
    stream.VpnBegin(At(day, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
    stream.VpnEnd(At(day, 16), "user4", "192.0.2.4");
  }
  stream.VpnBegin(At(33, 1), "user4", "203.0.113.7", "", "10.8.0.33");
  stream.Desktop(At(33, 1, 12), Server(5), "CORP\\adm_sato", "10.8.0.33");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kFromVpn), 1U) << result.Text();
  EXPECT_EQ(result.First(kFromVpn)->reasons[1].pattern, "another than the session's");
}

// Working from home: into one's own PC every day.
TEST(LogonGraph, TheOwnPcOverTheVpnIsQuiet) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < kDays; ++day) {
    stream.VpnBegin(At(day, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
    stream.Desktop(At(day, 8, 5), "PC4", User(4), "10.8.0.4");
    stream.VpnEnd(At(day, 18), "user4", "192.0.2.4");
  }
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
}

TEST(LogonGraph, ATravellerIsQuiet) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 30; day < 35; ++day) {  // first time on the VPN, from hotels
    const std::string hotel = "198.51.100." + std::to_string(day);
    stream.VpnBegin(At(day, 22), "user7", hotel, "PC7", "10.8.0.7");
    stream.Network(At(day, 22, 3), Server(1), User(7), "10.8.0.7", "PC7");
    stream.VpnEnd(At(day, 23), "user7", hotel);
  }
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
}

TEST(LogonGraph, OneAccountReachesManyHosts) {
  LogonStream stream = Estate();
  for (std::uint32_t i = 0; i < 12; ++i) {
    stream.Network(At(33, 1, i), "PC" + std::to_string(i), "CORP\\adm_sato", ServerAddress(2));
  }
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kFanOut), 1U) << result.Text();
  EXPECT_EQ(result.First(kFanOut)->members.size(), 10U);
  EXPECT_EQ(result.First(kFanOut)->reasons[0].value, "10");
}

TEST(LogonGraph, ScannersAndServiceAccountsAreQuiet) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < kDays; ++day) {
    for (std::uint32_t i = 0; i < 15; ++i) {  // every night, and once a new subnet
      stream.Network(At(day, 3, i), "PC" + std::to_string(i), "CORP\\svc_scan", "10.1.0.200");
    }
  }
  for (std::uint32_t i = 0; i < 30; ++i) {
    stream.Network(At(34, 3, 20, i), "NEW" + std::to_string(i), "CORP\\svc_scan", "10.1.0.200");
  }
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
}

TEST(LogonGraph, ANewEmployeeIsQuiet) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 28; day < kDays; ++day) {
    stream.Local(At(day, 9), "PC77", "CORP\\newcomer");
    stream.Network(At(day, 9, 1), Server(1), "CORP\\newcomer", "10.2.0.77", "PC77");
    stream.Network(At(day, 9, 2), Server(2), "CORP\\newcomer", "10.2.0.77", "PC77");
    stream.Machine(At(day, 9), Server(0), "PC77", "10.2.0.77");
  }
  stream.Desktop(At(29, 10), Server(4), "CORP\\newcomer", "10.2.0.77");
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
}

TEST(LogonGraph, ANewDesktopIsToldLow) {
  LogonStream stream = Estate();
  stream.Desktop(At(33, 10), Server(4), User(3), ClientAddress(3));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.findings.size(), 1U) << result.Text();
  EXPECT_EQ(result.findings[0].first, kNewEdge);
}

// Who opens new desktops every month is told of no more.
TEST(LogonGraph, NewDesktopsOfThoseWhoseTradeItIs) {
  LogonStream stream = Estate();
  for (std::uint32_t i = 0; i < 20; ++i) {
    stream.Desktop(At(i, 11), "OLD" + std::to_string(i % 8), "CORP\\helpdesk", "10.2.0.88");
    stream.Local(At(0, 8), "PCX" + std::to_string(i), User(19));
    stream.Local(At(39, 8), "PCX" + std::to_string(i), User(19));
  }
  for (std::uint32_t i = 0; i < 20; ++i) {
    stream.Desktop(At(20 + i, 11), "PCX" + std::to_string(i), "CORP\\helpdesk", "10.2.0.88");
  }
  const GraphResult result = stream.Run();
  EXPECT_LE(result.findings.size(), kMaxToldEdges) << result.Text();
}

TEST(LogonGraph, TwoSessionsOfOneUser) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < 30; ++day) {
    stream.VpnBegin(At(day, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
    stream.VpnEnd(At(day, 16), "user4", "192.0.2.4");
  }
  stream.VpnBegin(At(33, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
  stream.VpnBegin(At(33, 9), "user4", "203.0.113.7", "DESKTOP-1", "10.8.0.5");
  stream.VpnEnd(At(33, 12), "user4", "203.0.113.7");
  stream.VpnEnd(At(33, 16), "user4", "192.0.2.4");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kVpnOverlap), 1U) << result.Text();
  EXPECT_EQ(result.First(kVpnOverlap)->reasons[0].value, "3.0 h");
  EXPECT_EQ(result.First(kVpnOverlap)->time, At(33, 9));
}

TEST(LogonGraph, SessionsThatOnlySeemToOverlap) {
  struct Case {
    const char* name;
    const char* address;
    const char* client;
    std::uint32_t minutes;
    bool ended;
  };
  constexpr Case kCases[] = {
      {"the same client on the move", "203.0.113.7", "NB4", 300, true},
      {"until the old one times out", "203.0.113.7", "DESKTOP-1", 60, true},
      {"no end told", "203.0.113.7", "DESKTOP-1", 300, false},
      {"one provider's network, no name", "192.0.77.9", "", 290, true},
      {"no name, not long enough", "203.0.113.7", "", 200, true},
  };
  for (const Case& one : kCases) {
    LogonStream stream = Estate();
    for (std::uint32_t day = 0; day < 30; ++day) {
      stream.VpnBegin(At(day, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
      stream.VpnEnd(At(day, 16), "user4", "192.0.2.4");
    }
    stream.VpnBegin(At(33, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
    stream.VpnBegin(At(33, 9), "user4", one.address, one.client, "10.8.0.5");
    stream.VpnEnd(At(33, 9, one.minutes), "user4", "192.0.2.4");
    if (one.ended) stream.VpnEnd(At(33, 20), "user4", one.address);
    EXPECT_EQ(stream.Run().Count(kVpnOverlap), 0U) << one.name;
  }
}

// Ideas D1-04, D1-05: the host is one of the account's, the way to it is not.
TEST(LogonGraph, TheFirstDesktopByTheVpn) {
  LogonStream stream = Estate();
  stream.VpnBegin(At(33, 17), "adm_sato", "203.0.113.7", "", "10.8.0.33");
  stream.Desktop(At(33, 17, 12), Server(2), "CORP\\adm_sato", "10.8.0.33");
  stream.Desktop(At(33, 17, 50), Server(3), "CORP\\adm_sato", "10.8.0.33");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kFirstFromVpn), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kFirstFromVpn);
  ASSERT_EQ(finding.members.size(), 2U);
  EXPECT_EQ(finding.members[0].host, "VPN1");
  EXPECT_EQ(finding.members[1].host, Server(2));
  EXPECT_EQ(finding.reasons[1].field, "days");
  EXPECT_EQ(result.findings.size(), 1U) << result.Text();
}

TEST(LogonGraph, WhatIsNoFirstDesktopByTheVpn) {
  struct Case {
    const char* name;
    const char* client;   // of the session on day 33
    std::uint32_t from;   // the first day with a session
    const char* account;  // that opens the desktop
  };
  constexpr Case kCases[] = {
      {"a notebook that is named like the others", "PC77", 33, "CORP\\adm_sato"},
      {"who always comes so", "", 5, "CORP\\adm_sato"},
      {"who opens no desktops otherwise", "", 33, "CORP\\user4"},
  };
  for (const Case& one : kCases) {
    LogonStream stream = Estate();
    for (std::uint32_t day = one.from; day <= 33; day += 7) {
      stream.VpnBegin(At(day, 17), one.account + 5, "203.0.113.7", one.client, "10.8.0.33");
      stream.Desktop(At(day, 17, 12), Server(2), one.account, "10.8.0.33");
      stream.VpnEnd(At(day, 18), one.account + 5, "203.0.113.7");
    }
    EXPECT_EQ(stream.Run().Count(kFirstFromVpn), 0U) << one.name << stream.Run().Text();
  }
}

// A gateway with sessions of three people, one a week each, and of `user` from his own notebook.
void AddWeeklySessions(LogonStream& stream, const char* user) {
  for (std::uint32_t day = 0; day < 30; day += 7) {
    stream.VpnBegin(At(day, 8), "user7", "192.0.2.7", "PC7", "10.8.0.7");
    stream.VpnEnd(At(day, 16), "user7", "192.0.2.7");
    stream.VpnBegin(At(day + 1, 8), user, "192.0.2.4", "NB4", "10.8.0.4");
    stream.VpnEnd(At(day + 1, 16), user, "192.0.2.4");
  }
}

// Idea D1-04: a stolen account, by the gateway's log alone.
TEST(LogonGraph, AKnownUserFromANewPlace) {
  LogonStream stream = Estate();
  AddWeeklySessions(stream, "user4");
  stream.VpnBegin(At(33, 2), "user4", "203.0.113.7", "DESKTOP-1", "10.8.0.9");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kNewPlace), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kNewPlace);
  EXPECT_EQ(finding.host, "VPN1");
  ASSERT_EQ(finding.members.size(), 1U);
  EXPECT_EQ(finding.members[0].time, At(33, 2));
  EXPECT_EQ(finding.reasons[0].value, "DESKTOP-1");
}

TEST(LogonGraph, AnAdministratorsFirstSession) {
  LogonStream stream = Estate();
  AddWeeklySessions(stream, "user4");
  stream.VpnBegin(At(33, 2), "adm_sato", "203.0.113.7", "", "10.8.0.9");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kNewPlace), 1U) << result.Text();
  EXPECT_EQ(result.First(kNewPlace)->reasons[0].field, "sessions");
}

TEST(LogonGraph, WhatIsNoNewPlace) {
  struct Case {
    const char* name;
    const char* user;
    const char* address;
    const char* client;
  };
  constexpr Case kCases[] = {
      {"his notebook on the way", "user4", "203.0.113.7", "NB4"},
      {"a new computer at home", "user4", "192.0.2.4", "DESKTOP-1"},
      {"a new one of the organisation", "user4", "203.0.113.7", "PC77"},
      {"another's notebook", "user4", "203.0.113.7", "PC7"},
      {"no name told", "user4", "203.0.113.7", ""},
      {"who opens no desktops, for the first time", "user5", "203.0.113.7", ""},
      {"an administrator from a known network", "adm_sato", "192.0.2.99", ""},
      {"an administrator with the organisation's notebook", "adm_sato", "203.0.113.7", "PC77"},
  };
  for (const Case& one : kCases) {
    LogonStream stream = Estate();
    AddWeeklySessions(stream, "user4");
    stream.VpnBegin(At(33, 2), one.user, one.address, one.client, "10.8.0.9");
    const GraphResult result = stream.Run();
    EXPECT_EQ(result.Count(kNewPlace), 0U) << one.name << result.Text();
  }
}

// Nothing is new to a gateway whose log has just begun.
TEST(LogonGraph, NoNewPlaceWhileAGatewayIsLearnt) {
  LogonStream stream = Estate();
  stream.VpnBegin(At(33, 2), "adm_sato", "203.0.113.7", "", "10.8.0.9");
  EXPECT_EQ(stream.Run().Count(kNewPlace), 0U);
}

// A gateway that numbers its sessions.
void Number(LogonStream& stream) {
  for (LogonRecord& record : stream.records()) {
    if (record.fact.kind == LogonKind::kVpn) record.fact.session += '7';
  }
}

TEST(LogonGraph, ASessionThatEndsElsewhere) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < 30; day += 5) {
    stream.VpnBegin(At(day, 8), "user7", "192.0.2.7", "", "10.8.0.7");
    stream.VpnEnd(At(day, 16), "user7", "192.0.2.7");
  }
  stream.VpnBegin(At(33, 8), "user4", "192.0.2.4", "", "10.8.0.4");
  stream.VpnEnd(At(33, 12), "user4", "203.0.113.7");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kSessionMoved), 1U) << result.Text();
  const AnalyticFinding& finding = *result.First(kSessionMoved);
  EXPECT_EQ(finding.time, At(33, 12));
  ASSERT_EQ(finding.members.size(), 2U);
  EXPECT_EQ(finding.members[0].time, At(33, 8));
  EXPECT_EQ(finding.reasons[1].value, "203.0.113.7");
}

TEST(LogonGraph, SessionsThatOnlySeemToEndElsewhere) {
  struct Case {
    const char* name;
    std::uint32_t day;    // on which the gateway's log begins
    const char* earlier;  // where the user came from a week before
    const char* end;      // where the session ends
    bool numbered;
  };
  constexpr Case kCases[] = {
      {"within one provider's network", 0, "192.0.2.4", "192.0.77.9", false},
      {"from where he has come before", 0, "203.0.113.9", "203.0.113.7", false},
      {"begun before the log", 33, "", "203.0.113.7", false},
      {"another session, by its number", 0, "192.0.2.4", "203.0.113.7", true},
  };
  for (const Case& one : kCases) {
    LogonStream stream = Estate();
    if (one.day < 26) stream.VpnBegin(At(one.day, 8), "user7", "192.0.2.7", "", "10.8.0.7");
    if (*one.earlier != '\0') {
      stream.VpnBegin(At(26, 8), "user4", one.earlier, "", "10.8.0.4");
      stream.VpnEnd(At(26, 16), "user4", one.earlier);
    }
    stream.VpnBegin(At(33, 8), "user4", "192.0.2.4", "", "10.8.0.4");
    stream.VpnEnd(At(33, 12), "user4", one.end);
    if (one.numbered) Number(stream);
    EXPECT_EQ(stream.Run().Count(kSessionMoved), 0U) << one.name;
  }
}

TEST(LogonGraph, AClientThatIsOnlySeenInTheVpn) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < kDays; day += 2) {
    stream.VpnBegin(At(day, 8), "user4", "192.0.2.4", "NB4", "10.8.0.4");
    stream.Network(At(day, 8, 4), Server(1), User(4), "10.8.0.4", "NB4");
    stream.VpnEnd(At(day, 16), "user4", "192.0.2.4");
  }
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();  // NB4 was always there
  stream.VpnBegin(At(33, 1), "user4", "203.0.113.7", "", "10.8.0.33");
  stream.FailedNetwork(At(33, 1, 1), Server(2), "CORP\\adm_sato", "10.8.0.33", "KALI");
  stream.Network(At(33, 1, 2), Server(2), "CORP\\adm_sato", "10.8.0.33", "KALI");
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.Count(kPoolClient), 1U) << result.Text();
  EXPECT_EQ(result.First(kPoolClient)->reasons[0].value, "KALI");
}

TEST(LogonGraph, ANewNotebookOfTheOrganisationIsQuiet) {
  LogonStream stream = Estate();
  stream.VpnBegin(At(33, 8), "user4", "192.0.2.4", "NB99", "10.8.0.4");
  stream.Machine(At(33, 8, 1), Server(0), "NB99", "10.8.0.4");
  stream.Network(At(33, 8, 2), Server(1), User(4), "10.8.0.4", "NB99");
  stream.Network(At(34, 8, 2), Server(1), User(4), "10.8.0.4", "PC555");  // not joined yet
  EXPECT_EQ(stream.Run().Count(kPoolClient), 0U);
}

TEST(LogonGraph, AnOddHourFromANewPlace) {
  LogonStream stream = Estate();
  for (std::uint32_t day = 0; day < kDays; ++day) {  // known on the server, from the own PC
    stream.Desktop(At(day, 10), Server(4), User(3), ClientAddress(3));
  }
  stream.Desktop(At(33, 10, 30), Server(4), User(3), ClientAddress(17));  // at a usual hour
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
  stream.Desktop(At(34, 1), Server(4), User(3), ClientAddress(18));
  const GraphResult result = stream.Run();
  EXPECT_EQ(result.Count(kOddHour), 1U) << result.Text();
}

// An hour of evidence shows no habits: what it shows is told low.
TEST(LogonGraph, ShortEvidenceIsNotJudged) {
  LogonStream stream;
  stream.Machine(At(1, 0), Server(0), "SRV02", ServerAddress(2));
  stream.Desktop(At(1, 1), Server(2), User(3), "10.8.0.5");
  stream.Desktop(At(1, 1, 10), Server(3), User(3), ServerAddress(2));
  const GraphResult result = stream.Run();
  ASSERT_EQ(result.findings.size(), 1U) << result.Text();
  EXPECT_EQ(result.findings[0].first, kUnjudged);
  EXPECT_EQ(result.findings[0].second.reasons[0].value, "remote desktop chain");
}

TEST(LogonGraph, TheBeginningOfLongEvidenceIsForLearning) {
  LogonStream stream = Estate();
  stream.Desktop(At(2, 1), Server(2), User(3), "10.8.0.5");
  stream.Desktop(At(2, 1, 10), Server(3), User(3), ServerAddress(2));
  EXPECT_EQ(stream.Run().findings.size(), 0U) << stream.Run().Text();
}

TEST(LogonGraph, UnjudgedFindingsAreBounded) {
  LogonStream stream;
  for (std::uint32_t i = 0; i < kMaxUnjudged + 50; ++i) {
    const std::string a = "A" + std::to_string(i), b = "B" + std::to_string(i);
    const std::string address = "10.3." + std::to_string(i / 250) + "." + std::to_string(i % 250);
    stream.Machine(At(1, 0), Server(0), a, address);
    stream.Desktop(At(1, 1, 0, i), a, User(3), "10.8.0.5");
    stream.Desktop(At(1, 1, 10, i), b, User(3), address);
  }
  const GraphResult result = stream.Run();
  EXPECT_EQ(result.findings.size(), kMaxUnjudged);
  EXPECT_GT(result.untold, 0U);
}

// Hostile evidence may name any number of accounts and hosts.
TEST(LogonGraph, AMillionLogonsInBoundedMemory) {
  MachineBook book{GraphOptions{}};
  book.Add({SightingKind::kSpan, "", "", At(0, 0), At(100, 0)});
  book.Freeze();
  std::size_t findings = 0;
  const GraphOptions options;
  LogonGraph graph(options, book, [&](GraphPattern, const AnalyticFinding&) { ++findings; });
  LogonRecord record;
  record.fact.kind = LogonKind::kWindows;
  record.fact.step = LogonStep::kSuccess;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    record.fact.time = Timestamp{At(0, 0).ticks + i * 8 * kTicksPerSecond};
    record.fact.how = i % 3 == 0 ? "10" : "3";
    record.fact.account = "acc" + std::to_string(i % 200'003);
    record.fact.host = "H" + std::to_string(i * 7 % 90'001);
    record.fact.address = "10." + std::to_string(i % 200) + ".1." + std::to_string(i % 251);
    graph.Take(record);
  }
  EXPECT_GT(graph.refused(), 0U);
  EXPECT_LE(findings, kGraphPatterns * kMaxToldOfPattern);
}

}  // namespace
}  // namespace noroshi
