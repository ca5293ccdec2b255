// Problems in rule files, as a compiler would print them.
#pragma once

#include "rules/rule_set.h"

namespace noroshi {

// More would push the summary off the screen; `noroshi rules check` prints all.
inline constexpr std::size_t kProblemsBeforeHunt = 5;

// Errors only, the first few, on stderr, with a pointer to `rules check`.
void PrintRuleProblems(const RuleSet& rules);

[[nodiscard]] std::size_t CountErrors(const RuleSet& rules);

}  // namespace noroshi
