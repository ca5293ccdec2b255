// Organisation: the made-up company whose logs are simulated. A head office and one to three
// overseas affiliates in one Windows domain: networks, VPN pools, servers, people, administrators,
// a service provider, and what each host records.
//
// Every name is our own invention; domains end in .example and outside addresses come from the
// documentation and benchmark ranges, so nothing here points at anybody. Immutable once made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "simulate/audit_policy.h"

namespace noroshi {

// Sites with clocks of their own: crossing from one to the other is what the hunt is for. Small
// organisations have the first two.
enum class Site : std::uint8_t { kHeadOffice, kAffiliate, kSecondAffiliate, kThirdAffiliate };
enum class Role : std::uint8_t {
  kDomainController,
  kFileServer,
  kApplicationServer,
  kManagementServer,  // the administrators' jump host
  kDatabaseServer,
  kWebServer,
  kClient,
};

inline constexpr std::string_view kDomain = "HOSHIKAWA";
inline constexpr std::string_view kDnsDomain = "hoshikawa.example";

// A domain account. Names and SIDs are unique within an organisation.
struct Account {
  std::string name;  // "sato"
  std::string sid;
  Site site = Site::kHeadOffice;
  bool administrator = false;
};

// A computer of the domain. Names and addresses are unique within an organisation.
struct Host {
  std::string name;      // "HQ-FS01"
  std::string computer;  // "HQ-FS01.hoshikawa.example"
  std::string address;
  Site site = Site::kHeadOffice;
  Role role = Role::kClient;
  std::size_t user = 0;  // clients: index into Organisation::people
  AuditPolicy audit = {};

  [[nodiscard]] bool server() const noexcept { return role != Role::kClient; }
};

// One place with its networks.
struct SiteInfo {
  Site site{};
  std::string prefix = {};  // of the names of its hosts: "HQ"
  int zone_hours = 9;       // east of Greenwich, no summer time
  unsigned net = 10;        // its addresses are 10.net.x.y
  std::string proxy = {};   // address of its web proxy
};

// Linear look-ups: an organisation has some hundred hosts at most.
struct Organisation {
  std::vector<SiteInfo> sites;  // by Site
  std::vector<Host> hosts;      // servers first
  std::size_t servers = 0;      // how many of them
  std::vector<Account> people;  // one per client
  Account head_office_admin;
  Account affiliate_admin;
  std::vector<Account> other_admins;  // of the second and third affiliate
  Account help_desk;                  // of the head office, for all clients
  Account service_provider;           // an outside firm that looks after some servers
  Account backup_service;

  // The index of a site's host of that role; of the head office's if the site has none. REQUIRES:
  // that there is one: every site has the first three, the head office the jump host, too.
  [[nodiscard]] std::size_t Find(Site site, Role role) const;
  // The site's domain controller.
  [[nodiscard]] std::size_t ControllerOf(Site site) const {
    return Find(site, Role::kDomainController);
  }
  [[nodiscard]] const SiteInfo& InfoOf(Site site) const {
    return sites[static_cast<std::size_t>(site)];
  }
  [[nodiscard]] const Account& AdminOf(Site site) const;
  // An address of the site's VPN pool.
  [[nodiscard]] std::string PoolAddress(Site site, std::uint64_t number) const;
  // Where a person works from at home: an address of the Internet, always the same.
  [[nodiscard]] std::string HomeAddress(const Account& person) const;
};

// Servers come first; whatever `hosts` leaves is clients, half of them or more at the head office.
// REQUIRES: hosts >= kMinHosts.
inline constexpr std::size_t kMinHosts = 9;  // seven servers, one client a site
[[nodiscard]] Organisation MakeOrganisation(std::size_t hosts, std::uint64_t seed);

// A moment of the site's local day: `day` 0 is the day `start` falls on.
[[nodiscard]] Timestamp LocalTime(Timestamp start, const SiteInfo& site, std::uint64_t day,
                                  unsigned hour, unsigned minute = 0, unsigned second = 0);

// True on Saturday and Sunday.
[[nodiscard]] bool IsWeekend(Timestamp start, std::uint64_t day);

}  // namespace noroshi
