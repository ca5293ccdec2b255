#include "cli/command_line.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/command_table.h"
#include "cli/nearest.h"
#include "cli/output.h"

namespace noroshi {
namespace {

bool IsCommand(std::string_view word) {
  for (const CommandRow& row : CommandTable()) {
    if (row.name == word) return true;
  }
  return false;
}

int UnknownCommand(std::string_view word) {
  std::vector<std::string_view> names;
  for (const CommandRow& row : CommandTable()) names.push_back(row.name);
  const std::string_view nearest = NearestName(word, names);
  std::string fix = "'noroshi --help' lists the commands";
  if (!nearest.empty()) fix = "did you mean 'noroshi " + std::string(nearest) + "'?";
  PrintError("there is no command '" + std::string(word) + "'", fix);
  return kExitUsage;
}

// An option's long names, for a hint at a misspelt one.
std::string NearestOption(const CLI::App& app, std::string_view word) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return std::string(NearestName(word.substr(0, word.find('=')), views));
}

int UsageError(const CLI::App& root, const CLI::ParseError& error) {
  std::string command = "noroshi";
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) {
    app = app->get_subcommands().front();
    command += " " + app->get_name();
  }
  std::string fix = "'" + command + " --help' shows what it takes";
  const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error);
  if (extras != nullptr) {
    for (const std::string& word : root.remaining(true)) {
      const std::string nearest = NearestOption(*app, word);
      if (!nearest.empty()) fix = "did you mean '" + nearest + "'?";
    }
  }
  PrintError(error.what(), fix);
  return kExitUsage;
}

// The version is a command; this form of asking for it is what scripts try first.
bool AsksForVersion(int argc, char** argv) {
  return argc == 2 && std::string_view(argv[1]) == "--version";
}

int ParseAndRun(int argc, char** argv) {
  if (AsksForVersion(argc, argv)) return NewVersionCommand()->Run();
  if (argc > 1 && argv[1][0] != '-' && !IsCommand(argv[1])) return UnknownCommand(argv[1]);
  CommandTree tree;
  if (argc <= 1) {
    PrintOut(tree.app().help());
    return kExitUsage;
  }
  try {
    tree.app().parse(argc, argv);
  } catch (const CLI::Success& help) {  // --help, --version
    tree.app().exit(help);
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    return UsageError(tree.app(), error);
  }
  Command* command = tree.parsed();
  if (command == nullptr) {
    PrintOut(tree.app().help());
    return kExitUsage;
  }
  return command->Run();
}

}  // namespace

int RunCommandLine(int argc, char** argv) {
  // A file that grows past the limit is an error like a full disk, told and cleaned up; by default
  // the system would end the program.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    const int status = ParseAndRun(argc, argv);
    return FlushOut() ? status : kExitInternal;
  } catch (const std::bad_alloc&) {
    PrintError("out of memory", "give a smaller --max-memory, or fewer inputs");
  } catch (const std::exception& error) {
    PrintError(std::string("internal error: ") + error.what(), "please report this");
  }
  return kExitInternal;
}

}  // namespace noroshi
