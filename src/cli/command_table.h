// The table of commands, and the whole command line as a tree of CLI11 apps: to parse it, to print
// help, and to write completions and the man page from.
//
// To add a command is to add its file under commands/, its maker in command.h and its row in
// command_line.cc; completions and the man page are then made anew ('noroshi completions').
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace CLI {
class App;
}

namespace noroshi {

// A command: its word, one line about it, and how to make it.
struct CommandRow {
  std::string_view name;
  std::string_view summary;
  std::unique_ptr<Command> (*make)();
};
// In the order of the help text. Constant; safe from any thread.
[[nodiscard]] std::span<const CommandRow> CommandTable() noexcept;

// A command line ready to parse. The commands hold the parsed values, so they live beside the app.
// Makes and describes all commands, though one will run.
class CommandTree {
 public:
  CommandTree();
  ~CommandTree();
  CommandTree(const CommandTree&) = delete;
  CommandTree& operator=(const CommandTree&) = delete;

  // All commands are described already: parse it, or read it.
  [[nodiscard]] CLI::App& app() noexcept { return *app_; }
  // The command that was parsed; null when there was none.
  [[nodiscard]] Command* parsed() const;

 private:
  std::unique_ptr<CLI::App> app_;
  std::vector<std::unique_ptr<Command>> commands_;  // as CommandTable()
};

}  // namespace noroshi
