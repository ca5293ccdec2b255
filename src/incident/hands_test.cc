// Whose findings are whose: hands, and what joins them.
#include <gtest/gtest.h>

#include <algorithm>

#include "incident/incident_builder.h"
#include "incident/testing/joined_facts.h"

namespace noroshi {
namespace {

using testing::Fact;
using testing::HostsOf;
using testing::Join;
using testing::Names;
using testing::UnlikeRule;

// Who acts on a hub at the same day: each is with whom he came from.
TEST(IncidentHands, AHubJoinsNobodyToAnother) {
  const IncidentSet set = Join({
      {0, "DC1", 0, {{"User", "CORP\\ito"}}},
      {0, "PC1", 1, {{"User", "CORP\\ito"}}},
      {4, "DC1", 2, {{"User", "CORP\\mori"}}},
      {4, "PC2", 3, {{"User", "CORP\\mori"}}},
      {9, "DC1", 4, {{"User", "CORP\\abe"}}},
      {9, "PC3", 5, {{"User", "CORP\\abe"}}},
  });
  ASSERT_EQ(set.incidents.size(), 3U);
  for (const Incident& incident : set.incidents) {
    EXPECT_EQ(incident.hosts.size(), 2U);
    EXPECT_EQ(incident.accounts.size(), 1U);
  }
}

// An administrator who comes to the controller from the management host, and two days later an
// intruder who comes from a server with an account of his own.
std::vector<Fact> AdministratorThenIntruder(const std::string& intruder) {
  const std::string admin = "CORP\\adm";
  return {
      {0, "MG1", 0, {{"User", admin}}},
      {1, "DC1", 1, {{"User", admin}, {"WorkstationName", "MG1"}}},
      {48, "SRV1", 2, {{"User", intruder}, {"ServiceName", "Rare"}}},
      {49, "DC1", 1, {{"User", intruder}, {"WorkstationName", "SRV1"}}},
      {49, "DC1", 3, {{"User", intruder}}},
  };
}

// Of the incident with that host.
Names HostsWith(const IncidentSet& set, const std::string& host) {
  for (const Incident& incident : set.incidents) {
    Names hosts = incident.hosts;
    std::ranges::sort(hosts);
    if (std::ranges::count(hosts, host) > 0) return hosts;
  }
  return {};
}
Names IntruderHosts(const IncidentSet& set) { return HostsWith(set, "SRV1"); }

TEST(IncidentHands, AnAdministratorsHabitIsHisOwn) {
  const IncidentSet set = Join(AdministratorThenIntruder("CORP\\thief"));
  EXPECT_EQ(IntruderHosts(set), (Names{"DC1", "SRV1"}));
}

// The intruder has the administrator's own account. That it is at home on the controller and on the
// management host joins neither.
TEST(IncidentHands, TheAdministratorsAccountInBothHands) {
  IncidentSurroundings known;
  known.common_account = [](std::string_view account) { return account == "corp\\adm"; };
  const IncidentSet set = Join(AdministratorThenIntruder("CORP\\adm"), UnlikeRule, known);
  EXPECT_EQ(IntruderHosts(set), (Names{"DC1", "SRV1"}));
  // Nobody's account by habit: whoever uses it on both was one.
  EXPECT_EQ(IntruderHosts(Join(AdministratorThenIntruder("CORP\\adm"))),
            (Names{"DC1", "MG1", "SRV1"}));
}

// Within the hour, and by records that name both accounts, it is one hand.
TEST(IncidentHands, OneHandChangesAccounts) {
  const IncidentSet soon = Join({{0, "A", 0, {{"User", "CORP\\ito"}}},
                                 {1, "A", 1, {{"User", "CORP\\mori"}}},
                                 {1, "B", 2, {{"User", "CORP\\mori"}}}});
  ASSERT_EQ(soon.incidents.size(), 1U);
  EXPECT_EQ(HostsOf(soon), (Names{"A", "B"}));
  const IncidentSet told =
      Join({{0, "A", 0, {{"User", "CORP\\ito"}}},
            {9, "A", 1, {{"SubjectUserName", "mori"}, {"SubjectDomainName", "CORP"}}},
            {10, "A", 2, {{"User", "CORP\\ito"}, {"TargetUser", "CORP\\mori"}}},
            {11, "B", 3, {{"User", "CORP\\ito"}}}});
  ASSERT_EQ(told.incidents.size(), 1U);
  EXPECT_EQ(told.incidents[0].finding_count, 4U);
}

// The intruder's own computer shows him, whatever account he uses.
TEST(IncidentHands, AForeignComputerIsOneHands) {
  const auto hosts_with = [](const std::string& second) {
    return HostsWith(Join({{0, "A", 0, {{"User", "CORP\\ito"}, {"WorkstationName", "KALI"}}},
                           {9, "A", 1, {{"User", "CORP\\mori"}, {"WorkstationName", second}}},
                           {9, "B", 2, {{"User", "CORP\\mori"}}},
                           {0, "C", 3, {{"User", "CORP\\ito"}}}}),
                     "B");
  };
  EXPECT_EQ(hosts_with("KALI"), (Names{"A", "B", "C"}));
  EXPECT_EQ(hosts_with("MORIS-PC"), (Names{"A", "B"}));
}

// From server to server, with another account at each step, and one without any.
TEST(IncidentHands, LateralMovementJoins) {
  const IncidentSet set = Join({
      {0, "SRV1", 0, {{"User", "CORP\\ito"}, {"ServiceName", "Rare"}}},
      {30, "SRV2", 1, {{"User", "CORP\\mori"}, {"WorkstationName", "SRV1"}}},
      {60, "SRV3", 2, {{"TaskName", "\\x"}, {"WorkstationName", "SRV2"}}},
      {90, "SRV4", 3, {{"User", "CORP\\abe"}, {"WorkstationName", "SRV3"}}},
  });
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(set.incidents[0].hosts.size(), 4U);
}

TEST(IncidentHands, AReferenceIsToTheHandThatFits) {
  // On SRV1 the administrator was last, and the thief before him: whose logon to SRV2 it is, is
  // told by the account.
  const IncidentSet set = Join({
      {0, "SRV1", 0, {{"User", "CORP\\thief"}, {"ServiceName", "Rare"}}},
      {20, "SRV1", 1, {{"User", "CORP\\adm"}}},
      {20, "MG1", 2, {{"User", "CORP\\adm"}}},
      {26, "SRV2", 3, {{"User", "CORP\\thief"}, {"WorkstationName", "SRV1"}}},
  });
  EXPECT_EQ(HostsWith(set, "SRV2"), (Names{"SRV1", "SRV2"}));
}

TEST(IncidentHands, AcrossAQuietFortnight) {
  const std::uint64_t day = 24;
  const IncidentSet set = Join({
      {0, "SRV1", 0, {{"User", "CORP\\ito"}, {"TargetFilename", "C:\\x\\a.dll"}}},
      {14 * day, "SRV1", 1, {{"TargetFilename", "C:\\x\\a.dll"}}},
      {28 * day, "SRV2", 2, {{"User", "CORP\\mori"}, {"WorkstationName", "SRV1"}}},
  });
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(HostsOf(set), (Names{"SRV1", "SRV2"}));
}

// Days apart, but the program that he left runs all the while: nobody signs what it does, and what
// he does in between is still his. His account serves others too and says nothing alone.
TEST(IncidentHands, AProgramThatRunsOnBridgesTheSilence) {
  const std::string program = "C:\\ProgramData\\Kit\\helper.exe";
  std::vector<Fact> facts = {{0, "SRV", 0, {{"SubjectUserName", "adm"}, {"Image", program}}}};
  for (std::uint64_t hours = 8; hours < 100; hours += 8) {
    facts.push_back({hours, "SRV", 1, {{"Image", program}}, Level::kMedium});
  }
  facts.push_back({73, "SRV", 2, {{"SubjectUserName", "adm"}}});
  IncidentSurroundings known;
  known.common_account = [](std::string_view) { return true; };
  const IncidentSet set = Join(facts, UnlikeRule, known);
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(set.incidents[0].rules.size(), 3U);

  std::erase_if(facts, [](const Fact& fact) { return fact.rule == 1; });
  const IncidentSet silent = Join(facts, UnlikeRule, known);
  for (const Incident& incident : silent.incidents) EXPECT_EQ(incident.rules.size(), 1U);
}

// An administrator's day lies between two of the intruder's: his tool in one place joins them.
TEST(IncidentHands, SomebodyElsesDayBetweenIsNoSilence) {
  const auto facts = [](const std::string& second) -> std::vector<Fact> {
    return {{0, "SRV1", 0, {{"TargetFilename", "C:\\ProgramData\\Oki\\a.exe"}}},
            {48, "SRV1", 1, {{"User", "CORP\\adm"}}},
            {96, "SRV1", 2, {{"NewProcessName", second}}}};
  };
  const auto findings_of_largest = [&](const std::string& second) {
    std::uint64_t most = 0;
    for (const Incident& one : Join(facts(second)).incidents) {
      most = std::max(most, one.finding_count);
    }
    return most;
  };
  EXPECT_EQ(findings_of_largest("C:\\ProgramData\\Oki\\a.exe"), 2U);    // the same program
  EXPECT_EQ(findings_of_largest("C:\\ProgramData\\Oki\\rar.exe"), 2U);  // another beside it
  EXPECT_EQ(findings_of_largest("C:\\ProgramData\\Ume\\rar.exe"), 1U);
  EXPECT_EQ(findings_of_largest("C:\\Windows\\Temp\\a.exe"), 1U);
}

// Only the host that somebody left has a record: it goes with what was done there before, and with
// what is done from then on where he went.
TEST(IncidentHands, ADepartureBelongsToBothEnds) {
  const Fact before = {0, "SRV1", 0, {{"ServiceName", "Rare"}}};
  const Fact leaves = {40, "SRV1", 1, {{"TargetServerName", "SRV2"}}};
  const Fact arrived = {60, "SRV2", 2, {{"TaskName", "\\x"}}};
  const IncidentSet set = Join({before, leaves, arrived});
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(HostsOf(set), (Names{"SRV1", "SRV2"}));
  // What was found there before he came, or weeks later, is not his.
  const Fact earlier = {2, "SRV2", 2, {{"TaskName", "\\x"}}};
  EXPECT_EQ(HostsWith(Join({before, leaves, earlier}), "SRV2"), (Names{"SRV2"}));
  const Fact later = {40 + 20 * 24, "SRV2", 2, {{"TaskName", "\\x"}}};
  EXPECT_EQ(HostsWith(Join({before, leaves, later}), "SRV2"), (Names{"SRV2"}));
}

// Days after his last grave finding the user's session leaves for another computer with an account
// that he has stolen: a low finding, and all that there is on his side.
TEST(IncidentHands, ALateDepartureIsOfWhoWasThere) {
  const auto hosts = [](const std::string& leaver, std::uint64_t hours) {
    return HostsWith(
        Join({{0, "PC1", 0, {{"User", "CORP\\ito"}}},
              {hours,
               "PC1",
               1,
               {{"SubjectUserName", leaver},
                {"TargetUserName", "mori"},
                {"TargetServerName", "PC2"}},
               Level::kLow},
              {hours + 1, "PC2", 2, {{"SubjectUserName", "mori"}, {"TaskName", "\\x"}}}}),
        "PC2");
  };
  EXPECT_EQ(hosts("ito", 5 * 24), (Names{"PC1", "PC2"}));
  EXPECT_EQ(hosts("abe", 5 * 24), (Names{"PC2"}));
  EXPECT_EQ(hosts("ito", 30 * 24), (Names{"PC2"}));
}

// Whoever was on the server earlier has no part in it when nobody knows who left.
TEST(IncidentHands, ADepartureBelongsToTheLastWhoWasThere) {
  const IncidentSet set = Join({{0, "SRV1", 0, {{"User", "CORP\\ito"}}},
                                {96, "SRV1", 1, {{"ServiceName", "Rare"}}},
                                {130, "SRV1", 2, {{"TargetServerName", "SRV2"}}}});
  std::uint64_t most = 0;
  for (const Incident& one : set.incidents) most = std::max(most, one.finding_count);
  EXPECT_EQ(most, 2U);
}

// The administrator who leaves the server is not who was at work there.
TEST(IncidentHands, ADepartureOfAnotherHandIsHisOwn) {
  const IncidentSet set =
      Join({{0, "SRV1", 0, {{"User", "CORP\\thief"}, {"ServiceName", "Rare"}}},
            {40, "SRV1", 1, {{"User", "CORP\\adm"}, {"TargetServerName", "SRV2"}}},
            {41, "SRV2", 2, {{"User", "CORP\\adm"}}}});
  EXPECT_EQ(HostsWith(set, "SRV2").size(), 2U);
  EXPECT_EQ(set.incidents.size(), 2U);
}

// The client's user and a stolen account are two hands, but the program that called home from there
// all the while was the intruder's.
TEST(IncidentHands, WhoReachedOverWhileAProgramRanThere) {
  const auto joined = [](std::uint64_t hours, std::uint64_t span) {
    std::vector<Fact> facts = {
        {0, "PC1", 0, {{"User", "CORP\\help"}}},
        {100, "SRV1", 1, {{"User", "CORP\\help"}, {"SourceHostname", "PC1"}}},
        {hours - 1, "PC1", 2, {{"User", "CORP\\sato"}}},
        {hours, "PC1", 3, {{"Destination", "a.example"}}},
    };
    facts.back().span = span;
    return Join(facts).incidents.size();
  };
  EXPECT_EQ(joined(150, 0), 2U);
  EXPECT_EQ(joined(150, 40), 2U);   // began when he had gone over
  EXPECT_EQ(joined(150, 120), 1U);  // was there before
}

// A command names the computer it works on, by name or by an address that is known to be its.
TEST(IncidentHands, ACommandReachesAnotherHost) {
  EXPECT_EQ(HostsOf(Join({{0, "A", 0, {{"CommandLine", "wmic /node:B process call create x"}}},
                          {1, "B", 1, {{"TaskName", "\\x"}}}})),
            (Names{"A", "B"}));
  const IncidentSet by_address =
      Join({{0, "B", 0, {{"SourceIp", "10.0.0.9"}, {"Initiated", "true"}}},
            {1, "A", 1, {{"CommandLine", "cmd /c copy \\\\10.0.0.9\\c$\\x.exe C:\\"}}}});
  EXPECT_EQ(HostsOf(by_address), (Names{"A", "B"}));
  EXPECT_EQ(by_address.incidents.front().entities.front().kind, EntityKind::kReached);
}

// Both take the directory from the same controller, in one week, by the same means.
TEST(IncidentHands, TwoIntrusionsAtOnceStayTwo) {
  struct Intrusion {
    std::uint64_t begin = 0;
    std::string server, account;
  };
  const Intrusion intrusions[] = {{0, "SRV1", "CORP\\ito"}, {30, "SRV2", "CORP\\mori"}};
  std::vector<Fact> facts;
  for (const Intrusion& one : intrusions) {
    facts.push_back({one.begin, one.server, 0, {{"User", one.account}}});
    facts.push_back({one.begin + 1, one.server, 1, {{"User", one.account}}});
    facts.push_back(
        {one.begin + 2, "DC1", 2, {{"User", one.account}, {"WorkstationName", one.server}}});
    facts.push_back({one.begin + 2, "DC1", 3, {{"User", one.account}}});
  }
  const IncidentSet set = Join(facts);
  ASSERT_EQ(set.incidents.size(), 2U);
  for (const Incident& incident : set.incidents) {
    EXPECT_EQ(incident.hosts.size(), 2U);
    EXPECT_EQ(incident.accounts.size(), 1U);
  }
}

TEST(IncidentHands, TooManyHandsToTellApart) {
  std::vector<Fact> facts;
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    facts.push_back({i % 24, "A", i, {{"User", "CORP\\u" + std::to_string(i)}}});
  }
  const IncidentSet set = Join(facts);
  std::uint64_t findings = set.findings_outside;
  for (const Incident& incident : set.incidents) findings += incident.finding_count;
  EXPECT_EQ(findings, 5'000U);
}

}  // namespace
}  // namespace noroshi
