// Which hosts of an environment the evidence has no record of: where nobody looks, an intruder is
// safe. Pure function.
//
// Hosts are compared by their name without domain, folded. Linear in the hosts of both.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analytics/coverage/coverage.h"
#include "environment/environment.h"

namespace noroshi {

// Name and gravest role ("" = none), domain controllers first, then by name. Patterns and addresses
// name no particular host and are left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> SilentHosts(
    const Environment& environment, const Coverage& coverage);

}  // namespace noroshi
