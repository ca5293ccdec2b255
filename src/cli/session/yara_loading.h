// YARA rules as a user asks for them, and what is wrong with them, told to the user.
#pragma once

#include <string>
#include <vector>

#include "scan/yara/yara_rules.h"

namespace noroshi {

// With the cache that Sigma rules have, unless only our own are asked for: those are compiled
// faster than a cache is looked up.
[[nodiscard]] scan::YaraSources YaraSourcesOf(const std::vector<std::string>& paths, bool with_ours,
                                              bool no_cache, unsigned threads);

// Says on stderr which files cannot be used, and why; false when there are any.
[[nodiscard]] bool TellYaraProblems(const scan::YaraRules& rules);

}  // namespace noroshi
