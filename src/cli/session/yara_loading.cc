#include "cli/session/yara_loading.h"

#include <fmt/format.h>

#include "cli/output.h"
#include "cli/terminal/safe_text.h"

namespace noroshi {

bool TellYaraProblems(const scan::YaraRules& rules) {
  bool all_used = true;
  for (const scan::YaraProblem& problem : rules.problems()) {
    if (!problem.is_error) continue;
    all_used = false;
    PrintWarning(fmt::format("{}:{}: {}; this file's rules are not used", SafeText(problem.file),
                             problem.line, SafeText(problem.message)));
  }
  return all_used;
}

}  // namespace noroshi
