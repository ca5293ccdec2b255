// EnvironmentIndex: answers questions about one name at a time. Frozen from an Environment, of
// which it keeps nothing.
//
// Everything unknown is simply not known: an empty index has no role, no site and no scheme for
// anybody, and its own networks are the private ranges. Const access is safe from any thread. Cost
// of a question: a few hash look-ups, plus a test for each pattern of the list; SiteOf of a name
// that no inventory has asks the patterns of every site.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analytics/contacts/contact_scope.h"
#include "analytics/rarity/known_names.h"
#include "environment/environment.h"
#include "environment/name_pattern.h"

namespace noroshi {

// Lists of destinations that are in order, in the order they are asked.
enum class KnownDestination : std::uint8_t { kUpdateServer, kTrusted };

class EnvironmentIndex {
 public:
  // Linear in what the environment holds.
  explicit EnvironmentIndex(const Environment& environment);

  // `host`: a name with or without domain, or an address. A domain controller is a server too.
  [[nodiscard]] HostRoles RolesOf(std::string_view host) const;
  // The name of its site; "" = not known. An address is looked for in the sites' networks, the
  // narrowest first; a name in their patterns; an inventory's word comes before both.
  [[nodiscard]] std::string_view SiteOf(std::string_view host) const;
  // Of the site of that name; kOther when there is none.
  [[nodiscard]] SiteKind KindOfSite(std::string_view site) const;
  // `account`: with its domain or without: CORP\sato, sato@corp.example, sato.
  [[nodiscard]] bool IsAccount(AccountRole role, std::string_view account) const {
    return accounts_[static_cast<std::size_t>(role)].HasAccount(account);
  }
  // An address that a gateway gives to its clients.
  [[nodiscard]] bool IsVpnAddress(std::string_view address) const {
    return vpn_pools_.Has(address);
  }
  // In which list, if any. Names below an own domain are in none.
  [[nodiscard]] std::optional<KnownDestination> DestinationOf(std::string_view name) const;

  // What is inside, for whoever reads contacts.
  [[nodiscard]] const ContactScope& scope() const noexcept { return scope_; }
  // What computers are called, for whoever looks for foreign ones.
  [[nodiscard]] const KnownNames& names() const noexcept { return names_; }
  // False: SiteOf has no answer for anybody, so what is told by site can be left out.
  [[nodiscard]] bool knows_sites() const noexcept { return !sites_.empty(); }

 private:
  // A site's names and patterns, those of naming schemes with its name among them.
  struct Site {
    std::string name;
    SiteKind kind{};
    NamePatterns hosts;
  };
  struct SiteNetwork {
    IpNetwork network;
    std::uint32_t site = 0;
  };
  struct Known {  // of an inventory
    HostRoles roles = 0;
    std::uint32_t site = kNoSite;
  };
  static constexpr std::uint32_t kNoSite = ~std::uint32_t{0};

  // Each freezes one part.
  void TakeSites(const Environment& environment);
  void TakeInventory(const Environment& environment);
  void TakeNetworks(const Environment& environment);
  void TakeNames(const Environment& environment);
  [[nodiscard]] std::uint32_t SiteNumber(std::string_view name) const;
  [[nodiscard]] const Known* Find(std::string_view host) const;

  std::array<NamePatterns, kHostRoles> hosts_;
  std::array<NamePatterns, kAccountRoles> accounts_;
  std::vector<Site> sites_;
  std::unordered_map<std::string, std::uint32_t> site_numbers_;  // by folded name
  std::vector<SiteNetwork> site_networks_;                       // longest prefix first
  std::unordered_map<std::string, Known> inventory_;             // by folded name and by address
  NetworkSet vpn_pools_;
  NamePatterns trusted_;
  ContactScope scope_;
  KnownNames names_;
};

}  // namespace noroshi
