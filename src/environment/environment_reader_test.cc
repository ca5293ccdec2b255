#include "environment/environment_reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "environment/problems.h"

namespace noroshi {
namespace {

constexpr const char* kWhole = R"(organisation: Example K.K.
own_networks: [10.0.0.0/8, 192.168.0.0/16]
own_domains: corp.example
sites:
  - name: Head Office
    kind: head-office
    networks: [10.1.0.0/16]
    hosts: ['HQ-*']
  - name: Viet Nam
    kind: overseas
    location: 10.78, 106.70
naming:
  - pattern: HQ-CL###
    kind: workstation
    site: Head Office
  - VN-*
domain_controllers: [HQ-DC01]
servers: HQ-FS01
jump_hosts:
vpn_pools: [10.8.0.0/16]
admin_accounts: ['adm-*']
service_accounts: [svc-backup]
trusted_destinations: ['*.example.com', 203.0.113.0/24]
hosts:
  - MAILGW
  - name: HQ-WEB01
    site: Head Office
    roles: [server, jump host]
    addresses: [10.1.1.5, 10.1.1.6]
allow:
  - rule: beacon
    value: '*.monitoring.example'
    reason: monitoring of the provider
    expires: 2027-03-31
  - host: HQ-WEB01
    reason: honeypot
    expires: never
to_confirm:
  - list: jump_hosts
    value: VN-AP01
    why: 2 desktops
)";

TEST(EnvironmentReader, APlaceThatIsNone) {
  const EnvironmentRead read =
      ReadEnvironmentYaml("sites:\n  - name: A\n    location: Hanoi\n", "e.yaml");
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_NE(read.problems[0].ToString().find("'Hanoi' is no place"), std::string::npos);
  EXPECT_FALSE(read.environment.sites.at(0).location);
}

TEST(EnvironmentReader, ReadsAllSections) {
  const EnvironmentRead read = ReadEnvironmentYaml(kWhole, "environment.yaml");
  for (const Diagnostic& one : read.problems) ADD_FAILURE() << one.ToString();
  const Environment& e = read.environment;
  EXPECT_EQ(e.organisation, "Example K.K.");
  ASSERT_TRUE(e.sites.at(1).location);
  EXPECT_DOUBLE_EQ(e.sites[1].location->longitude, 106.70);
  EXPECT_FALSE(e.sites[0].location);
  EXPECT_EQ(e.own_networks.size(), 2U);
  ASSERT_EQ(e.own_domains.size(), 1U);  // a list of one may be a text
  ASSERT_EQ(e.sites.size(), 2U);
  EXPECT_EQ(e.sites[0].kind, SiteKind::kHeadOffice);
  EXPECT_EQ(e.sites[0].hosts[0].value, "HQ-*");
  ASSERT_EQ(e.naming.size(), 2U);
  EXPECT_EQ(e.naming[0].role, HostRole::kWorkstation);
  EXPECT_EQ(e.naming[1].pattern, "VN-*");
  EXPECT_EQ(e.hosts(HostRole::kDomainController)[0].value, "HQ-DC01");
  EXPECT_TRUE(e.hosts(HostRole::kJumpHost).empty());  // the key alone
  EXPECT_EQ(e.accounts(AccountRole::kAdministrator)[0].value, "adm-*");
  ASSERT_EQ(e.inventory.size(), 2U);
  EXPECT_EQ(e.inventory[1].roles, RoleBit(HostRole::kServer) | RoleBit(HostRole::kJumpHost));
  EXPECT_EQ(e.inventory[1].addresses.size(), 2U);
  ASSERT_EQ(e.allow.size(), 2U);
  EXPECT_EQ(ToIso8601(*e.allow[0].until), "2027-04-01T00:00:00.0000000Z");  // the whole last day
  EXPECT_EQ(e.allow[0].line, 31U);
  EXPECT_FALSE(e.allow[1].until);
  ASSERT_EQ(e.to_confirm.size(), 1U);
  EXPECT_EQ(e.to_confirm[0].value, "VN-AP01");
}

struct ProblemCase {
  const char* text;
  const char* code;
  std::uint32_t line, column;
};

TEST(EnvironmentReader, SaysWhatIsWrongAndWhere) {
  constexpr ProblemCase kCases[] = {
      {"a: [", "E002", 2, 1},
      {"- a\n", "E003", 1, 1},
      {"servers: {a: b}\n", "E003", 1, 10},
      {"sites:\n  - kind: other\n", "E003", 2, 5},
      {"severs: [A]\n", "E004", 1, 1},
      {"sites:\n  - name: A\n    network: [10.0.0.0/8]\n", "E004", 3, 5},
      {"servers: [A]\nservers: [B]\n", "E005", 2, 1},
      {"vpn_pools: [VPN]\n", "E006", 1, 13},
      {"hosts:\n  - site: A\n", "E007", 2, 5},
      {"sites:\n  - name: A\n    kind: moon\n", "E008", 3, 11},
      {"naming:\n  - pattern: A*\n    kind: printer\n", "E008", 3, 11},
      {"allow:\n  - reason: x\n    expires: never\n", "E009", 2, 5},
      {"servers: ['*']\n", "E010", 1, 11},
      {"own_networks: [0.0.0.0/0]\n", "E010", 1, 16},
      {"vpn_pools: ['::/0']\n", "E010", 1, 13},
      {"hosts: ['*']\n", "E010", 1, 9},
      {"hosts:\n  - {name: '**', roles: [update_server]}\n", "E010", 2, 12},
      {"allow:\n  - address: 0.0.0.0/0\n    reason: x\n    expires: never\n", "E010", 2, 14},
      {"hosts:\n  - name: A\n    roles: {server: yes}\n", "E003", 3, 12},
      {"to_confirm: [A]\n", "E003", 1, 14},
      {"allow:\n  - value: '**'\n    reason: x\n    expires: never\n", "E010", 2, 12},
      {"allow:\n  - host: A\n    expires: never\n", "E011", 2, 5},
      {"allow:\n  - host: A\n    reason: x\n", "E012", 2, 5},
      {"allow:\n  - host: A\n    reason: x\n    expires: soon\n", "E013", 4, 14},
      {"allow:\n  - host: A\n    reason: x\n    expires: 2027-02-30\n", "E013", 4, 14},
      {"own_networks: [10.1.2.3/8]\n", "E014", 1, 16},
      {"naming:\n  - pattern: A*\n    site: B\n", "E015", 3, 11},
      {"hosts:\n  - name: A\n    addresses: [B]\n", "E020", 3, 17},
      {"allow:\n  - address: A\n    reason: x\n    expires: never\n", "E020", 2, 14},
  };
  for (const ProblemCase& c : kCases) {
    const EnvironmentRead read = ReadEnvironmentYaml(c.text, "e.yaml");
    ASSERT_FALSE(read.problems.empty()) << c.text;
    const Diagnostic& first = read.problems.front();
    EXPECT_EQ(first.code, c.code) << c.text;
    EXPECT_EQ(first.line, c.line) << c.text;
    EXPECT_EQ(first.column, c.column) << c.text;
    EXPECT_EQ(first.path, "e.yaml");
    EXPECT_FALSE(first.fix.empty()) << c.text;
  }
}

TEST(EnvironmentReader, RefusedEntriesAreNotUsed) {
  const EnvironmentRead read = ReadEnvironmentYaml(
      "allow:\n  - host: A\n    reason: x\n    expires: soon\nvpn_pools: [VPN, 10.8.0.0/16]\n",
      "e.yaml");
  EXPECT_TRUE(HasErrors(read.problems));
  EXPECT_TRUE(read.environment.allow.empty());
  EXPECT_EQ(read.environment.vpn_pools.size(), 1U);
}

TEST(EnvironmentReader, WarningsAreNoErrors) {
  const EnvironmentRead read = ReadEnvironmentYaml("own_networks: [10.1.2.3/8]\n", "e.yaml");
  EXPECT_FALSE(HasErrors(read.problems));
  EXPECT_EQ(read.environment.own_networks.size(), 1U);
}

TEST(EnvironmentReader, EmptyTextsKnowNothing) {
  for (const char* text : {"", "# nothing\n", "---\n", "null\n"}) {
    const EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
    EXPECT_TRUE(read.problems.empty()) << text;
    EXPECT_TRUE(read.environment.empty()) << text;
  }
}

TEST(EnvironmentReader, AMillionFaultsAreCounted) {
  std::string text = "servers:\n";
  for (int i = 0; i < 1'000; ++i) text += "  - {}\n";
  const EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
  ASSERT_EQ(read.problems.size(), kMaxProblems + 1);
  EXPECT_EQ(read.problems.back().message, "and 800 more like these");
}

// The page for users has every code.
TEST(EnvironmentReader, CodesAreDocumented) {
  std::ifstream file("docs/user/environment.md", std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  for (const ProblemKind* kind : AllProblemKinds()) {
    EXPECT_NE(page.find("| " + std::string(kind->code) + " |"), std::string::npos) << kind->code;
  }
}

TEST(EnvironmentReader, AnErrorAmongThoseNotListedIsOne) {
  std::string text = "own_networks:\n";
  for (std::size_t i = 0; i <= kMaxProblems; ++i) text += "  - 10.1.2.3/8\n";
  EXPECT_FALSE(HasErrors(ReadEnvironmentYaml(text, "e.yaml").problems));
  const EnvironmentRead read = ReadEnvironmentYaml(text + "severs: [A]\n", "e.yaml");
  EXPECT_TRUE(HasErrors(read.problems));
  EXPECT_EQ(read.problems.back().message, "and 2 more like these");
}

TEST(EnvironmentReader, ProblemsShowTheirLines) {
  const EnvironmentRead read = ReadEnvironmentYaml(
      "own_networks:\n  - 10.1.2.3/8\n  - 10.0.0.0/8\n  - 172.16.0.1/12   \nnaming:\n  - pattern: "
      "A*\n"
      "    site: B\n",
      "e.yaml");
  ASSERT_EQ(read.problems.size(), 3U);
  EXPECT_EQ(read.problems[0].source_line, "- 10.1.2.3/8");
  EXPECT_EQ(read.problems[1].source_line, "- 172.16.0.1/12");
  EXPECT_EQ(read.problems[2].source_line, "site: B");
}

TEST(EnvironmentReader, SitesThatAreOnlyNamedAreMadeAndToldOnce) {
  const EnvironmentRead read = ReadEnvironmentYaml(
      "hosts:\n  - {name: A, site: Kyoto}\n  - {name: B, site: KYOTO}\n", "e.yaml");
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "E015");
  ASSERT_EQ(read.environment.sites.size(), 1U);
  EXPECT_EQ(read.environment.sites[0].name, "Kyoto");
}

}  // namespace
}  // namespace noroshi
