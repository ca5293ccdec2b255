// Command: one subcommand of the program. Each lives in a file of its own under commands/ and is
// registered on one line in command_line.cc.
//
// A command parses nothing itself and knows nothing of other commands; what two of them share is a
// session or an options file of cli/. What leaves Run
// as an exception is told by command_line.cc and ends the program with kExitInternal.
#pragma once

#include <memory>

namespace CLI {
class App;
}

namespace noroshi {

// What the program says with its exit status (also the last lines of `noroshi --help`).
enum ExitCode : int {
  kExitOk = 0,
  // An error of ours or of the machine: a full disk, no memory.
  kExitInternal = 1,
  // The command line asks for something that cannot be.
  kExitUsage = 2,
  // Done, but some evidence or rules could not be used.
  kExitNotAllUsed = 3,
};

// Holds what was parsed; made once for a command line, and run at most once.
class Command {
 public:
  virtual ~Command() = default;
  // Adds options, positionals, help and examples. `app` is the subcommand, named already.
  virtual void Describe(CLI::App& app) = 0;
  // Runs with the parsed options and returns an ExitCode.
  virtual int Run() = 0;
};

// One maker per file under commands/.
std::unique_ptr<Command> NewHuntCommand();
std::unique_ptr<Command> NewDumpCommand();
std::unique_ptr<Command> NewExplainCommand();
std::unique_ptr<Command> NewSearchCommand();
std::unique_ptr<Command> NewTimelineCommand();
std::unique_ptr<Command> NewLogonsCommand();
std::unique_ptr<Command> NewScanCommand();
std::unique_ptr<Command> NewTrendCommand();
std::unique_ptr<Command> NewVisibilityCommand();
std::unique_ptr<Command> NewGapsCommand();
std::unique_ptr<Command> NewBeaconsCommand();
std::unique_ptr<Command> NewRareCommand();
std::unique_ptr<Command> NewEnvironmentCommand();
std::unique_ptr<Command> NewRulesCommand();
std::unique_ptr<Command> NewKnowledgeCommand();
std::unique_ptr<Command> NewAttributeCommand();
std::unique_ptr<Command> NewExportCommand();
std::unique_ptr<Command> NewReportCommand();
std::unique_ptr<Command> NewCaseCommand();
std::unique_ptr<Command> NewCheckCommand();
std::unique_ptr<Command> NewSimulateCommand();
std::unique_ptr<Command> NewDemoCommand();
std::unique_ptr<Command> NewCompletionsCommand();
std::unique_ptr<Command> NewVersionCommand();

}  // namespace noroshi
