#include "environment/environment_index.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/case_fold.h"
#include "environment/environment_reader.h"

namespace noroshi {
namespace {

Environment Read(const char* text) {
  EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
  for (const Diagnostic& one : read.problems) ADD_FAILURE() << one.ToString();
  return std::move(read.environment);
}

constexpr const char* kText = R"(
sites:
  - name: HQ
    kind: head-office
    networks: [10.1.0.0/16, 203.0.113.0/28]
    hosts: ['HQ-*']
  - name: VN
    kind: overseas
    networks: [10.1.200.0/24]
naming:
  - {pattern: VN-CL###, kind: workstation, site: VN}
domain_controllers: [HQ-DC01]
servers: ['HQ-FS##', 10.1.9.9]
update_servers: [wsus.corp.example, '*.update.example']
vpn_pools: [172.30.0.0/16]
own_domains: [corp.example]
trusted_destinations: [198.51.100.0/24]
admin_accounts: ['adm-*']
hosts:
  - {name: ODD, site: VN, roles: [jump_host], addresses: [10.9.9.9]}
)";

TEST(EnvironmentIndex, Roles) {
  const EnvironmentIndex index(Read(kText));
  const auto server = RoleBit(HostRole::kServer);
  EXPECT_EQ(index.RolesOf("hq-dc01.corp.example"), server | RoleBit(HostRole::kDomainController));
  EXPECT_EQ(index.RolesOf("HQ-FS02"), server);
  EXPECT_EQ(index.RolesOf("10.1.9.9"), server);
  EXPECT_EQ(index.RolesOf("odd"), RoleBit(HostRole::kJumpHost));
  EXPECT_EQ(index.RolesOf("10.9.9.9"), RoleBit(HostRole::kJumpHost));     // the inventory's address
  EXPECT_EQ(index.RolesOf("VN-CL001"), RoleBit(HostRole::kWorkstation));  // by its scheme's kind
  EXPECT_EQ(index.RolesOf("HQ-CL001"), 0);
  EXPECT_EQ(index.RolesOf(""), 0);
}

TEST(EnvironmentIndex, Sites) {
  const EnvironmentIndex index(Read(kText));
  struct Case {
    const char* host;
    const char* site;
  };
  constexpr Case kCases[] = {
      {"HQ-CL001.corp.example", "HQ"},
      {"VN-CL012", "VN"},  // by its naming scheme
      {"10.1.5.5", "HQ"},
      {"10.1.200.7", "VN"},  // the narrowest range
      {"ODD", "VN"},         // by the inventory
      {"10.9.9.9", "VN"},
      {"203.0.113.5", "HQ"},  // a public range of its own
      {"8.8.8.8", ""},
      {"STRANGER", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(index.SiteOf(c.host), c.site) << c.host;
  EXPECT_EQ(index.KindOfSite("vn"), SiteKind::kOverseas);
  EXPECT_EQ(index.KindOfSite("moon"), SiteKind::kOther);
}

TEST(EnvironmentIndex, WhatIsInside) {
  const EnvironmentIndex index(Read(kText));
  const ContactScope& scope = index.scope();
  for (const char* inside : {"10.5.5.5", "172.30.1.1", "203.0.113.5", "192.168.1.1"}) {
    EXPECT_TRUE(scope.own.Has(std::string_view(inside))) << inside;
  }
  for (const char* outside : {"203.0.113.20", "192.0.2.1", "198.18.0.1"}) {
    EXPECT_FALSE(scope.own.Has(std::string_view(outside))) << outside;
  }
  EXPECT_EQ(scope.own_domains, std::vector<std::string>{"corp.example"});
}

TEST(EnvironmentIndex, StatedNetworksAreAllThereAre) {
  const EnvironmentIndex index(Read("own_networks: [10.1.0.0/16]\n"));
  EXPECT_TRUE(index.scope().own.Has(std::string_view("10.1.2.3")));
  EXPECT_FALSE(index.scope().own.Has(std::string_view("10.2.2.3")));
  EXPECT_FALSE(index.scope().own.Has(std::string_view("192.168.1.1")));
  EXPECT_TRUE(index.scope().own.Has(std::string_view("fe80::1")));  // never the Internet
}

TEST(EnvironmentIndex, Destinations) {
  const EnvironmentIndex index(Read(kText));
  EXPECT_EQ(index.DestinationOf("wsus.corp.example"), KnownDestination::kUpdateServer);
  EXPECT_EQ(index.DestinationOf("a.b.update.example"), KnownDestination::kUpdateServer);
  EXPECT_EQ(index.DestinationOf("198.51.100.7"), KnownDestination::kTrusted);
  EXPECT_FALSE(index.DestinationOf("update.example"));
  EXPECT_FALSE(index.DestinationOf("wsus.evil.example"));  // no short names
}

TEST(EnvironmentIndex, Names) {
  const EnvironmentIndex index(Read(kText));
  ASSERT_TRUE(index.names().has_scheme());
  for (const char* name : {"vn-cl001", "hq-anything", "odd", "hq-dc01"}) {
    EXPECT_TRUE(index.names().Has(name)) << name;
  }
  EXPECT_FALSE(index.names().Has("desktop-4f7k2lm"));
}

TEST(EnvironmentIndex, NothingIsKnownOfNobody) {
  const EnvironmentIndex index{Environment()};
  EXPECT_EQ(index.RolesOf("HQ-DC01"), 0);
  EXPECT_EQ(index.SiteOf("10.1.2.3"), "");
  EXPECT_FALSE(index.IsAccount(AccountRole::kAdministrator, "administrator"));
  EXPECT_FALSE(index.DestinationOf("example.com"));
  EXPECT_FALSE(index.names().has_scheme());
  EXPECT_TRUE(index.scope().own.Has(std::string_view("10.1.2.3")));
  EXPECT_FALSE(index.scope().own.Has(std::string_view("203.0.113.1")));
}

TEST(EnvironmentIndex, SitesAreFoundInAnySpelling) {
  const EnvironmentIndex index(
      Read("sites:\n  - {name: Kyoto, kind: overseas}\n  - {name: Nara}\nnaming:\n"
           "  - {pattern: KY-*, site: KYOTO}\nhosts:\n  - {name: ODD, site: nara}\n"));
  EXPECT_EQ(index.SiteOf("KY-PC01"), "Kyoto");
  EXPECT_EQ(index.SiteOf("odd.corp.example"), "Nara");
  EXPECT_EQ(index.KindOfSite("kyoto"), SiteKind::kOverseas);
  EXPECT_EQ(index.KindOfSite(""), SiteKind::kOther);
  EXPECT_EQ(index.KindOfSite("Osaka"), SiteKind::kOther);
}

// Every computer of an inventory asks for its site: thousands of both must not multiply.
TEST(EnvironmentIndex, ManySitesAndManyComputers) {
  Environment environment;
  for (std::size_t i = 0; i < kMaxSites; ++i) {
    environment.sites.emplace_back().name = "Site " + std::to_string(i);
  }
  for (std::size_t i = 0; i < 200'000; ++i) {
    environment.inventory.push_back(
        {"H" + std::to_string(i), "SITE " + std::to_string(i % kMaxSites)});
  }
  const auto start = std::chrono::steady_clock::now();
  const EnvironmentIndex index(environment);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  EXPECT_EQ(index.SiteOf("h4097"), "Site 1");
}

}  // namespace
}  // namespace noroshi
