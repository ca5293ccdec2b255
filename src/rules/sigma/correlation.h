// Correlation documents and legacy aggregations: checked as far as a file alone allows, so that
// their authors hear of mistakes, but not evaluated yet (chapters 8 and 9).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/sigma/detection.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

struct CorrelationReference {
  std::string target;  // a rule's id or name
  Place place;
};

// What a correlation document refers to.
struct CorrelationDocument {
  std::vector<CorrelationReference> references;
  bool generate = false;  // its rules raise hits of their own all the same (S-9.13)
};

// `root` holds a `correlation`.
[[nodiscard]] CorrelationDocument CheckCorrelation(const YamlNode& root, Reporter& reporter);

// "count(TargetUserName) by IpAddress >= 5", with the section's `timeframe` (S-8.1).
void CheckAggregation(const LegacyAggregation& aggregation, const YamlNode& detection,
                      Reporter& reporter);

// A number with a unit: s, m, h, d, w, M or y (S-9.5).
[[nodiscard]] bool IsTimespan(std::string_view text) noexcept;

}  // namespace noroshi::sigma
