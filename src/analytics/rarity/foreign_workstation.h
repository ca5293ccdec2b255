// Foreign workstations: computers that somebody logged on from and that do not belong here, by what
// they call themselves. An intruder's own machine keeps its name through VPN and proxy.
//
// Pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analytics/rarity/rare_item.h"

namespace noroshi {

// What is known of the organisation's naming before a name can be called foreign.
struct NamingScheme {
  // Enough names, and most of them follow few forms.
  bool known = false;
  // Of hosts and workstations.
  std::size_t names = 0;
  // That share their form with at least two others.
  std::size_t by_scheme = 0;
};

struct ForeignWorkstation {
  // One of those given; borrowed.
  const RareItem* item = nullptr;
  // "DESKTOP": what its name begins with.
  std::string form;
};

// `workstations`: all items of kind workstation. `hosts`: names of computers with logs of their
// own. A name is foreign when it is none of the hosts, was seen on at most kForeignHosts of them,
// and no two other names have its form. Nothing at all is foreign where names follow no scheme.
inline constexpr std::size_t kForeignHosts = 4;
[[nodiscard]] std::vector<ForeignWorkstation> FindForeign(const std::vector<RareItem>& workstations,
                                                          const std::vector<std::string>& hosts,
                                                          NamingScheme& scheme);

// The letters a name begins with, in lower case: "hq" of "HQ-PC012".
[[nodiscard]] std::string FormOf(std::string_view name);

}  // namespace noroshi
