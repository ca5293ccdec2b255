// Lowers a `detection` section, selections and condition together, into a rule's tests and boolean.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "rules/rule_set.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// What a legacy `| count() ...` behind the condition asks for (chapter 8); not evaluated yet.
struct LegacyAggregation {
  std::string_view text;
  Place place;
};

// What the caller has to look after besides the rule itself.
struct LoweredDetection {
  std::optional<LegacyAggregation> aggregation;
  bool bare_selection = false;  // the condition is one positive selection and nothing more
};

// Fills `rule.selections`, `rule.tests` and `rule.condition`. Only selections that the condition
// reaches are lowered; the others are checked all the same. Errors go to `reporter`; the rule is
// then not to be evaluated. Entries of `section` named in `not_selections` are skipped.
LoweredDetection LowerDetection(const YamlNode& section,
                                std::span<const std::string_view> not_selections,
                                const LoadOptions& options, Reporter& reporter, Rule& rule);

}  // namespace noroshi::sigma
