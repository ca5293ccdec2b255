// The aggregation that old rules write behind their condition, `selection | count(F) by G > 10`
// (chapter 8): lowered to a correlation whose only source is the rule's own detection.
#pragma once

#include "rules/correlation_rules/correlation_rule.h"
#include "rules/sigma/detection.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// With the section's `timeframe`; without one the whole input is one window (S-8.1). What is wrong
// goes to `reporter`. `near` is refused: temporal correlations replace it (S-8.5).
[[nodiscard]] CorrelationRule LowerAggregation(const LegacyAggregation& aggregation,
                                               const YamlNode& detection, Reporter& reporter);

}  // namespace noroshi::sigma
