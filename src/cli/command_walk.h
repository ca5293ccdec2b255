// The commands of a CLI11 tree as a flat list, for what is generated from it.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace noroshi {

struct FlatOption {
  std::vector<std::string> names;  // "--rules", "-h"
  std::string value;               // "PATH"; "" for a flag
  std::string description;
};

struct FlatCommand {
  std::string words;  // "rules check"; "" for the program itself
  std::string summary, footer;
  std::vector<std::string> positionals;
  std::vector<FlatOption> options;
  std::vector<std::string> subcommands;
};

// Parents before children, in the order of registration.
[[nodiscard]] std::vector<FlatCommand> FlattenCommands(const CLI::App& root);

}  // namespace noroshi
