// What a text must contain for a regular expression to have a chance: the prefilter's literals.
//
// Pure; safe from any thread. `a.*powershell.*b` gives "powershell", `abc|defg` and `^(abc|defg)$`
// both of their words, and an expression of nothing but classes and runs nothing.
#pragma once

#include <string>
#include <vector>

#include "rules/rule.h"

namespace noroshi {

// ASCII literals, one of which (case aside) stands in every text that the expression is found in.
// Empty when no such list is known: the expression must then be run. Conservative: whatever the
// reader does not understand ends the literal under way. Linear in the expression.
[[nodiscard]] std::vector<std::string> RequiredLiterals(const RegexPattern& regex);

}  // namespace noroshi
