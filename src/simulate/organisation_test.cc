#include "simulate/organisation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace noroshi {
namespace {

// Sizes from the smallest up, and seeds.
class OrganisationOf : public testing::TestWithParam<std::pair<std::size_t, std::uint64_t>> {
 protected:
  Organisation made = MakeOrganisation(GetParam().first, GetParam().second);
};

TEST_P(OrganisationOf, HasTheHostsAskedForServersFirst) {
  EXPECT_EQ(made.hosts.size(), GetParam().first);
  EXPECT_TRUE(std::ranges::is_partitioned(made.hosts, [](const Host& h) { return h.server(); }));
  EXPECT_EQ(std::ranges::count_if(made.hosts, [](const Host& host) { return host.server(); }),
            static_cast<std::ptrdiff_t>(made.servers));
}

TEST_P(OrganisationOf, EveryClientHasItsPersonOfTheSameSite) {
  EXPECT_EQ(made.people.size(), made.hosts.size() - made.servers);
  std::set<std::size_t> used;
  for (const Host& host : made.hosts) {
    if (host.server()) continue;
    ASSERT_LT(host.user, made.people.size());
    EXPECT_EQ(made.people[host.user].site, host.site) << host.name;
    used.insert(host.user);
  }
  EXPECT_EQ(used.size(), made.people.size());  // nobody shares a machine
}

TEST_P(OrganisationOf, BothSitesHaveServersAndClients) {
  for (const SiteInfo& info : made.sites) {
    const Site site = info.site;
    for (const Role role :
         {Role::kDomainController, Role::kFileServer, Role::kApplicationServer, Role::kClient}) {
      const Host& host = made.hosts[made.Find(site, role)];
      EXPECT_EQ(host.site, site);
      EXPECT_EQ(host.role, role);
    }
  }
}

TEST_P(OrganisationOf, NamesSidsAndAddressesAreUnique) {
  std::set<std::string> names, addresses, accounts, sids;
  for (const Host& host : made.hosts) {
    EXPECT_TRUE(names.insert(host.name).second) << host.name;
    EXPECT_TRUE(addresses.insert(host.address).second) << host.address;
    EXPECT_EQ(host.computer, host.name + "." + std::string(kDnsDomain));
  }
  std::vector<Account> all = made.people;
  all.insert(all.end(), {made.head_office_admin, made.affiliate_admin, made.backup_service,
                         made.help_desk, made.service_provider});
  all.insert(all.end(), made.other_admins.begin(), made.other_admins.end());
  for (const Account& account : all) {
    EXPECT_TRUE(accounts.insert(account.name).second) << account.name;
    EXPECT_TRUE(sids.insert(account.sid).second) << account.sid;
    EXPECT_TRUE(account.sid.starts_with("S-1-5-21-")) << account.sid;
  }
}

// Nothing may point at a real machine: private addresses with four parts below 256, and a domain
// that nobody can register.
TEST_P(OrganisationOf, PointsAtNobody) {
  EXPECT_TRUE(kDnsDomain.ends_with(".example"));
  for (const Host& host : made.hosts) {
    std::string rest = host.address;
    std::vector<int> parts;
    for (std::size_t end = 0; end != std::string::npos; rest.erase(0, end + 1)) {
      end = rest.find('.');
      parts.push_back(std::stoi(rest.substr(0, end)));
      if (end == std::string::npos) break;
    }
    ASSERT_EQ(parts.size(), 4U) << host.address;
    EXPECT_EQ(parts[0], 10);
    for (const int part : parts) EXPECT_LE(part, 255) << host.address;
  }
}

TEST_P(OrganisationOf, OnlyAdministratorsAdminister) {
  EXPECT_TRUE(made.head_office_admin.administrator);
  EXPECT_TRUE(made.affiliate_admin.administrator);
  EXPECT_EQ(made.affiliate_admin.site, Site::kAffiliate);
  for (const Account& person : made.people) EXPECT_FALSE(person.administrator) << person.name;
}

TEST_P(OrganisationOf, TheSameSeedIsTheSameOrganisationAnotherIsNot) {
  const auto [hosts, seed] = GetParam();
  const Organisation again = MakeOrganisation(hosts, seed);
  const Organisation other = MakeOrganisation(hosts, seed + 1);
  EXPECT_EQ(again.head_office_admin.sid, made.head_office_admin.sid);
  EXPECT_NE(other.head_office_admin.sid, made.head_office_admin.sid);
  ASSERT_EQ(again.hosts.size(), made.hosts.size());
  for (std::size_t i = 0; i < made.hosts.size(); ++i) {
    EXPECT_EQ(again.hosts[i].name, made.hosts[i].name);
    EXPECT_EQ(again.hosts[i].address, made.hosts[i].address);
  }
}

TEST(Organisation, GrowsBySitesAndServers) {
  EXPECT_EQ(MakeOrganisation(12, 1).sites.size(), 2U);
  EXPECT_EQ(MakeOrganisation(24, 1).sites.size(), 3U);
  EXPECT_EQ(MakeOrganisation(60, 1).sites.size(), 4U);
  const Organisation made = MakeOrganisation(60, 1);
  std::set<std::string> prefixes, nets;
  for (const SiteInfo& site : made.sites) {
    EXPECT_TRUE(prefixes.insert(site.prefix).second) << site.prefix;
    EXPECT_TRUE(nets.insert(made.PoolAddress(site.site, 3)).second);
    EXPECT_EQ(made.AdminOf(site.site).site, site.site);
  }
  // A role that a site does not have is looked for at the head office.
  EXPECT_EQ(made.hosts[made.Find(Site::kThirdAffiliate, Role::kManagementServer)].site,
            Site::kHeadOffice);
  EXPECT_EQ(made.HomeAddress(made.people[0]), made.HomeAddress(made.people[0]));
}

// Logging is uneven, and never without logons.
TEST(Organisation, HostsRecordUnevenly) {
  std::size_t without_sysmon = 0, with_sysmon = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    for (const Host& host : MakeOrganisation(40, seed).hosts) {
      ++(host.audit.Records(CatalogEvent::kSysmonProcess) ? with_sysmon : without_sysmon);
      EXPECT_TRUE(host.audit.Records(CatalogEvent::kLogon));
      EXPECT_TRUE(host.audit.Records(CatalogEvent::kServiceInstalled));
    }
  }
  EXPECT_GT(without_sysmon, 20U);
  EXPECT_GT(with_sysmon, without_sysmon);
}

INSTANTIATE_TEST_SUITE_P(Sizes, OrganisationOf,
                         testing::Values(std::pair{kMinHosts, 1U}, std::pair{std::size_t{12}, 1U},
                                         std::pair{std::size_t{13}, 99U},
                                         std::pair{std::size_t{250}, 7U},
                                         std::pair{std::size_t{900}, 2U}));

// The days go on over months and leap days, and the sites' clocks stay two hours apart.
TEST(SiteCalendar, DaysAndZones) {
  const SiteInfo japan{Site::kHeadOffice, "HQ", 9}, vietnam{Site::kAffiliate, "VN", 7},
      america{Site::kSecondAffiliate, "US", -6};
  const Timestamp start = *ParseIso8601("2020-02-28T15:00:00Z");  // not midnight: the day counts
  EXPECT_EQ(ToIso8601(LocalTime(start, japan, 1, 12, 0)), "2020-02-29T03:00:00.0000000Z");
  EXPECT_EQ(ToIso8601(LocalTime(start, japan, 2, 12, 34, 56)), "2020-03-01T03:34:56.0000000Z");
  for (unsigned hour = 0; hour < 24; ++hour) {
    const Timestamp tokyo = LocalTime(start, japan, 3, hour);
    const Timestamp hanoi = LocalTime(start, vietnam, 3, hour);
    EXPECT_EQ(hanoi.ticks - tokyo.ticks, 2 * 3'600 * kTicksPerSecond);
    EXPECT_EQ(LocalTime(start, america, 3, hour).ticks - tokyo.ticks, 15 * 3'600 * kTicksPerSecond);
  }
}

TEST(SiteCalendar, TwoWeekendDaysInEverySeven) {
  const Timestamp start = *ParseIso8601("2021-01-01");  // a Friday
  EXPECT_FALSE(IsWeekend(start, 0));
  EXPECT_TRUE(IsWeekend(start, 1));
  for (std::uint64_t first = 0; first < 400; ++first) {
    int weekend = 0;
    for (std::uint64_t day = first; day < first + 7; ++day) weekend += IsWeekend(start, day);
    EXPECT_EQ(weekend, 2);
  }
}

}  // namespace
}  // namespace noroshi
