#include "cli/session/silent_hosts.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/case_fold.h"
#include "environment/name_pattern.h"

namespace noroshi {
namespace {

// From the gravest down.
constexpr HostRole kByGravity[] = {
    HostRole::kDomainController, HostRole::kJumpHost,     HostRole::kServer,
    HostRole::kAdminWorkstation, HostRole::kUpdateServer, HostRole::kScanner,
    HostRole::kWorkstation,
};
constexpr std::size_t kNoRole = std::size(kByGravity);

std::size_t GravityOf(HostRoles roles) {
  const auto* const at =
      std::ranges::find_if(kByGravity, [&](HostRole role) { return HasRole(roles, role); });
  return static_cast<std::size_t>(at - std::begin(kByGravity));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> SilentHosts(const Environment& environment,
                                                             const Coverage& coverage) {
  std::set<std::string> heard;
  for (const auto& [name, host] : coverage.hosts()) heard.insert(Folded(ShortHostName(name)));
  std::map<std::string, std::pair<std::string, HostRoles>> silent;  // by folded short name
  const auto add = [&](const std::string& name, HostRoles roles) {
    if (ParseIpNetwork(name) || HasWildcard(name, PatternWords::kName)) return;
    std::string key = Folded(ShortHostName(name));
    if (heard.contains(key)) return;
    auto& [shown, all] = silent[std::move(key)];
    if (shown.empty()) shown = name;
    all |= roles;
  };
  for (const HostRole role : kByGravity) {
    if (role == HostRole::kUpdateServer) continue;  // most are destinations outside
    for (const EnvironmentEntry& entry : environment.hosts(role)) add(entry.value, RoleBit(role));
  }
  for (const InventoryHost& host : environment.inventory) add(host.name, host.roles);
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [key, one] : silent) order.emplace_back(GravityOf(one.second), one.first);
  std::ranges::sort(order);
  std::vector<std::pair<std::string, std::string>> rows;
  for (auto& [gravity, name] : order) {
    rows.emplace_back(std::move(name), gravity == kNoRole
                                           ? std::string()
                                           : std::string(HostRoleName(kByGravity[gravity])));
  }
  return rows;
}

}  // namespace noroshi
