// From one file's text to its rules. Files know nothing of each other here; assembly.h joins them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"
#include "rules/sigma/filters.h"

namespace noroshi::sigma {

// More text than any rule file; SigmaHQ's largest has 60 KB.
inline constexpr std::size_t kMaxRuleFileBytes = 16 * 1024 * 1024;

// One file's share of a RuleSet but for its rules, in the order of its text. Owns everything; the
// text may go.
struct LoadedFile {
  std::string path;
  std::vector<Rule> below_level;  // of less than the level asked for; correlations may need them
  std::vector<NotUsedRule> not_used;
  std::vector<Diagnostic> diagnostics;
  // Filters and correlations refer to rules of any file: assembly.h resolves that.
  std::vector<FilterDocument> filters;
  std::vector<CorrelationRule> correlations;
  std::uint64_t documents = 0;
  std::uint64_t content_hash = 0;
};

// Appends the file's rules to `rules`. Never fails: what is wrong is in the result. Thread-safe if
// every thread has a list of its own.
[[nodiscard]] LoadedFile LoadFileText(std::string path, std::string_view text,
                                      const LoadOptions& options, RuleList& rules);

// A file that could not be read, `why` in the words of the operating system.
[[nodiscard]] LoadedFile UnreadableFile(std::string path, const std::string& why);

}  // namespace noroshi::sigma
