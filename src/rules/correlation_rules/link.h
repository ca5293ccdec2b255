// Joins correlations to the rules they name, once everything is loaded: references by id or name,
// chains in the order of evaluation, which rules fall silent, which fields stand for a group.
#pragma once

#include "rules/rule_set.h"

namespace noroshi {

// Sets what CorrelationRule and RuleSet say is set by linking. A correlation that cannot be joined
// becomes a row of `not_used` with a diagnostic, and so do rules that are silent and feed nothing;
// both are kept in `set.idle`, so linking again after rules were added or taken away starts from
// all of them. Idempotent. REQUIRES: `set.rules` sorted. Linear in rules and references, up to
// look-ups; nothing to do costs nothing.
void LinkCorrelations(RuleSet& set);

}  // namespace noroshi
