// What `hunt --profile` prints: stages, then the rules, tests and fields that took longest.
#pragma once

#include <string>

#include "cli/terminal/terminal.h"
#include "rules/rule_set.h"
#include "stream/hunt_summary.h"

namespace noroshi {

// Pure, in English: it is for those who tune rules or the engine. Texts of rules and evidence go
// through SafeText. Times are those of all threads together, so that they come to more than the
// clock on the wall went on. REQUIRES: the summary has a profile.
[[nodiscard]] std::string ProfileText(const HuntSummary& summary, const RuleSet& rules,
                                      const Terminal& terminal);

}  // namespace noroshi
