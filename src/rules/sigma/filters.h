// Filter documents: conditions laid over other people's rules (chapter 10).
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

struct FilterDocument {
  // Its selections and condition, lowered as a rule's.
  Rule rule;
  // Ids in lower case, or names; empty: any rule.
  std::vector<std::string> targets;
  // What to say when it applies to no rule.
  Diagnostic unused;
};

// `root` holds a `filter`; its metadata and log source are already in `rule`.
[[nodiscard]] FilterDocument LowerFilter(const YamlNode& root, const LoadOptions& options,
                                         Reporter& reporter, Rule rule);

// True if every attribute the filter's log source sets equals the rule's.
[[nodiscard]] bool FilterCovers(const LogSource& filter, const LogSource& rule);

// Replaces the condition of each rule named by the filter and covered by its log source by
// `(rule) and (filter)`. True if there was one.
[[nodiscard]] bool ApplyFilter(const FilterDocument& filter, RuleList& rules);

}  // namespace noroshi::sigma
