// --environment: the options of every command that asks what is known of the organisation, and
// loading by them.
//
// Files may be of an attacker who has been here for long: they are parsed like evidence, and what
// they say is told when it hides a finding.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "environment/known_environment.h"

namespace CLI {
class App;
}

namespace noroshi {

struct RuleOptions;

// As typed; checked when it is loaded, but for the form of COLUMN=HEADER.
struct EnvironmentOptions {
  std::vector<std::string> paths;
  std::vector<std::string> columns;  // "host=HOSTNAME"
  bool quiet = false;                // tell errors only
};

// Adds --environment and --environment-columns.
void AddEnvironmentOptions(CLI::App& app, EnvironmentOptions& options);

// What was read; `known` is null when no file was named.
struct EnvironmentOfRun {
  std::unique_ptr<const KnownEnvironment> known;
  std::uint64_t hash = 0;  // of the files' texts; 0 when there are none

  // Null, too, when there is none.
  [[nodiscard]] const EnvironmentIndex* index() const {
    return known == nullptr ? nullptr : &known->index;
  }
};

// Returns an ExitCode: kExitOk, or kExitUsage when something in the files is wrong. Problems are
// told on stderr, warnings and expired entries too.
[[nodiscard]] int LoadEnvironmentOfRun(const EnvironmentOptions& options, EnvironmentOfRun& out);

// Lets rules use the environment's lists as placeholders.
void UseForRules(const EnvironmentOfRun& environment, RuleOptions& rules);

// The option values as run.json records them.
void NoteEnvironmentOptions(const EnvironmentOptions& options,
                            std::vector<std::pair<std::string, std::string>>& shown);

}  // namespace noroshi
