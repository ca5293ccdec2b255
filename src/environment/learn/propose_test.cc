// From sightings to a proposal: what is normal is proposed, what an intruder does is not.
#include "environment/learn/propose.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "environment/learn/learner.h"

namespace noroshi {
namespace {

constexpr unsigned kDays = 14;

// An estate's sightings, added in any order and learnt in the sorted one.
class Estate {
 public:
  void See(LearntKind kind, std::string_view subject, std::string_view object, unsigned day,
           unsigned hour = 10, bool failure = false) {
    std::string key;
    KeyOfSighting(kind, subject, object, key);
    const std::uint64_t start = ParseIso8601("2020-10-01")->ticks;
    sums_[key].Add({start + day * kTicksPerDay + hour * (kTicksPerDay / 24)}, failure);
  }
  void SeeDaily(LearntKind kind, std::string_view subject, std::string_view object,
                unsigned times = 1, unsigned hours = 1) {
    for (unsigned day = 0; day < kDays; ++day) {
      for (unsigned i = 0; i < times; ++i) See(kind, subject, object, day, i % hours);
    }
  }

  [[nodiscard]] LearntFacts Learn() const {
    EnvironmentLearner learner;
    for (const auto& [key, sum] : sums_) {
      std::string bytes;
      EncodeSighting(key, sum, bytes);
      FiledSighting filed;
      EXPECT_TRUE(DecodeSighting(bytes, filed));
      learner.Take(filed);
    }
    return std::move(learner).Finish();
  }
  [[nodiscard]] Environment Propose() const { return ProposeEnvironment(Learn()); }

 private:
  std::map<std::string, SightingSum> sums_;
};

// Ten clients and three servers that all log on to the file server.
Estate Ordinary() {
  Estate estate;
  for (int i = 1; i <= 10; ++i) {
    const std::string client = fmt::format("HQ-CL{:03}", i);
    estate.SeeDaily(LearntKind::kLog, client, "Security", 5);
    estate.SeeDaily(LearntKind::kInbound, "HQ-FS01", client, 2);
    estate.SeeDaily(LearntKind::kClientName, client, "HQ-FS01", 2);
  }
  for (const char* server : {"HQ-FS01", "HQ-AP01", "HQ-DC01"}) {
    estate.SeeDaily(LearntKind::kLog, server, "Security", 50);
  }
  estate.SeeDaily(LearntKind::kController, "HQ-DC01", "4768", 20);
  estate.SeeDaily(LearntKind::kLog, "HQ-DC01", "Directory Service");
  return estate;
}

bool Has(const EntryList& list, std::string_view value) {
  return std::ranges::find(list, value, &EnvironmentEntry::value) != list.end();
}
bool IsUnconfirmed(const Environment& e, std::string_view list, std::string_view value) {
  return std::ranges::any_of(
      e.to_confirm, [&](const ToConfirm& one) { return one.list == list && one.value == value; });
}

TEST(Propose, ControllersAndServers) {
  const Environment e = Ordinary().Propose();
  const EntryList& controllers = e.hosts(HostRole::kDomainController);
  ASSERT_EQ(controllers.size(), 1U);
  EXPECT_EQ(controllers[0].value, "HQ-DC01");
  EXPECT_EQ(controllers[0].confidence, 99);
  EXPECT_NE(controllers[0].note.find("280 Kerberos records (4768)"), std::string::npos)
      << controllers[0].note;
  EXPECT_TRUE(Has(e.hosts(HostRole::kServer), "HQ-FS01"));
  EXPECT_FALSE(Has(e.hosts(HostRole::kServer), "HQ-CL001"));
  EXPECT_FALSE(Has(e.hosts(HostRole::kServer), "HQ-DC01"));  // said once
}

TEST(Propose, AFewTicketsAreToBeConfirmed) {
  Estate estate = Ordinary();
  estate.See(LearntKind::kController, "HQ-AP01", "4768", 3);
  const Environment e = estate.Propose();
  EXPECT_FALSE(Has(e.hosts(HostRole::kDomainController), "HQ-AP01"));
  EXPECT_TRUE(IsUnconfirmed(e, "domain_controllers", "HQ-AP01"));
}

TEST(Propose, JumpHostsAreThoseOfEveryDay) {
  Estate estate = Ordinary();
  for (const char* target : {"HQ-FS01", "HQ-AP01", "HQ-DC01"}) {
    estate.SeeDaily(LearntKind::kDesktop, "HQ-MG01", target);
    estate.SeeDaily(LearntKind::kDesktop, "HQ-CL009", target);
    // An intruder, four nights.
    for (unsigned day = 3; day < 7; ++day) {
      for (int i = 0; i < 10; ++i) estate.See(LearntKind::kDesktop, "HQ-AP01", target, day, 17);
    }
  }
  estate.SeeDaily(LearntKind::kDesktop, "HQ-CL001", "HQ-MG01");
  const Environment e = estate.Propose();
  EXPECT_TRUE(Has(e.hosts(HostRole::kJumpHost), "HQ-MG01"));
  EXPECT_TRUE(Has(e.hosts(HostRole::kAdminWorkstation), "HQ-CL009"));  // nobody comes to it
  EXPECT_FALSE(Has(e.hosts(HostRole::kJumpHost), "HQ-AP01"));
  EXPECT_FALSE(IsUnconfirmed(e, "jump_hosts", "HQ-MG01"));
}

TEST(Propose, ASurveyIsNoScanner) {
  Estate estate = Ordinary();
  for (int i = 0; i < 60; ++i) {
    const std::string target = fmt::format("10.1.1.{}", i);
    for (unsigned hour = 0; hour < 3; ++hour) {
      estate.See(LearntKind::kReach, "HQ-AP01", target, 5, hour, true);
    }
    estate.SeeDaily(LearntKind::kReach, "10.1.9.9", target);
    estate.See(LearntKind::kReach, "10.1.9.9", target, 1, 1, true);
    for (unsigned day = 0; day < kDays; ++day) {
      estate.See(LearntKind::kReach, "10.1.9.9", target, day, 2, true);
    }
  }
  const Environment e = estate.Propose();
  EXPECT_TRUE(Has(e.hosts(HostRole::kScanner), "10.1.9.9"));
  EXPECT_FALSE(Has(e.hosts(HostRole::kScanner), "HQ-AP01"));
  EXPECT_TRUE(IsUnconfirmed(e, "scanners", "HQ-AP01"));
}

TEST(Propose, Accounts) {
  Estate estate = Ordinary();
  for (const char* host : {"HQ-FS01", "HQ-AP01", "HQ-DC01"}) {
    estate.SeeDaily(LearntKind::kPrivilege, "CORP\\adm-mori", host);
    estate.See(LearntKind::kPrivilege, "CORP\\stolen", host, 3);  // one night
  }
  estate.SeeDaily(LearntKind::kPrivilege, "CORP\\sato", "HQ-CL001");  // at home only
  estate.SeeDaily(LearntKind::kServiceLogon, "CORP\\svc-backup", "HQ-FS01");
  estate.SeeDaily(LearntKind::kServiceLogon, "CORP\\mixed", "HQ-FS01");
  estate.SeeDaily(LearntKind::kInteractive, "CORP\\mixed", "HQ-CL002");
  estate.See(LearntKind::kMember, "CN=evil,DC=corp", "Domain Admins", 4);
  const Environment e = estate.Propose();
  EXPECT_TRUE(Has(e.accounts(AccountRole::kAdministrator), "CORP\\adm-mori"));
  EXPECT_EQ(e.accounts(AccountRole::kAdministrator).size(), 1U);
  EXPECT_TRUE(IsUnconfirmed(e, "admin_accounts", "CORP\\stolen"));
  EXPECT_TRUE(IsUnconfirmed(e, "admin_accounts", "CN=evil,DC=corp"));
  ASSERT_EQ(e.accounts(AccountRole::kService).size(), 1U);
  EXPECT_EQ(e.accounts(AccountRole::kService)[0].value, "CORP\\svc-backup");
  EXPECT_TRUE(IsUnconfirmed(e, "service_accounts", "CORP\\mixed"));
}

TEST(Propose, NetworksAndDestinations) {
  Estate estate = Ordinary();
  for (int i = 1; i <= 10; ++i) {
    const std::string client = fmt::format("HQ-CL{:03}", i);
    estate.SeeDaily(LearntKind::kContact, "update.example", client, 24, 24);
    estate.SeeDaily(LearntKind::kContact, "portal.example", client, 8, 8);
    // To each infected host a destination of its own, however regular.
    estate.SeeDaily(LearntKind::kContact, fmt::format("c2-{}.example", i), client, 24, 24);
    estate.SeeDaily(LearntKind::kDomain, "corp.example", client);
    estate.SeeDaily(LearntKind::kVpn, "10.8.1.0/24", fmt::format("user{}", i));
  }
  estate.See(LearntKind::kVpn, "10.9.1.0/24", "sato", 2);
  const Environment e = estate.Propose();
  ASSERT_EQ(e.hosts(HostRole::kUpdateServer).size(), 1U);
  EXPECT_EQ(e.hosts(HostRole::kUpdateServer)[0].value, "update.example");
  EXPECT_TRUE(e.trusted_destinations.empty());
  EXPECT_TRUE(IsUnconfirmed(e, "trusted_destinations", "portal.example"));
  EXPECT_TRUE(Has(e.own_domains, "corp.example"));
  EXPECT_TRUE(Has(e.vpn_pools, "10.8.1.0/24"));
  EXPECT_TRUE(IsUnconfirmed(e, "vpn_pools", "10.9.1.0/24"));
}

TEST(Propose, NamesAndSites) {
  Estate estate = Ordinary();
  for (int i = 1; i <= 5; ++i) {
    const std::string client = fmt::format("VN-CL{:03}", i);
    estate.SeeDaily(LearntKind::kLog, client, "Security");
    estate.SeeDaily(LearntKind::kAddress, client, fmt::format("10.20.8.{}", i));
    estate.SeeDaily(LearntKind::kAddress, client, fmt::format("fe80::{}", i));  // at every site
    estate.SeeDaily(LearntKind::kAddress, client, fmt::format("169.254.8.{}", i));
    estate.SeeDaily(LearntKind::kAddress, fmt::format("HQ-CL{:03}", i),
                    fmt::format("10.10.8.{}", i));
  }
  estate.See(LearntKind::kClientName, "DESKTOP-4F7K2LM", "HQ-FS01", 4);
  const Environment e = estate.Propose();
  std::vector<std::string> patterns;
  for (const NamingEntry& naming : e.naming) patterns.push_back(naming.pattern);
  EXPECT_EQ(patterns, (std::vector<std::string>{"HQ-??##", "HQ-CL###", "VN-CL###"}));
  EXPECT_EQ(e.naming[0].role, HostRole::kServer);
  EXPECT_EQ(e.naming[1].role, HostRole::kWorkstation);
  ASSERT_EQ(e.sites.size(), 2U);
  EXPECT_EQ(e.sites[0].name, "HQ");
  EXPECT_EQ(e.sites[0].networks[0].value, "10.10.0.0/16");
  ASSERT_EQ(e.sites[1].networks.size(), 1U);
  EXPECT_EQ(e.sites[1].networks[0].value, "10.20.0.0/16");
  EXPECT_EQ(e.sites[1].hosts[0].value, "VN-*");
  EXPECT_TRUE(IsUnconfirmed(e, "workstations", "DESKTOP-4F7K2LM"));  // an intruder's own machine
}

TEST(Propose, SchemesOfAFewAreNotStated) {
  Estate estate;
  for (const char* name : {"A-1", "A-2", "A-3", "MAIL", "WEB", "GATE", "STORE"}) {
    estate.SeeDaily(LearntKind::kLog, name, "Security");
  }
  const Environment e = estate.Propose();
  EXPECT_TRUE(e.naming.empty());
  EXPECT_TRUE(IsUnconfirmed(e, "naming", "A-#"));
}

TEST(Propose, AnAddressIsItsComputersOwn) {
  Estate estate = Ordinary();
  estate.SeeDaily(LearntKind::kAddress, "HQ-MG01", "10.1.1.9");
  for (const char* target : {"HQ-FS01", "HQ-AP01", "HQ-DC01"}) {
    estate.SeeDaily(LearntKind::kDesktop, "10.1.1.9", target);
  }
  const Environment e = estate.Propose();
  EXPECT_TRUE(Has(e.hosts(HostRole::kAdminWorkstation), "HQ-MG01"));
  EXPECT_FALSE(Has(e.hosts(HostRole::kAdminWorkstation), "10.1.1.9"));
}

TEST(Propose, LongListsToConfirmAreCutAndCounted) {
  Estate estate = Ordinary();
  for (std::size_t i = 0; i < kMaxToConfirm + 7; ++i) {
    estate.See(LearntKind::kClientName, fmt::format("GUEST{}", i), "HQ-FS01", 3);
    estate.See(LearntKind::kClientName, fmt::format("GUESS{}", i), "HQ-FS01", 3, 1, true);
  }
  const Environment e = estate.Propose();
  ASSERT_EQ(e.to_confirm.size(), kMaxToConfirm);  // who never came in is nobody's computer
  EXPECT_NE(e.to_confirm.back().why.find("; 7 more are not listed"), std::string::npos);
}

TEST(Propose, WhatANameIsAtOneSiteItIsAtTheOther) {
  Estate estate = Ordinary();
  for (const char* server : {"VN-FS01", "VN-AP01", "VN-DC01"}) {
    estate.SeeDaily(LearntKind::kLog, server, "Security");
  }
  const Environment e = estate.Propose();
  const auto entry = std::ranges::find(e.naming, "VN-??##", &NamingEntry::pattern);
  ASSERT_NE(entry, e.naming.end());
  EXPECT_EQ(entry->role, HostRole::kServer);
}

TEST(Propose, NothingIsEverAllowed) {
  EXPECT_TRUE(Ordinary().Propose().allow.empty());
  EXPECT_TRUE(Estate().Propose().empty());
}

TEST(Propose, RegularIsManyDaysAndAGoodShare) {
  LearntFacts facts;
  for (unsigned day = 0; day < 20; ++day) facts.all.days |= std::uint64_t{1} << day;
  SightingSum sum;
  sum.days = 0b1111;
  EXPECT_FALSE(IsRegular(sum, facts, 5));  // four days are never enough
  sum.days = 0b111111;
  EXPECT_FALSE(IsRegular(sum, facts, 2));  // 6 of 20
  EXPECT_TRUE(IsRegular(sum, facts, 4));
  EXPECT_EQ(DaysText(sum, facts), "on 6 of 20 days");
  EXPECT_EQ(CountText(1'234'567, "logon"), "1,234,567 logons");
  EXPECT_EQ(CountText(1, "logon"), "1 logon");
}

}  // namespace
}  // namespace noroshi
