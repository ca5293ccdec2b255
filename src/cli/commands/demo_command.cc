#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/session/hunt_session.h"
#include "cli/terminal/number_text.h"
#include "cli/terminal/terminal.h"
#include "simulate/simulate.h"

namespace noroshi {
namespace {

constexpr const char* kDemoFooter =
    R"(Everything is invented: a small organisation, two weeks of its logs, and one intrusion in them.

Examples:
  noroshi demo
  noroshi demo --lang ja --out demo)";

// A new folder below the system's temporary one; "" when it cannot be made.
std::string MakeTempFolder() {
  std::error_code error;
  const auto parent = std::filesystem::temp_directory_path(error);
  if (error) return {};
  std::string name = (parent / "noroshi-demo-XXXXXX").string();
  return ::mkdtemp(name.data()) == nullptr ? std::string() : name;
}

bool OnDesktop() {
  return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
}

// Shows a file with the desktop's program for it, without waiting. No shell in between.
void OpenOnDesktop(const std::string& path) {
  if (::fork() != 0) return;
  if (::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(kExitInternal);
  ::execlp("xdg-open", "xdg-open", path.c_str(), nullptr);
  ::_exit(kExitInternal);
}

class DemoCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("--out", out_, "folder for logs and results (default: a new temporary one)")
        ->option_text("DIR");
    app.add_option("--lang", language_, "language of summary and report: en (default), ja")
        ->option_text("LANG")
        ->check(CLI::IsMember({"en", "ja"}));
    app.add_flag("--no-open", no_open_, "do not open the report");
    app.footer(kDemoFooter);
  }

  int Run() override {
    if (out_.empty()) out_ = MakeTempFolder();
    if (out_.empty()) {
      PrintError("cannot make a temporary folder", "name a folder with --out");
      return kExitInternal;
    }
    SimulateOptions simulation;
    simulation.out_dir = out_ + "/logs";
    const Result<SimulationSummary> logs = Simulate(simulation);
    if (!logs.ok()) {
      PrintError(logs.error());
      return kExitInternal;
    }
    const bool ja = language_ == "ja";
    const std::string hosts = GroupedNumber(logs->hosts), records = GroupedNumber(logs->records);
    PrintOut((ja ? "架空の組織のログ(ホスト" + hosts + "台、レコード" + records + "件): "
                 : "Invented logs of " + hosts + " hosts, " + records + " records: ") +
             simulation.out_dir + "\n\n");
    HuntRequest request;
    request.evidence.paths = {simulation.out_dir};
    request.out_dir = out_ + "/report";
    request.language = language_;
    request.keep_journal = false;
    const int status = RunHuntSession(request);
    const std::string report = request.out_dir + "/report.html";
    PrintOut((ja ? "\nブラウザで開く報告: " : "\nOpen the report in a browser: ") + report +
             (ja ? "\n答え合わせの資料(truth.json): " : "\nThe truth to compare it with: ") +
             logs->truth_path + "\n");
    if (!no_open_ && DetectTerminal().out_is_tty && OnDesktop()) OpenOnDesktop(report);
    return status;
  }

 private:
  std::string out_, language_ = "en";
  bool no_open_ = false;
};

}  // namespace

std::unique_ptr<Command> NewDemoCommand() { return std::make_unique<DemoCommand>(); }

}  // namespace noroshi
