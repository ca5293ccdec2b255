#include "incident/incident_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "incident/score.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = kUnixEpochTicks + 18'000 * kTicksPerDay;  // 2019-04-14
constexpr std::uint64_t kHour = 3'600 * kTicksPerSecond;

using Fields = std::vector<std::pair<std::string, std::string>>;

// A finding as a test states it.
struct Fact {
  std::uint64_t hours = 0;  // after kStart
  std::string host;
  std::uint32_t rule = 0;
  Fields fields = {};
  Level level = Level::kHigh;
  std::vector<std::string> members = {};
  std::string channel = "Security";
  std::uint32_t event_id = 4624;
  std::vector<std::string> sources = {};  // of members
};

// Rules of one technique and tactic each, unlike in all of it.
RuleFacts UnlikeRule(std::uint32_t number) {
  static constexpr const char* kTactics[] = {"initial-access", "execution", "persistence",
                                             "credential-access", "lateral-movement"};
  RuleFacts facts;
  facts.id = "rule-" + std::to_string(number);
  facts.title = "Rule " + std::to_string(number);
  facts.level = Level::kHigh;
  facts.techniques = {"T" + std::to_string(1000 + number)};
  facts.tactics = {kTactics[number % std::size(kTactics)]};
  return facts;
}

IncidentSet Join(std::vector<Fact> facts, const RuleFactsOf& describe = UnlikeRule,
                 const IncidentSurroundings& known = {}) {
  std::ranges::stable_sort(facts, {}, &Fact::hours);
  IncidentBuilder builder;
  std::uint32_t number = 0;
  for (const Fact& fact : facts) {
    const Timestamp time{kStart + fact.hours * kHour};
    const std::string id = "f-" + std::to_string(number++);
    if (!builder.Add(fact.rule, fact.level, fact.host, time)) continue;
    IncidentFinding finding;
    finding.id = id;
    finding.host = fact.host;
    finding.channel = fact.channel;
    finding.time = time;
    finding.level = fact.level;
    finding.rule = fact.rule;
    finding.event_id = fact.event_id;
    for (const auto& [name, value] : fact.fields) finding.fields.emplace_back(name, value);
    for (const std::string& member : fact.members) finding.member_hosts.push_back(member);
    for (const std::string& from : fact.sources) finding.member_sources.push_back(from);
    builder.AddDetails(finding);
  }
  return std::move(builder).Finish(describe, known);
}

RuleFacts MediumRule(std::uint32_t number) {
  RuleFacts facts = UnlikeRule(number);
  facts.level = Level::kMedium;
  return facts;
}

std::vector<std::string> HostsOf(const IncidentSet& set) {
  if (set.incidents.empty()) return {};
  std::vector<std::string> hosts = set.incidents.front().hosts;
  std::ranges::sort(hosts);
  return hosts;
}

using Names = std::vector<std::string>;

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

// An administrator's day lies between two of the intruder's: his tool in one place joins them.
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

// Vendors name their folders alike on every host.
TEST(Incidents, AFolderIsItsHostsOwn) {
  const IncidentSet set = Join({{0, "A", 0, {{"TargetFilename", "C:\\Vendor\\a.exe"}}},
                                {1, "B", 0, {{"TargetFilename", "C:\\Vendor\\b.exe"}}}});
  EXPECT_EQ(set.incidents.size(), 2U);
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
