#include "cli/options/environment_options.h"

#include <fmt/format.h>

#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/options/rule_options.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "environment/load_environment.h"
#include "environment/placeholders.h"
#include "environment/problems.h"

namespace noroshi {
namespace {

// Line by line, so that line ends of ours stay and those of others do not.
void PrintDiagnostic(const Diagnostic& diagnostic) {
  const std::string all = diagnostic.ToString();
  std::string safe;
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    safe += SafeText(std::string_view(all).substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  PrintErr(safe);
}

void WarnOfExpired(const AllowList& allow) {
  for (const AllowRow& row : allow.rows()) {
    if (!row.expired) continue;
    PrintWarning(SafeText(fmt::format("{}:{}: allowed until {}, and hides nothing any more ({})",
                                      row.path, row.line, row.expires, row.what)));
  }
}

}  // namespace

void AddEnvironmentOptions(CLI::App& app, EnvironmentOptions& options) {
  app.add_option("--environment", options.paths,
                 "what is known of the organisation: environment.yaml, or CSV lists of assets, "
                 "accounts, networks; may be given again")
      ->allow_extra_args(false)
      ->option_text("FILE");
  app.add_option("--environment-columns", options.columns,
                 "columns of such CSV by their header: host=NAME,site=NAME,...")
      ->allow_extra_args(false)
      ->option_text("LIST")
      ->delimiter(',')
      ->check([](const std::string& part) {
        return ParseColumnMapping({part}).ok()
                   ? std::string()
                   : "'" + part +
                         "' is not COLUMN=HEADER (host, address, site, site_kind, role, "
                         "system, account, kind, network, domain)";
      });
}

int LoadEnvironmentOfRun(const EnvironmentOptions& options, EnvironmentOfRun& out) {
  if (options.paths.empty()) return kExitOk;
  const Result<ColumnMapping> mapping = ParseColumnMapping(options.columns);
  if (!mapping.ok()) {
    PrintError(mapping.error());
    return kExitUsage;
  }
  LoadedEnvironment loaded = LoadEnvironment(options.paths, *mapping);
  for (const Diagnostic& problem : loaded.problems) {
    if (!options.quiet || problem.severity == DiagnosticSeverity::kError) PrintDiagnostic(problem);
  }
  if (HasErrors(loaded.problems)) {
    PrintError("the environment cannot be used",
               "mend what is named above, or leave out --environment");
    return kExitUsage;
  }
  out.hash = loaded.hash;
  out.known = std::make_unique<KnownEnvironment>(std::move(loaded.environment), Now());
  if (!options.quiet) WarnOfExpired(out.known->allow);
  return kExitOk;
}

void UseForRules(const EnvironmentOfRun& environment, RuleOptions& rules) {
  if (environment.known == nullptr) return;
  rules.placeholder_patterns = PlaceholdersOf(environment.known->data);
  rules.environment_hash = environment.hash;
}

void NoteEnvironmentOptions(const EnvironmentOptions& options,
                            std::vector<std::pair<std::string, std::string>>& shown) {
  for (const std::string& path : options.paths) shown.emplace_back("environment", path);
  for (const std::string& column : options.columns) {
    shown.emplace_back("environment_columns", column);
  }
}

}  // namespace noroshi
