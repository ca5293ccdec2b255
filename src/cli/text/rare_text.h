// Rare names as a table for people and as JSON lines. Pure; evidence is made safe for a terminal.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analytics/rarity/rare_item.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

// How many hosts have any name of each kind.
using HostsByKind = std::array<std::uint64_t, kRareKinds>;

// Rows come out in the order of `items`, which is that of IsRarer.
// One row a name, and a sentence when there is none.
[[nodiscard]] std::string RareTable(const std::vector<RareItem>& items, const HostsByKind& hosts,
                                    Language language, const Terminal& terminal);
// One object a line: kind, value, hosts, of_hosts, host_names, users, count, first, last.
[[nodiscard]] std::string RareJson(const std::vector<RareItem>& items, const HostsByKind& hosts);

}  // namespace noroshi
