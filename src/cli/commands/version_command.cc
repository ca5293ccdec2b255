#include <string>

#include <CLI/CLI.hpp>

#include "base/version.h"
#include "cli/command.h"
#include "cli/output.h"

namespace noroshi {
namespace {

class VersionCommand final : public Command {
 public:
  void Describe(CLI::App&) override {}
  int Run() override {
    PrintOut("noroshi " + std::string(Version()) + "\n");
    return kExitOk;
  }
};

}  // namespace

std::unique_ptr<Command> NewVersionCommand() { return std::make_unique<VersionCommand>(); }

}  // namespace noroshi
