#include "cli/session/yara_loading.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/cache_folder.h"
#include "base/version.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"

namespace noroshi {

scan::YaraSources YaraSourcesOf(const std::vector<std::string>& paths, bool with_ours,
                                bool no_cache, unsigned threads) {
  scan::YaraSources sources{.paths = paths, .with_ours = with_ours};
  if (!no_cache && !paths.empty()) {
    sources.cache_folder = UserCacheFolder(std::getenv("XDG_CACHE_HOME"), std::getenv("HOME"));
    sources.engine = std::string(Version()) + ' ' + ProgramIdentity();
  }
  sources.threads = threads;
  return sources;
}

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
