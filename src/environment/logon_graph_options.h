// What the logon graph is told of the organisation.
#pragma once

#include <string>
#include <vector>

#include "analytics/logon_graph/graph_options.h"
#include "environment/known_environment.h"

namespace noroshi {

// The default options with the jump hosts, scanners and VPN pools that the environment states.
// `hosts` are the computers of the evidence: the graph knows names only, so patterns and roles by
// site or naming scheme are asked for each of them. A stated name without logs counts as well.
// O(hosts x patterns); the result owns its texts.
[[nodiscard]] GraphOptions GraphOptionsOf(const KnownEnvironment& environment,
                                          const std::vector<std::string>& hosts);

}  // namespace noroshi
