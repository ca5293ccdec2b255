// Environment: what an organisation says of itself, or what was learnt of it: sites, roles of
// computers and accounts, networks, naming schemes, and what is allowed. The content of
// environment.yaml, as plain data.
//
// Everything is optional: an empty Environment means "nothing is known", and nothing that uses one
// may need more. Values own their texts. Lists keep the order of their files. What asks questions
// is EnvironmentIndex, AllowList and PlaceholdersOf; docs/user/environment.md has the grammar.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace noroshi {

// What a computer is for. One may be several. Servers and controllers weigh more in incidents;
// jump hosts, scanners and update servers quieten what is their work.
enum class HostRole : std::uint8_t {
  kServer,
  kDomainController,
  kJumpHost,          // administrators' way to servers
  kScanner,           // vulnerability scanners, inventory, monitoring
  kUpdateServer,      // everyone calls it regularly, inside or outside
  kAdminWorkstation,  // where administrators sit
  kWorkstation,
};
inline constexpr std::size_t kHostRoles = 7;
// "server", "domain_controller", ...
[[nodiscard]] std::string_view HostRoleName(HostRole role) noexcept;
// The same, and other spellings: "dc", "bastion", "踏み台". Nothing for an unknown word.
[[nodiscard]] std::optional<HostRole> ParseHostRole(std::string_view text);

// A bit for each role.
using HostRoles = std::uint8_t;
[[nodiscard]] constexpr HostRoles RoleBit(HostRole role) noexcept {
  return static_cast<HostRoles>(1U << static_cast<unsigned>(role));
}
[[nodiscard]] constexpr bool HasRole(HostRoles roles, HostRole role) noexcept {
  return (roles & RoleBit(role)) != 0;
}

// What an account is for. Both kinds are seen on many computers as a rule, so sharing one says
// less.
enum class AccountRole : std::uint8_t { kAdministrator, kService };
inline constexpr std::size_t kAccountRoles = 2;
[[nodiscard]] std::string_view AccountRoleName(AccountRole role) noexcept;
[[nodiscard]] std::optional<AccountRole> ParseAccountRole(std::string_view text);

// How near to the centre a site is. Intruders like to begin where nobody looks.
enum class SiteKind : std::uint8_t { kOther, kHeadOffice, kAffiliate, kOverseas };
[[nodiscard]] std::string_view SiteKindName(SiteKind kind) noexcept;
[[nodiscard]] std::optional<SiteKind> ParseSiteKind(std::string_view text);

// An item of a list. Whoever fills it in has checked the value; whoever asks of it goes through
// NamePatterns or NetworkSet, never through the text.
struct EnvironmentEntry {
  std::string value;            // a name, pattern, address or range, as written
  std::string note = {};        // why, in a few words; written as a comment, not read back
  std::uint8_t confidence = 0;  // 1 to 100, of a proposal; 0 = somebody has said so
};
using EntryList = std::vector<EnvironmentEntry>;

// On the globe, in degrees; north and east are positive.
struct GeoPoint {
  double latitude = 0, longitude = 0;
};
// "35.68, 139.77": latitude and longitude. Nothing for what is no place on the globe.
[[nodiscard]] std::optional<GeoPoint> ParseGeoPoint(std::string_view text);
[[nodiscard]] std::string GeoPointText(const GeoPoint& point);

// A place of the organisation. A computer belongs to it by the inventory's word, by its name, or by
// the narrowest range that has its address, in this order.
struct EnvironmentSite {
  std::string name;  // compared without case; unique
  SiteKind kind{};
  EntryList networks;  // ranges
  EntryList hosts;     // names and patterns
  std::optional<GeoPoint> location = {};
  std::string note = {};
  std::uint8_t confidence = 0;
};

// How computers of one kind are called: "HQ-PC###". Where there is any, a workstation whose name
// fits none is foreign.
struct NamingEntry {
  std::string pattern;
  std::string site = {};              // "" = any
  std::optional<HostRole> role = {};  // nothing = any
  std::string note = {};
  std::uint8_t confidence = 0;
};

// A line of an inventory: a computer that is known to be there, with logs or without.
struct InventoryHost {
  std::string name;
  std::string site = {};
  HostRoles roles = 0;
  std::vector<std::string> addresses = {};
};

// Findings that nobody wants to see, and why. All conditions that are given must hold. What it
// hides is counted and kept (stream/output/suppressor.h).
struct AllowEntry {
  std::string rule;     // id, name of an analytic, or a pattern of the title; "" = any
  std::string host;     // name, pattern, address or range; "" = any
  std::string account;  // name or pattern; "" = any
  std::string address;  // address or range, in any field; "" = any
  std::string field;    // narrows `value`; "" = any field
  std::string value;    // pattern of a field's whole value; "" = any
  std::string reason;   // never empty
  // Midnight behind the last day on which it holds, UTC; nothing = it never expires.
  std::optional<Timestamp> until;
  std::string expires;  // as written: "2027-03-31", "never"
  std::string path;     // of the file
  std::uint32_t line = 0;
};

// Something the learner saw too seldom to propose. Never used until a person moves it to its list.
struct ToConfirm {
  std::string list;  // the key of the list it might belong to
  std::string value;
  std::string why;
};

// All of it. Names and patterns are compared folded and without domain; what is written is kept for
// messages and for the file that a person reads.
struct Environment {
  std::string organisation;
  EntryList own_networks;  // empty = DefaultOwnNetworks()
  EntryList own_domains;   // "corp.example"
  std::vector<EnvironmentSite> sites;
  std::vector<NamingEntry> naming;
  std::array<EntryList, kHostRoles> hosts_by_role;
  std::array<EntryList, kAccountRoles> accounts_by_role;
  EntryList vpn_pools;             // ranges
  EntryList trusted_destinations;  // names, patterns, addresses, ranges outside
  std::vector<InventoryHost> inventory;
  std::vector<AllowEntry> allow;
  std::vector<ToConfirm> to_confirm;

  // The list of a role, as it was stated; an inventory's roles stand with its hosts.
  [[nodiscard]] EntryList& hosts(HostRole role) {
    return hosts_by_role[static_cast<std::size_t>(role)];
  }
  [[nodiscard]] const EntryList& hosts(HostRole role) const {
    return hosts_by_role[static_cast<std::size_t>(role)];
  }
  [[nodiscard]] EntryList& accounts(AccountRole role) {
    return accounts_by_role[static_cast<std::size_t>(role)];
  }
  [[nodiscard]] const EntryList& accounts(AccountRole role) const {
    return accounts_by_role[static_cast<std::size_t>(role)];
  }
  // The site of that name, made if there is none. Linear in the number of sites; the reference
  // holds until the next one is made.
  [[nodiscard]] EnvironmentSite& SiteNamed(std::string_view name);
  // Nothing is known at all.
  [[nodiscard]] bool empty() const noexcept;
};

// Adds what `more` says. Lists are joined; a site of the same name becomes one; of two names of the
// organisation the first stays.
void MergeEnvironments(Environment& into, Environment more);

}  // namespace noroshi
