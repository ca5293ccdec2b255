// The text condition of temporal correlations: a boolean over the names of the listed rules
// (S-9.4), in the grammar of detection conditions.
//
// Postfix steps, as ParseCondition gives them, with names turned into numbers of sources.
#pragma once

#include <vector>

#include "rules/correlation_rules/correlation_rule.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// Names are those under `rules`, as written there; each must be named. Errors go to `reporter`.
[[nodiscard]] std::vector<PresenceStep> LowerPresence(const YamlNode& condition,
                                                      const std::vector<CorrelationSource>& sources,
                                                      Reporter& reporter);

}  // namespace noroshi::sigma
