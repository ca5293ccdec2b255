#include "cli/rule_options.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <utility>

#include <CLI/CLI.hpp>

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

// "../sigma/rules/a.yml" under root "../sigma/rules" -> "rules/a.yml".
std::string ShownPath(const std::string& path, const std::string& root) {
  const fs::path below = fs::path(path).lexically_relative(root);
  const std::string name = RootName(root);
  if (below.empty() || below == ".") return name;
  return (fs::path(name) / below).generic_string();
}

void ShortenPaths(RuleSet& set, const std::string& root) {
  for (Rule& rule : set.rules) rule.path = ShownPath(rule.path, root);
  for (NotUsedRule& rule : set.not_used) rule.path = ShownPath(rule.path, root);
}

// Each file NAME.txt holds the values of placeholder %NAME%, one a line; '#' begins a comment.
Result<std::map<std::string, std::vector<std::string>>> ReadPlaceholders(
    const std::string& folder) {
  std::map<std::string, std::vector<std::string>> placeholders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    auto& values = placeholders[entry.path().stem().string()];
    for (std::string line; std::getline(file, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty() && line.front() != '#') values.push_back(line);
    }
  }
  if (error) return Error{ErrorCode::kIo, 0, "placeholders", folder + ": " + error.message()};
  return placeholders;
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
      ->option_text("LIST")
      ->delimiter(',')
      ->check(CLI::IsMember(
          std::vector<std::string>(std::begin(kStatusNames), std::end(kStatusNames))));
  app.add_option("--placeholders", options.placeholders,
                 "folder of NAME.txt files: the values of %NAME%, one a line")
      ->option_text("DIR");
  app.add_flag("--native-aliases", options.native_aliases,
               "let 4657, 5156, 5861 stand in for Sysmon registry, network, WMI events");
}

Result<RuleSet> LoadRequestedRules(const RuleOptions& options, unsigned threads) {
  LoadOptions load;
  load.threads = threads;
  load.min_level = ParseLevel(options.level).value_or(Level::kInformational);
  load.native_other = options.native_aliases;
  if (!options.statuses.empty()) load.statuses = StatusesOf(options);
  if (!options.placeholders.empty()) {
    NOROSHI_TRY(load.placeholders, ReadPlaceholders(options.placeholders));
  }
  RuleSet all;
  if (!options.no_shipped_rules) all = LoadShippedRules(load);
  for (const std::string& path : options.paths) {
    NOROSHI_TRY(RuleSet set, LoadRules({path}, load));
    ShortenPaths(set, path);
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
  shown.emplace_back("native_aliases", options.native_aliases ? "yes" : "no");
}

}  // namespace noroshi
