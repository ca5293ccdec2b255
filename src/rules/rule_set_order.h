// The order of a rule set, and what it does with the same id twice. For those who build sets.
#pragma once

#include "rules/rule_set.h"

namespace noroshi {

// Sorts rules and not_used by (path, document), diagnostics by (path, line, column). Stable.
// Stable, so documents of one place keep the order they came in; O(n log n).
void SortRuleSet(RuleSet& set);

// Of rules with the same id and the same content only the first stays; the others become
// kDuplicate. Same id, other content: both stay, and a diagnostic says so. Rules must be sorted.
void DropDuplicates(RuleSet& set);

}  // namespace noroshi
