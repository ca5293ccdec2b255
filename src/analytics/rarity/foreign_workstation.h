// Foreign workstations: computers that somebody logged on from and that do not belong here, by what
// they call themselves. An intruder's own machine keeps its name through VPN and proxy.
//
// Pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analytics/rarity/known_names.h"
#include "analytics/rarity/rare_item.h"

namespace noroshi {

// What is known of the organisation's naming before a name can be called foreign.
struct NamingScheme {
  bool known = false;         // enough names, and most of them follow few forms
  bool stated = false;        // the organisation's own schemes, not what names have in common
  std::size_t names = 0;      // of hosts and workstations
  std::size_t by_scheme = 0;  // that share their form with at least two others
};

struct ForeignWorkstation {
  // One of those given; borrowed.
  const RareItem* item = nullptr;
  // "DESKTOP": what its name begins with.
  std::string form;
};

// `workstations`: all items of kind workstation. `hosts`: names of computers with logs of their
// own. A name is foreign when it is none of the hosts, was seen on at most kForeignHosts of them,
// and no two other names have its form. Nothing at all is foreign where names follow no scheme;
// names that a program made up by the dozen neither make a scheme nor hide one.
//
// Where the organisation states its schemes (`known`, may be null), those decide alone: foreign is
// what fits none of them and is no computer that it names, and by_scheme counts the names that fit.
inline constexpr std::size_t kForeignHosts = 4;
[[nodiscard]] std::vector<ForeignWorkstation> FindForeign(const std::vector<RareItem>& workstations,
                                                          const std::vector<std::string>& hosts,
                                                          NamingScheme& scheme,
                                                          const KnownNames* known = nullptr);

// What is told together: one name; or, where a host saw more than kForeignNamesTold for the first
// time on one day (UTC), all of those, by time. So many new names are one thing: a program that
// makes up a name for each of its logons, or a network that was let in.
using ForeignGroup = std::vector<const ForeignWorkstation*>;
inline constexpr std::size_t kForeignNamesTold = 10;
[[nodiscard]] std::vector<ForeignGroup> GroupForeign(
    const std::vector<ForeignWorkstation>& foreign);

// The letters a name begins with, in lower case: "hq" of "HQ-PC012".
[[nodiscard]] std::string FormOf(std::string_view name);

}  // namespace noroshi
