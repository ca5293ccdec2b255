#include "environment/environment_index.h"

#include <algorithm>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// Never the Internet, whatever a list of own networks leaves out.
constexpr std::string_view kAlwaysInside[] = {"169.254.0.0/16", "fe80::/10"};

void AddAll(const EntryList& list, NamePatterns& out) {
  for (const EnvironmentEntry& entry : list) out.Add(entry.value);
}

void AddRanges(const EntryList& list, NetworkSet& out) {
  for (const EnvironmentEntry& entry : list) {
    if (const auto network = ParseIpNetwork(entry.value)) out.Add(*network);
  }
}

}  // namespace

EnvironmentIndex::EnvironmentIndex(const Environment& environment) {
  for (std::size_t i = 0; i < kHostRoles; ++i) {
    AddAll(environment.hosts_by_role[i], hosts_[i]);
    for (const NamingEntry& naming : environment.naming) {
      if (naming.role == static_cast<HostRole>(i)) hosts_[i].Add(naming.pattern);
    }
    hosts_[i].Freeze();
  }
  for (std::size_t i = 0; i < kAccountRoles; ++i) {
    AddAll(environment.accounts_by_role[i], accounts_[i]);
    accounts_[i].Freeze();
  }
  AddAll(environment.trusted_destinations, trusted_);
  trusted_.Freeze();
  TakeSites(environment);
  TakeInventory(environment);
  TakeNetworks(environment);
  TakeNames(environment);
}

void EnvironmentIndex::TakeSites(const Environment& environment) {
  for (const EnvironmentSite& site : environment.sites) {
    const auto number = static_cast<std::uint32_t>(sites_.size());
    site_numbers_.try_emplace(Folded(site.name), number);
    Site& own = sites_.emplace_back();
    own.name = site.name;
    own.kind = site.kind;
    AddAll(site.hosts, own.hosts);
    for (const EnvironmentEntry& entry : site.networks) {
      if (const auto network = ParseIpNetwork(entry.value)) {
        site_networks_.push_back({*network, number});
      }
    }
  }
  for (const NamingEntry& naming : environment.naming) {
    const std::uint32_t number = SiteNumber(naming.site);
    if (number != kNoSite) sites_[number].hosts.Add(naming.pattern);
  }
  for (Site& site : sites_) site.hosts.Freeze();
  std::ranges::stable_sort(site_networks_, [](const SiteNetwork& a, const SiteNetwork& b) {
    return a.network.prefix > b.network.prefix;
  });
}

void EnvironmentIndex::TakeInventory(const Environment& environment) {
  for (const InventoryHost& host : environment.inventory) {
    const Known known{host.roles, SiteNumber(host.site)};
    const auto add = [&](std::string_view name) {
      Known& own = inventory_[Folded(name)];
      own.roles |= known.roles;
      if (own.site == kNoSite) own.site = known.site;
    };
    add(host.name);
    for (const std::string& address : host.addresses) add(address);
  }
}

void EnvironmentIndex::TakeNetworks(const Environment& environment) {
  AddRanges(environment.vpn_pools, vpn_pools_);
  vpn_pools_.Freeze();
  if (!environment.own_networks.empty()) {  // else the private ranges
    scope_.own = NetworkSet();
    AddRanges(environment.own_networks, scope_.own);
    for (const std::string_view text : kAlwaysInside) scope_.own.Add(*ParseIpNetwork(text));
  }
  AddRanges(environment.vpn_pools, scope_.own);
  for (const EnvironmentSite& site : environment.sites) AddRanges(site.networks, scope_.own);
  scope_.own.Freeze();
  for (const EnvironmentEntry& domain : environment.own_domains) {
    std::string_view name = domain.value;
    while (name.starts_with('*') || name.starts_with('.')) name.remove_prefix(1);
    if (!name.empty()) scope_.own_domains.push_back(Folded(name));
  }
}

void EnvironmentIndex::TakeNames(const Environment& environment) {
  for (const NamingEntry& naming : environment.naming) {
    names_.schemes.push_back(Folded(naming.pattern));
  }
  const auto take = [&](const EntryList& list) {
    for (const EnvironmentEntry& entry : list) {
      if (ParseIpNetwork(entry.value)) continue;
      if (HasWildcard(entry.value, PatternWords::kName)) {
        names_.allowed.push_back(Folded(entry.value));
      } else {
        names_.hosts.insert(Folded(ShortHostName(entry.value)));
      }
    }
  };
  for (const EntryList& list : environment.hosts_by_role) take(list);
  for (const EnvironmentSite& site : environment.sites) take(site.hosts);
  for (const InventoryHost& host : environment.inventory) {
    names_.hosts.insert(Folded(ShortHostName(host.name)));
  }
  names_.fits = [](std::string_view name, std::string_view pattern) {
    return FitsPattern(name, pattern, PatternWords::kName);
  };
}

std::uint32_t EnvironmentIndex::SiteNumber(std::string_view name) const {
  if (name.empty()) return kNoSite;
  const auto at = site_numbers_.find(Folded(name));
  return at == site_numbers_.end() ? kNoSite : at->second;
}

const EnvironmentIndex::Known* EnvironmentIndex::Find(std::string_view host) const {
  if (inventory_.empty()) return nullptr;
  auto at = inventory_.find(Folded(host));
  if (at == inventory_.end()) at = inventory_.find(Folded(ShortHostName(host)));
  return at == inventory_.end() ? nullptr : &at->second;
}

HostRoles EnvironmentIndex::RolesOf(std::string_view host) const {
  HostRoles roles = 0;
  if (host.empty()) return roles;
  for (std::size_t i = 0; i < kHostRoles; ++i) {
    if (!hosts_[i].empty() && hosts_[i].HasHost(host)) roles |= RoleBit(static_cast<HostRole>(i));
  }
  if (const Known* known = Find(host)) roles |= known->roles;
  if (HasRole(roles, HostRole::kDomainController)) roles |= RoleBit(HostRole::kServer);
  return roles;
}

std::string_view EnvironmentIndex::SiteOf(std::string_view host) const {
  const Known* known = Find(host);
  if (known != nullptr && known->site != kNoSite) return sites_[known->site].name;
  if (const auto address = ParseIpAddress(host)) {
    for (const SiteNetwork& row : site_networks_) {
      if (row.network.Has(*address)) return sites_[row.site].name;
    }
    return {};
  }
  for (const Site& site : sites_) {
    if (!site.hosts.empty() && site.hosts.HasHost(host)) return site.name;
  }
  return {};
}

SiteKind EnvironmentIndex::KindOfSite(std::string_view site) const {
  const std::uint32_t number = SiteNumber(site);
  return number == kNoSite ? SiteKind::kOther : sites_[number].kind;
}

std::optional<KnownDestination> EnvironmentIndex::DestinationOf(std::string_view name) const {
  const NamePatterns& updaters = hosts_[static_cast<std::size_t>(HostRole::kUpdateServer)];
  if (!updaters.empty() && updaters.Has(name)) return KnownDestination::kUpdateServer;
  if (!trusted_.empty() && trusted_.Has(name)) return KnownDestination::kTrusted;
  return std::nullopt;
}

}  // namespace noroshi
