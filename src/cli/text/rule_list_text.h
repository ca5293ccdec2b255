// All rules of a set, used or not, as a table or as JSON lines.
#pragma once

#include <string>

#include "cli/terminal/terminal.h"
#include "rules/rule_set.h"

namespace noroshi {

// Sorted by path and document, like the JSON: used rules and the others side by side.
[[nodiscard]] std::string RuleListTable(const RuleSet& rules, const Terminal& terminal);
// One object a line, sorted by path and document.
[[nodiscard]] std::string RuleListJson(const RuleSet& rules);

}  // namespace noroshi
