// What the logon graph is told of the organisation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/logon_graph/graph_options.h"
#include "environment/known_environment.h"

namespace noroshi {

// The default options with the jump hosts, scanners, servers, VPN pools and sites that the
// environment states. The questions about sites borrow the environment.
// `hosts` are the computers of the evidence: the graph knows names only, so patterns and roles by
// site or naming scheme are asked for each of them. A stated name without logs counts as well.
// O(hosts x patterns); the result owns its texts.
[[nodiscard]] GraphOptions GraphOptionsOf(const KnownEnvironment& environment,
                                          const std::vector<std::string>& hosts);

// How long the way between two sites takes at least, in ticks: by their locations at the speed of
// an airliner, else two hours where one of them alone is overseas. 0: not known, or too near to
// tell.
[[nodiscard]] std::uint64_t LeastTravel(const std::vector<EnvironmentSite>& sites,
                                        std::string_view from, std::string_view to);

}  // namespace noroshi
