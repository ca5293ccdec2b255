#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal/number_text.h"
#include "simulate/simulate.h"

namespace noroshi {
namespace {

constexpr const char* kSimulateFooter =
    R"(Writes real EVTX files, VPN, proxy and Zeek logs, and truth.json, which names every step of the
intrusion and where it shows. The same options give the same bytes (docs/user/simulate.md).

Examples:
  noroshi simulate --out sim
  noroshi simulate --out sim --scenario lodeinfo --days 90 --hosts 60
  noroshi simulate --out sim --days 30 --hosts 40 --seed 7 && noroshi hunt sim)";

constexpr unsigned kMostOfAll = 1'000'000;  // Simulate() has the real bounds

std::string ScenarioHelp() {
  std::string text = "what happens:";
  for (const ScenarioInfo& scenario : Scenarios()) text += " " + std::string(scenario.name);
  return text;
}

class SimulateCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("--out", options_.out_dir, "folder to write into")
        ->option_text("DIR")
        ->required();
    app.add_option("--scenario", options_.scenario, ScenarioHelp())->option_text("NAME");
    app.add_option("--days", options_.days, "days of logs (default: 14)")
        ->option_text("N")
        ->check(CLI::Range(1U, kMostOfAll));
    app.add_option("--hosts", options_.hosts, "computers (default: 12)")
        ->option_text("N")
        ->check(CLI::Range(1U, kMostOfAll));
    app.add_option("--seed", options_.seed, "another number, another organisation")
        ->option_text("N");
    app.add_option("--start", start_, "first day (default: 2020-10-05)")->option_text("DATE");
    app.footer(kSimulateFooter);
  }

  int Run() override {
    if (!start_.empty()) {
      const std::optional<Timestamp> start = ParseIso8601(start_);
      if (!start) {
        PrintError("--start: '" + start_ + "' is no date", "write 2020-10-05");
        return kExitUsage;
      }
      options_.start = *start;
    }
    const Result<SimulationSummary> done = Simulate(options_);
    if (!done.ok()) {
      PrintError(done.error());
      return done.error().code == ErrorCode::kIo ? kExitInternal : kExitUsage;
    }
    PrintOut(GroupedNumber(done->records) + " records in " + GroupedNumber(done->files) +
             " files of " + GroupedNumber(done->hosts) + " hosts, " + ByteSize(done->bytes) + "\n" +
             GroupedNumber(done->attack_steps) + " steps of an intrusion, " +
             GroupedNumber(done->look_alikes) + " look-alikes: " + done->truth_path + "\n");
    return kExitOk;
  }

 private:
  SimulateOptions options_;
  std::string start_;
};

}  // namespace

std::unique_ptr<Command> NewSimulateCommand() { return std::make_unique<SimulateCommand>(); }

}  // namespace noroshi
