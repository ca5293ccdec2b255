// The commands of a CLI11 tree as a flat list, for what is generated from it: completions and the
// man page. So CLI11 itself is known in one place, and no option can be forgotten in another.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace noroshi {

// All texts are copies and outlive the tree.
struct FlatOption {
  // As typed, short ones first: "-h", "--help".
  std::vector<std::string> names;
  // "PATH"; "" for a flag.
  std::string value;
  std::string description;
};

// A command that can be typed, with its subcommands by name.
struct FlatCommand {
  // "rules check"; "" for the program itself.
  std::string words;
  // The line of the command table, and what help prints below the options.
  std::string summary, footer;
  std::vector<std::string> positionals;
  std::vector<FlatOption> options;
  std::vector<std::string> subcommands;
};

// Parents before children, in the order of registration.
[[nodiscard]] std::vector<FlatCommand> FlattenCommands(const CLI::App& root);

}  // namespace noroshi
