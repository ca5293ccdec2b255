#include "environment/logon_graph_options.h"

#include <algorithm>

namespace noroshi {
namespace {

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

GraphOptions GraphOptionsOf(const KnownEnvironment& environment,
                            const std::vector<std::string>& hosts) {
  GraphOptions options;
  options.jump_hosts = NamesOf(HostRole::kJumpHost, environment, hosts);
  options.scanners = NamesOf(HostRole::kScanner, environment, hosts);
  for (const EnvironmentEntry& pool : environment.data.vpn_pools) {
    options.vpn_pools.push_back(pool.value);
  }
  return options;
}

}  // namespace noroshi
