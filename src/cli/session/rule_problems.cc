#include "cli/session/rule_problems.h"

#include <algorithm>
#include <string>

#include "cli/output.h"
#include "cli/terminal/safe_text.h"

namespace noroshi {

std::size_t CountErrors(const RuleSet& rules) {
  return static_cast<std::size_t>(
      std::ranges::count(rules.diagnostics, DiagnosticSeverity::kError, &Diagnostic::severity));
}

void PrintRuleProblems(const RuleSet& rules) {
  std::size_t shown = 0;
  const std::size_t errors = CountErrors(rules);
  for (const Diagnostic& diagnostic : rules.diagnostics) {
    if (diagnostic.severity != DiagnosticSeverity::kError) continue;
    if (++shown > kProblemsBeforeHunt) break;
    std::string place = diagnostic.path;
    if (diagnostic.line != 0) place += ":" + std::to_string(diagnostic.line);
    PrintWarning(place + ": " + diagnostic.message);
  }
  if (errors > kProblemsBeforeHunt) {
    PrintWarning("... and " + std::to_string(errors - kProblemsBeforeHunt) +
                 " more rule errors; 'noroshi rules check PATH' explains each");
  }
}

}  // namespace noroshi
