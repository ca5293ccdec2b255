// Organisation: the made-up company whose logs are simulated. A head office and one overseas
// affiliate in one Windows domain, a naming scheme, people, administrators, addresses.
//
// Every name is our own invention; domains end in .example and outside addresses come from the
// documentation ranges, so nothing here points at anybody. Immutable once made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace noroshi {

// Two sites with clocks two hours apart: crossing from one to the other is what the hunt is for.
enum class Site : std::uint8_t { kHeadOffice, kAffiliate };
enum class Role : std::uint8_t {
  kDomainController,
  kFileServer,
  kApplicationServer,
  kManagementServer,  // the administrators' jump host
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

  [[nodiscard]] bool server() const noexcept { return role != Role::kClient; }
};

// Linear look-ups: an organisation has some hundred hosts at most.
struct Organisation {
  std::vector<Host> hosts;      // servers first
  std::vector<Account> people;  // one per client
  Account head_office_admin;
  Account affiliate_admin;
  Account backup_service;

  // The index of a site's host of that role. REQUIRES: there is one (every site has each server).
  [[nodiscard]] std::size_t Find(Site site, Role role) const;
  // The site's domain controller.
  [[nodiscard]] std::size_t ControllerOf(Site site) const {
    return Find(site, Role::kDomainController);
  }
};

// Servers of both sites come first; whatever `hosts` leaves is clients, two in three of them at the
// head office. REQUIRES: hosts >= kMinHosts.
inline constexpr std::size_t kServers = 7;
inline constexpr std::size_t kMinHosts = kServers + 2;  // one client a site
[[nodiscard]] Organisation MakeOrganisation(std::size_t hosts, std::uint64_t seed);

// A moment of the site's local day: `day` 0 is the day `start` falls on.
[[nodiscard]] Timestamp LocalTime(Timestamp start, Site site, std::uint64_t day, unsigned hour,
                                  unsigned minute = 0, unsigned second = 0);

// True on Saturday and Sunday.
[[nodiscard]] bool IsWeekend(Timestamp start, std::uint64_t day);

}  // namespace noroshi
