// Turns a finished Item into tests and their boolean: values ORed (or ANDed under `all`), what one
// value expands to always ORed, the whole negated under `neq` (S-4.2, S-6.2, S-6.11).
#pragma once

#include <cstdint>

#include "rules/rule_set.h"
#include "rules/sigma/expression.h"
#include "rules/sigma/item.h"
#include "rules/sigma/reporter.h"

namespace noroshi::sigma {

// Where tests of one rule go. References to what the caller owns, for the time of one detection.
struct LoweringTarget {
  Rule& rule;
  ExpressionBuilder& expression;
  const LoadOptions& options;
  Reporter& reporter;
  std::uint32_t selection = 0;  // index into Rule::selections
};

// Returns the item's node. A bad regular expression is reported and gives a constant.
[[nodiscard]] ExpressionBuilder::NodeIndex LowerItem(const Item& item, LoweringTarget& target);

}  // namespace noroshi::sigma
