#include "cli/options/rule_options.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <CLI/CLI.hpp>

#include "rules/rule_lists.h"
#include "rules/shipped.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStatusNames[] = {"stable",     "test",        "experimental",
                                        "deprecated", "unsupported", "unknown"};

// Name of the folder or file that was named, also for "." and "dir/".
std::string RootName(const std::string& path) {
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(path, ignored);
  return whole.filename().string();
}

// Paths as they are shown: "../sigma/rules/a.yml" under root "../sigma/rules" is "rules/a.yml".
class PathShortener {
 public:
  explicit PathShortener(const std::string& root) : root_(root), name_(RootName(root)) {}

  [[nodiscard]] std::string operator()(const std::string& path) const {
    if (const std::string_view below = BelowRoot(path); !below.empty() && !name_.empty()) {
      return name_ + '/' + std::string(below);
    }
    return ByComponents(path);
  }

 private:
  // What stands behind the root, as every file that was found below it begins with it.
  [[nodiscard]] std::string_view BelowRoot(std::string_view path) const {
    if (!path.starts_with(root_)) return {};
    path.remove_prefix(root_.size());
    if (!root_.ends_with('/') && !path.starts_with('/')) return {};
    return path.substr(std::min(path.find_first_not_of('/'), path.size()));
  }

  [[nodiscard]] std::string ByComponents(const std::string& path) const {
    const fs::path below = fs::path(path).lexically_relative(root_);
    if (below.empty() || below == ".") return name_;
    return (fs::path(name_) / below).generic_string();
  }

  std::string root_, name_;
};

void ShortenPaths(RuleSet& set, const std::string& root) {
  const PathShortener shown(root);
  const auto shorten_rules = [&](RuleList& rules) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      rules.SetPath(i, shown(std::string(rules.head(i).path)));
    }
  };
  const auto shorten = [&](auto& documents) {
    for (auto& document : documents) document.path = shown(document.path);
  };
  shorten_rules(set.rules);
  shorten_rules(set.idle.rules);
  shorten(set.not_used);
  shorten(set.correlations);
  shorten(set.idle.correlations);
}

Status ApplyExcludeList(const std::string& root, RuleSet& set) {
  const fs::path list = ExcludeListOf(root);
  std::error_code ignored;
  if (!fs::is_regular_file(list, ignored)) return Ok();
  NOROSHI_TRY(const RuleIdList ids, ReadRuleIdList(list.string()));
  ExcludeListed(set, ids, "listed in " + PathShortener(root)(list.generic_string()));
  return Ok();
}

std::vector<RuleStatus> StatusesOf(const RuleOptions& options) {
  std::vector<RuleStatus> statuses;
  for (const RuleStatus status :
       {RuleStatus::kUnknown, RuleStatus::kStable, RuleStatus::kTest, RuleStatus::kExperimental,
        RuleStatus::kDeprecated, RuleStatus::kUnsupported}) {
    if (std::ranges::find(options.statuses, RuleStatusName(status)) != options.statuses.end()) {
      statuses.push_back(status);
    }
  }
  return statuses;
}

}  // namespace

void AddRuleOptions(CLI::App& app, RuleOptions& options) {
  app.add_option("--rules", options.paths, "rule file or folder; may be given again")
      ->allow_extra_args(false)  // what follows the one path is evidence
      ->option_text("PATH");
  app.add_flag("--no-shipped-rules", options.no_shipped_rules,
               "leave out the rules that noroshi brings along");
  app.add_option("--level", options.level,
                 "lowest level: informational (default), low, medium, high, critical")
      ->check([](const std::string& text) {
        return ParseLevel(text) ? std::string() : "there is no level '" + text + "'";
      })
      ->option_text("LEVEL");
  app.add_option("--status", options.statuses,
                 "rule statuses, with commas (default: all but deprecated, unsupported)")
      ->allow_extra_args(false)
      ->option_text("LIST")
      ->delimiter(',')
      ->check(CLI::IsMember(
          std::vector<std::string>(std::begin(kStatusNames), std::end(kStatusNames))));
  app.add_option("--placeholders", options.placeholders,
                 "folder of NAME.txt files: the values of %NAME%, one a line")
      ->option_text("DIR");
  app.add_flag("--all-rules", options.all_rules,
               "also rules that their folder's config/exclude_rules.txt leaves out");
  app.add_flag("--native-aliases", options.native_aliases,
               "let 4657, 5156, 5861 stand in for Sysmon registry, network, WMI events");
}

void AddRuleCacheOption(CLI::App& app, RuleOptions& options) {
  app.add_flag("--no-rule-cache", options.no_rule_cache,
               "load every rule anew, and remember nothing for the next start");
}

std::string ExcludeListOf(const std::string& root) {
  return (fs::path(root) / "config" / "exclude_rules.txt").string();
}

Result<RuleSet> LoadRequestedRules(const RuleOptions& options, unsigned threads) {
  LoadOptions load;
  load.mapped_channels = options.mapped_channels;
  load.placeholder_patterns = options.placeholder_patterns;
  load.threads = threads;
  load.min_level = ParseLevel(options.level).value_or(Level::kInformational);
  load.native_other = options.native_aliases;
  if (!options.statuses.empty()) load.statuses = StatusesOf(options);
  if (!options.placeholders.empty()) {
    NOROSHI_TRY(load.placeholders, ReadPlaceholderLists(options.placeholders));
  }
  RuleSet all;
  if (!options.no_shipped_rules) all = LoadShippedRules(load);
  for (const std::string& path : options.paths) {
    NOROSHI_TRY(RuleSet set, LoadRules({path}, load));
    ShortenPaths(set, path);
    if (!options.all_rules) {
      NOROSHI_TRY([[maybe_unused]] const Done done, ApplyExcludeList(path, set));
    }
    MergeRuleSets(all, std::move(set));
  }
  return all;
}

void NoteRuleOptions(const RuleOptions& options,
                     std::vector<std::pair<std::string, std::string>>& shown) {
  for (const std::string& path : options.paths) shown.emplace_back("rules", path);
  shown.emplace_back("shipped_rules", options.no_shipped_rules ? "no" : "yes");
  shown.emplace_back("level", options.level);
  std::string statuses;
  for (const std::string& status : options.statuses) statuses += " " + status;
  if (!statuses.empty()) shown.emplace_back("status", statuses.substr(1));
  if (!options.placeholders.empty()) shown.emplace_back("placeholders", options.placeholders);
  shown.emplace_back("all_rules", options.all_rules ? "yes" : "no");
  shown.emplace_back("native_aliases", options.native_aliases ? "yes" : "no");
}

}  // namespace noroshi
