// Options of every command that uses rules, and loading by them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"

namespace CLI {
class App;
}

namespace noroshi {

struct RuleOptions {
  // Files and folders given with --rules.
  std::vector<std::string> paths;
  bool no_shipped_rules = false;
  std::string level = "informational";
  // Empty = all but deprecated and unsupported.
  std::vector<std::string> statuses;
  // Folder; "" = none.
  std::string placeholders;
  // Ignore a folder's own exclude list.
  bool all_rules = false;
  // Rules for Sysmon's registry, network and WMI events also read Windows' own audit events.
  bool native_aliases = false;
  bool no_rule_cache = false;
  std::vector<std::string> mapped_channels = {};  // LoadOptions::mapped_channels
  // Of --environment (cli/options/environment_options.h): what placeholders stand for, and what
  // tells one such set from another.
  PlaceholderPatterns placeholder_patterns = {};
  std::uint64_t environment_hash = 0;
};

// Adds --rules, --no-shipped-rules, --level, --status, --placeholders, --all-rules and
// --native-aliases.
void AddRuleOptions(CLI::App& app, RuleOptions& options);
// Adds --no-rule-cache, for commands that use the cache (cli/session/rule_loading.h).
void AddRuleCacheOption(CLI::App& app, RuleOptions& options);

// Loads the shipped rules and those of --rules. Rule paths come out relative to the parent of the
// folder that was named, so that the same rules look the same from any working folder;
// diagnostics keep the path as given, which a terminal can open.
Result<RuleSet> LoadRequestedRules(const RuleOptions& options, unsigned threads);

// Where a rule folder says which of its rules to leave out, as hayabusa-rules does (S-13.4).
[[nodiscard]] std::string ExcludeListOf(const std::string& root);

// The option values as run.json records them.
void NoteRuleOptions(const RuleOptions& options,
                     std::vector<std::pair<std::string, std::string>>& shown);

}  // namespace noroshi
