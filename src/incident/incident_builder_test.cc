#include "incident/incident_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "incident/score.h"
#include "incident/testing/joined_facts.h"

namespace noroshi {
namespace {

using testing::Fact;
using testing::Fields;
using testing::HostsOf;
using testing::Join;
using testing::kHour;
using testing::kStart;
using testing::MediumRule;
using testing::Names;
using testing::UnlikeRule;

TEST(Incidents, FiftyUnrelatedHostsAreNoIncident) {
  std::vector<Fact> facts;
  for (std::uint32_t i = 0; i < 50; ++i) {
    // The same rule, account, service and file everywhere: deployment, not intrusion.
    facts.push_back({i,
                     "PC" + std::to_string(i),
                     0,
                     {{"SubjectUserName", "deploy"},
                      {"ServiceName", "Agent"},
                      {"TargetFilename", "C:\\Agent\\agent.exe"}},
                     Level::kMedium});
  }
  EXPECT_TRUE(Join(facts, MediumRule).incidents.empty());
}

TEST(Incidents, FiftyHostsWithAHighFindingEachStayApart) {
  std::vector<Fact> facts;
  for (std::uint32_t i = 0; i < 50; ++i) {
    facts.push_back({i, "PC" + std::to_string(i), i % 3, {{"SubjectUserName", "deploy"}}});
  }
  for (const Incident& incident : Join(facts).incidents) EXPECT_EQ(incident.hosts.size(), 1U);
}

TEST(Incidents, ASlowIntrusionOverFourServersIsOne) {
  const std::uint64_t month = 30 * 24;
  const IncidentSet set = Join({
      {0, "SRV1", 0, {{"TargetUserName", "backup"}, {"TargetDomainName", "CORP"}}},
      {month, "SRV2", 1, {{"User", "CORP\\backup"}, {"ServiceName", "WinHelpSvc"}}},
      {2 * month, "SRV3", 2, {{"ServiceName", "WinHelpSvc"}, {"User", "corp\\ito"}}},
      {3 * month, "SRV4", 3, {{"SubjectUserName", "ito@corp.example"}}},
  });
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(HostsOf(set), (Names{"SRV1", "SRV2", "SRV3", "SRV4"}));
  EXPECT_EQ(set.incidents[0].patient_zero, "SRV1");
  EXPECT_EQ(set.incidents[0].accounts, (Names{"corp\\backup", "corp\\ito"}));
  EXPECT_GE(set.incidents[0].score, kHighScore);
  EXPECT_EQ(set.findings_outside, 0U);
}

TEST(Incidents, SystemAndCommonProgramsJoinNothing) {
  const Fields fields = {{"User", "NT AUTHORITY\\SYSTEM"},
                         {"Image", "C:\\Windows\\System32\\cmd.exe"},
                         {"SubjectUserName", "SRV9$"},
                         {"IpAddress", "127.0.0.1"},
                         {"Hashes", "SHA256=" + std::string(64, 'a')}};
  for (const Incident& incident : Join({{0, "A", 0, fields}, {1, "B", 1, fields}}).incidents) {
    EXPECT_EQ(incident.hosts.size(), 1U);
  }
}

TEST(Incidents, AHostIsItsNameWithAndWithoutDomain) {
  const IncidentSet set = Join({{0, "SRV1.corp.example", 0}, {1, "srv1", 1}, {2, "SRV1", 2}});
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(set.incidents[0].hosts, (Names{"SRV1.corp.example"}));
  EXPECT_EQ(set.incidents[0].finding_count, 3U);
}

TEST(Incidents, TwoDomainsWithTheSameHostNameAreTwoHosts) {
  const IncidentSet set = Join({{0, "SRV1.a.example", 0}, {1, "SRV1.b.example", 1}});
  EXPECT_EQ(set.incidents.size(), 2U);
}

TEST(Incidents, AnAddressIsTheHostThatHadItThen) {
  // 10.0.0.5 is A in the first days and, a month later, B.
  const Fields had = {{"SourceIp", "10.0.0.5"}};
  const Fields from = {{"IpAddress", "10.0.0.5"}};
  const std::uint64_t month = 30 * 24;
  const IncidentSet set = Join({{0, "A", 0, had},
                                {2, "X", 1, from},
                                {2 * month, "B", 2, had},
                                {2 * month + 2, "Y", 3, from}});
  ASSERT_EQ(set.incidents.size(), 2U);
  EXPECT_EQ(set.incidents[0].hosts, (Names{"A", "X"}));
  EXPECT_EQ(set.incidents[1].hosts, (Names{"B", "Y"}));
}

TEST(Incidents, AnAddressKnownFromElsewhereIsItsHost) {
  IncidentBuilder builder;
  const auto add = [&](std::uint64_t hours, std::string_view host, std::uint32_t rule) {
    IncidentFinding finding;
    finding.host = host;
    finding.time = {kStart + hours * kHour};
    finding.level = Level::kHigh;
    finding.rule = rule;
    if (builder.Add(rule, finding.level, host, finding.time)) builder.AddDetails(finding);
  };
  add(0, "SRV1", 0);
  add(1, "10.0.0.1", 1);  // a log of the network
  add(2, "10.0.0.2", 2);
  builder.LearnAddress("10.0.0.1", "srv1.corp.example", {kStart + kHour}, {kStart + 9 * kHour});
  builder.LearnAddress("10.0.0.1", "srv1.corp.example", {kStart}, {kStart + kHour});
  builder.LearnAddress("no address", "srv1", {kStart}, {kStart});
  builder.LearnAddress("10.0.0.2", "-", {kStart}, {kStart});
  const IncidentSet set = std::move(builder).Finish(UnlikeRule);
  ASSERT_FALSE(set.incidents.empty());
  EXPECT_EQ(HostsOf(set), Names{"SRV1"});
  EXPECT_EQ(set.incidents.front().finding_count, 2U);
}

// What an administrator does on a server each month is no part of what somebody else did there.
TEST(Incidents, TheSameRuleOnTheSameHostJoinsNothing) {
  const IncidentSet set = Join({
      {0, "DC1", 0, {{"User", "CORP\\admin"}}},
      {0, "MG1", 1, {{"User", "CORP\\admin"}}},
      {5 * 24, "DC1", 0, {{"User", "CORP\\thief"}}},
      {5 * 24, "SRV1", 2, {{"User", "CORP\\thief"}}},
  });
  ASSERT_EQ(set.incidents.size(), 2U);
  for (const Incident& incident : set.incidents) EXPECT_EQ(incident.hosts.size(), 2U);
}

// A low finding beside an intruder's work at night is none of who was here in the morning.
TEST(Incidents, ALowFindingGoesToWhatIsNearestInTime) {
  const Fields tool = {{"TargetFilename", "C:\\Intel\\viewer.exe"}};
  Fields written = tool;
  written.emplace_back("User", "CORP\\thief");
  const IncidentSet set = Join({
      {0, "MG1", 0, {{"User", "CORP\\admin"}}},
      {0, "SRV1", 1, {{"User", "CORP\\admin"}}},
      {14, "SRV1", 2, written},
      {14, "SRV1", 4, tool, Level::kLow},
      {15, "SRV2", 3, {{"User", "CORP\\thief"}}},
  });
  ASSERT_EQ(set.incidents.size(), 2U);
  for (const Incident& incident : set.incidents) EXPECT_EQ(incident.hosts.size(), 2U);
}

TEST(Incidents, ALogonWrittenDownByADomainControllerBeganElsewhere) {
  const Fields fields = {{"User", "CORP\\ito"}};
  const IncidentSet set = Join({{0, "DC1", 0, fields, Level::kHigh, {}, "Security", 4776},
                                {1, "SRV1", 1, fields, Level::kHigh, {}, "Security", 4624}});
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(set.incidents[0].patient_zero, "SRV1");
  EXPECT_EQ(set.incidents[0].hosts, (Names{"DC1", "SRV1"}));
}

TEST(Incidents, ALocalAccountIsItsHostsOwn) {
  const IncidentSet set =
      Join({{0, "A", 0, {{"TargetUserName", "admin"}, {"TargetDomainName", "A"}}},
            {1, "B", 1, {{"TargetUserName", "admin"}, {"TargetDomainName", "B"}}}});
  EXPECT_EQ(set.incidents.size(), 2U);
}

TEST(Incidents, ASidIsTheAccountThatItWasSeenWith) {
  const std::string sid = "S-1-5-21-1-2-3-1104";
  const IncidentSet set =
      Join({{0,
             "A",
             0,
             {{"SubjectUserName", "mori"}, {"SubjectDomainName", "CORP"}, {"SubjectUserSid", sid}}},
            {1, "B", 1, {{"UserSid", sid}}}});
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(set.incidents[0].accounts, (Names{"corp\\mori"}));
}

TEST(Incidents, MembersOfACorrelationAreJoined) {
  const IncidentSet set = Join({{0, "", 0, {}, Level::kHigh, {"A", "B"}}, {1, "B", 1}});
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(HostsOf(set), (Names{"A", "B"}));
}

TEST(Incidents, AJoinedFindingIsJoinedToWhereItsRecordsCameFrom) {
  const auto joined = [](Names sources, Level level = Level::kHigh) {
    std::vector<Fact> facts = {{0, "A", 0, {{"SourceIp", "10.0.0.5"}}}, {1, "B", 1}};
    facts[1].sources = std::move(sources);
    facts[1].level = level;
    return HostsOf(Join(facts));
  };
  EXPECT_EQ(joined({"10.0.0.5", "10.0.0.5"}), (Names{"A", "B"}));
  EXPECT_NE(joined({}), (Names{"A", "B"}));
  EXPECT_NE(joined({"10.0.0.5"}, Level::kMedium), (Names{"A", "B"}));
  // From all sides: a sweep, and no one's way.
  EXPECT_NE(joined({"10.0.0.5", "10.0.0.6", "10.0.0.7", "10.0.0.8", "10.0.0.9"}),
            (Names{"A", "B"}));
}

TEST(Incidents, ALogWithoutHostIsAboutItsSource) {
  const IncidentSet set = Join({{0, "A", 0, {{"SourceIp", "10.0.0.5"}}},
                                {1, "", 1, {{"id.orig_h", "10.0.0.5"}, {"query", "c2.example"}}},
                                {2, "", 2, {{"src_ip", "10.0.0.9"}}}});
  ASSERT_FALSE(set.incidents.empty());
  EXPECT_EQ(set.incidents[0].hosts, (Names{"A"}));
  EXPECT_EQ(set.incidents[0].finding_count, 2U);
}

TEST(Incidents, RoutineNeitherJoinsEpisodesNorRaisesTheScore) {
  std::vector<Fact> facts;
  for (std::uint32_t day = 0; day < 60; ++day) facts.push_back({24 * day, "A", 0});
  const IncidentSet set = Join(facts);
  ASSERT_EQ(set.incidents.size(), 1U);
  EXPECT_EQ(set.incidents[0].finding_count, 1U);
  EXPECT_LT(set.incidents[0].score, kMediumScore);
  EXPECT_EQ(set.findings_outside, 59U);
}

TEST(Incidents, TimePassesAndAnAccountIsForgotten) {
  const Fields fields = {{"User", "CORP\\u"}};
  EXPECT_EQ(Join({{0, "A", 0, fields}, {24 * 40, "B", 1, fields}}).incidents.size(), 1U);
  EXPECT_EQ(Join({{0, "A", 0, fields}, {24 * 60, "B", 1, fields}}).incidents.size(), 2U);
}

TEST(Incidents, WhatCannotBePlacedIsCounted) {
  IncidentBuilder builder;
  EXPECT_FALSE(builder.Add(0, Level::kHigh, "A", Timestamp{}));
  EXPECT_FALSE(builder.Add(0, Level::kInformational, "A", Timestamp{kStart}));
  ASSERT_TRUE(builder.Add(0, Level::kHigh, "", Timestamp{kStart}));
  IncidentFinding finding;
  finding.time = Timestamp{kStart};
  builder.AddDetails(finding);
  EXPECT_EQ(std::move(builder).Finish(UnlikeRule).findings_left_out, 2U);
}

TEST(Incidents, MemoryIsBoundedAndSaysSo) {
  IncidentLimits limits;
  limits.cells = 100;
  IncidentBuilder builder(limits);
  std::uint64_t taken = 0;
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    const std::string host = "H" + std::to_string(i);
    taken += builder.Add(0, Level::kHigh, host, Timestamp{kStart}) ? 1 : 0;
  }
  EXPECT_EQ(taken, 100U);
  EXPECT_EQ(std::move(builder).Finish(UnlikeRule).findings_left_out, 900U);
}

TEST(Incidents, SentencesNameHostsRulesAndTimes) {
  const IncidentSet set =
      Join({{0, "SRV1", 3, {{"User", "CORP\\ito"}}}, {5, "SRV2", 4, {{"User", "CORP\\ito"}}}});
  ASSERT_EQ(set.incidents.size(), 1U);
  const Incident& incident = set.incidents[0];
  EXPECT_EQ(incident.title.en, "SRV1 and 1 host more: credential access, lateral movement");
  EXPECT_EQ(incident.title.ja, "SRV1ほか1台:認証情報アクセス、水平展開");
  EXPECT_NE(incident.narrative.en.find("2 findings of 2 rules on 2 hosts (SRV1, SRV2)"),
            std::string::npos);
  EXPECT_NE(incident.narrative.ja.find("2019年4月14日 0時00分(UTC)"), std::string::npos);
}

TEST(Incidents, StagesComeFromIdeasElseFromTactics) {
  const auto describe = [](std::uint32_t number) {
    RuleFacts facts = UnlikeRule(number);
    if (number == 1) facts.idea = "D3-07";  // though its tactic is execution
    return facts;
  };
  const IncidentSet set = Join({{0, "A", 0}, {1, "A", 1}, {2, "A", 2}}, describe);
  ASSERT_EQ(set.incidents.size(), 1U);
  for (const IncidentStage& stage : set.incidents[0].stages) EXPECT_EQ(stage.findings, 1U);
}

// One rule for each idea.
IncidentSet JoinIdeas(const Names& ideas, Level level = Level::kMedium) {
  std::vector<Fact> facts;
  for (std::uint32_t i = 0; i < ideas.size(); ++i) facts.push_back({i, "A", i, {}, level});
  return Join(facts, [&](std::uint32_t number) {
    RuleFacts rule = UnlikeRule(number);
    rule.idea = ideas[number];
    rule.level = level;
    return rule;
  });
}

TEST(Score, ProvenCombinationsCount) {
  EXPECT_GE(JoinIdeas({"D2-01", "D2-03", "D2-14"}).incidents.at(0).score, 95);
  EXPECT_GE(JoinIdeas({"D2-08", "D2-09"}).incidents.at(0).score, 85);
  EXPECT_GE(JoinIdeas({"D2-17"}).incidents.at(0).score, 95);
}

TEST(Score, AnOddLogonAloneIsForReview) {
  EXPECT_LE(JoinIdeas({"D1-02"}, Level::kCritical).incidents.at(0).score, 30);
  EXPECT_GT(JoinIdeas({"D1-02", "D3-01"}, Level::kCritical).incidents.at(0).score, 30);
}

TEST(Score, HandsOnTheKeyboardAfterAWayIn) {
  EXPECT_GE(JoinIdeas({"D1-02", "D3-01", "D3-07"}).incidents.at(0).score, kHandsOnKeyboard);
}

TEST(Score, MediumFindingsAreNeverCritical) {
  EXPECT_EQ(LevelOf(100, Level::kMedium), Level::kHigh);
  EXPECT_EQ(LevelOf(100, Level::kCritical), Level::kCritical);
  EXPECT_EQ(LevelOf(25, Level::kCritical), Level::kLow);
}

// Two sites: HQ with a domain controller and a jump host, VN overseas. The account "adm" is an
// administrator's.
IncidentSurroundings TwoSites() {
  IncidentSurroundings known;
  known.host = [](std::string_view host) {
    IncidentHostFacts facts;
    const bool vn = host.starts_with("VN");
    facts.site = vn ? "Viet Nam" : "Head Office";
    facts.outlying = vn;
    facts.domain_controller = host.find("DC") != std::string_view::npos;
    facts.jump_host = host.find("MG") != std::string_view::npos;
    facts.serves_all = host.find("WSUS") != std::string_view::npos;
    facts.server = facts.domain_controller || host.find("AP") != std::string_view::npos;
    return facts;
  };
  known.common_account = [](std::string_view account) {
    return account.find("adm") != std::string_view::npos;
  };
  return known;
}

double ScoreAt(const std::string& host, const IncidentSurroundings& known) {
  const IncidentSet set = Join({{0, host, 0}, {1, host, 1}}, UnlikeRule, known);
  return set.incidents.empty() ? 0 : set.incidents.front().score;
}

TEST(IncidentSurroundings, ServersWeighMore) {
  const IncidentSurroundings known = TwoSites();
  EXPECT_EQ(ScoreAt("HQ-CL01", known), ScoreAt("HQ-CL01", {}));  // a client, known or not
  EXPECT_GT(ScoreAt("HQ-AP01", known), ScoreAt("HQ-CL01", known));
  EXPECT_GT(ScoreAt("VN-AP01", known), ScoreAt("HQ-AP01", known));  // an outlying site's
  EXPECT_GT(ScoreAt("HQ-DC01", known), ScoreAt("VN-AP01", known));
}

TEST(IncidentSurroundings, CrossingSitesWeighsAndIsTold) {
  const std::vector<Fact> facts = {{0, "VN-AP01", 0, {{"ServiceName", "Rare"}}},
                                   {2, "HQ-DC01", 1, {{"ServiceName", "Rare"}}}};
  const IncidentSet set = Join(facts, UnlikeRule, TwoSites());
  ASSERT_EQ(set.incidents.size(), 1U);
  const Incident& incident = set.incidents.front();
  ASSERT_EQ(incident.places.size(), 2U);
  EXPECT_EQ(incident.places[0].host, "VN-AP01");
  EXPECT_EQ(incident.places[0].site, "Viet Nam");
  EXPECT_EQ(incident.places[0].roles, Names{"server"});
  EXPECT_EQ(incident.places[1].roles, Names{"domain controller"});
  EXPECT_NE(incident.narrative.en.find(
                "Among the hosts: domain controller HQ-DC01; server VN-AP01. The findings lie at 2 "
                "sites, in this order: Viet Nam, Head Office."),
            std::string::npos)
      << incident.narrative.en;
  EXPECT_NE(incident.narrative.ja.find("2拠点にわたり、Viet Nam、Head Officeの順に"),
            std::string::npos)
      << incident.narrative.ja;
  const IncidentSet unknown = Join(facts);
  ASSERT_EQ(unknown.incidents.size(), 1U);
  EXPECT_TRUE(unknown.incidents.front().places.empty());
  EXPECT_LT(unknown.incidents.front().score, incident.score);
}

TEST(IncidentSurroundings, WhatIsSharedByDesignNeedsCompany) {
  const auto hosts_joined_by = [](const Fields& fields) {
    const std::vector<Fact> facts = {{0, "HQ-AP01", 0, fields}, {2, "HQ-AP02", 1, fields}};
    return HostsOf(Join(facts, UnlikeRule, TwoSites())).size();
  };
  EXPECT_EQ(hosts_joined_by({{"SubjectUserName", "sato"}, {"SubjectDomainName", "CORP"}}), 2U);
  EXPECT_EQ(hosts_joined_by({{"SubjectUserName", "adm-mori"}, {"SubjectDomainName", "CORP"}}), 1U);
  EXPECT_EQ(hosts_joined_by({{"SubjectUserName", "adm-mori"},
                             {"SubjectDomainName", "CORP"},
                             {"TargetFilename", "C:\\x\\y.exe"}}),
            2U);
}

// From the machine of administrators everybody comes who looks after hosts.
TEST(IncidentSurroundings, AWayThatManyTakeNeedsCompany) {
  const Fields from = {{"SourceHostname", "MG1"}};
  const std::vector<Fact> facts = {{0, "MG1", 0}, {2, "SRV1", 1, from}, {3, "SRV2", 2, from}};
  EXPECT_EQ(HostsOf(Join(facts)).size(), 3U);
  IncidentSurroundings known;
  known.host = [](std::string_view host) {
    IncidentHostFacts way;
    way.way_through = host == "MG1";
    return way;
  };
  const IncidentSet set = Join(facts, UnlikeRule, known);
  for (const Incident& incident : set.incidents) {
    EXPECT_TRUE(incident.places.empty());  // nobody has said what it is
    EXPECT_LE(incident.hosts.size(), 2U);  // its own, and one named as where somebody came from
  }
  EXPECT_EQ(set.incidents.size(), 3U);
}

// Vendors name their folders alike on every host.
TEST(Incidents, AFolderIsItsHostsOwn) {
  const IncidentSet set = Join({{0, "A", 0, {{"TargetFilename", "C:\\Vendor\\a.exe"}}},
                                {1, "B", 0, {{"TargetFilename", "C:\\Vendor\\b.exe"}}}});
  EXPECT_EQ(set.incidents.size(), 2U);
}

// Only the host that he left has a record of it.
TEST(Incidents, AHostThatIsOnlyReachedIsListed) {
  const auto lateral = [](std::uint32_t number) { return UnlikeRule(number == 0 ? 4 : number); };
  const std::vector<Fact> facts = {
      {0, "SRV1.corp.example", 0, {{"TargetServerName", "dc1.corp.example"}}},
      {1, "SRV1.corp.example", 1, {{"TargetServerName", "OTHER"}}},  // no lateral movement
      {2, "SRV1.corp.example", 0, {{"SourceHostname", "SRV1"}}},     // itself
      {40 * 24, "DC1.corp.example", 2, {}},                          // long after
  };
  const IncidentSet set = Join(facts, lateral);
  ASSERT_FALSE(set.incidents.empty());
  const Incident& incident = set.incidents.front();
  EXPECT_EQ(incident.hosts, (Names{"SRV1.corp.example", "DC1.corp.example"}));
  EXPECT_EQ(incident.reached_hosts, 1U);
  EXPECT_NE(incident.narrative.en.find("on 1 host (SRV1.corp.example)"), std::string::npos);
  EXPECT_NE(incident.narrative.en.find("without findings there: DC1.corp.example."),
            std::string::npos);
}

// Hostile evidence: a host for each finding.
TEST(Incidents, ReachedHostsAreBounded) {
  const auto lateral = [](std::uint32_t) { return UnlikeRule(4); };
  std::vector<Fact> facts;
  for (std::uint32_t i = 0; i < 500; ++i) {
    facts.push_back({i % 24, "SRV1", i, {{"TargetServerName", "H" + std::to_string(i)}}});
  }
  const IncidentSet set = Join(facts, lateral);
  ASSERT_FALSE(set.incidents.empty());
  EXPECT_LE(set.incidents.front().reached_hosts, 32U);
}

// Hostile evidence: an account for each finding.
}  // namespace
}  // namespace noroshi
