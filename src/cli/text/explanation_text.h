// An Explanation as text for people and as JSON.
#pragma once

#include <string>

#include "cli/terminal/terminal.h"
#include "matcher/explain.h"

namespace noroshi {

// Both are pure, and end in a line break.
//
// Verdict, gate, every test with the values it saw, and the condition as a tree with what held.
[[nodiscard]] std::string ExplanationText(const Rule& rule, const Explanation& explanation,
                                          const Terminal& terminal);
[[nodiscard]] std::string ExplanationJson(const Rule& rule, const Explanation& explanation);

}  // namespace noroshi
