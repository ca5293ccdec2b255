#include "environment/logon_graph_options.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// Door to door nobody is faster than an airliner in the air.
constexpr double kFastestKmPerHour = 900;
constexpr double kLeastJudgedHours = 0.5;
// To another country, where nobody has said how far it is: the shortest of all such ways.
constexpr std::uint64_t kOverseasTicks = 2 * 3'600 * kTicksPerSecond;

const EnvironmentSite* Find(const std::vector<EnvironmentSite>& sites, std::string_view name) {
  const auto at = std::ranges::find_if(
      sites, [&](const EnvironmentSite& site) { return EqualsFolded(site.name, name); });
  return at == sites.end() ? nullptr : &*at;
}

// Along the great circle (haversine formula).
double DistanceKm(const GeoPoint& a, const GeoPoint& b) {
  constexpr double kEarthKm = 6'371, kRadians = std::numbers::pi / 180;
  const double lat = std::sin((b.latitude - a.latitude) * kRadians / 2);
  const double lon = std::sin((b.longitude - a.longitude) * kRadians / 2);
  const double h =
      lat * lat + std::cos(a.latitude * kRadians) * std::cos(b.latitude * kRadians) * lon * lon;
  return 2 * kEarthKm * std::asin(std::sqrt(std::min(1.0, h)));
}

// Stated, of the inventory, or by a pattern that a computer of the evidence fits.
std::vector<std::string> NamesOf(HostRole role, const KnownEnvironment& environment,
                                 const std::vector<std::string>& hosts) {
  std::vector<std::string> names;
  for (const EnvironmentEntry& entry : environment.data.hosts(role)) names.push_back(entry.value);
  for (const InventoryHost& host : environment.data.inventory) {
    if (HasRole(host.roles, role)) names.push_back(host.name);
  }
  for (const std::string& host : hosts) {
    if (HasRole(environment.index.RolesOf(host), role)) names.push_back(host);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::uint64_t LeastTravel(const std::vector<EnvironmentSite>& sites, std::string_view from,
                          std::string_view to) {
  const EnvironmentSite* const a = Find(sites, from);
  const EnvironmentSite* const b = Find(sites, to);
  if (a == nullptr || b == nullptr || a == b) return 0;
  if (a->location && b->location) {
    const double hours = DistanceKm(*a->location, *b->location) / kFastestKmPerHour;
    // Offices of one town: a day's work may begin here and go on there.
    return hours < kLeastJudgedHours
               ? 0
               : static_cast<std::uint64_t>(hours * 3'600 * static_cast<double>(kTicksPerSecond));
  }
  const bool overseas = (a->kind == SiteKind::kOverseas) != (b->kind == SiteKind::kOverseas);
  return overseas ? kOverseasTicks : 0;
}

GraphOptions GraphOptionsOf(const KnownEnvironment& environment,
                            const std::vector<std::string>& hosts) {
  GraphOptions options;
  options.jump_hosts = NamesOf(HostRole::kJumpHost, environment, hosts);
  options.scanners = NamesOf(HostRole::kScanner, environment, hosts);
  for (const HostRole role : {HostRole::kServer, HostRole::kDomainController}) {
    for (std::string& name : NamesOf(role, environment, hosts)) {
      options.servers.push_back(std::move(name));
    }
  }
  for (const EnvironmentEntry& pool : environment.data.vpn_pools) {
    options.vpn_pools.push_back(pool.value);
  }
  if (!environment.index.knows_sites()) return options;
  options.site_of = [&index = environment.index](std::string_view place) {
    return std::string(index.SiteOf(place));
  };
  options.least_travel = [sites = environment.data.sites](std::string_view from,
                                                          std::string_view to) {
    return LeastTravel(sites, from, to);
  };
  return options;
}

}  // namespace noroshi
