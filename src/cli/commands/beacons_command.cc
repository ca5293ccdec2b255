#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options/environment_options.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/session/contact_session.h"
#include "cli/terminal/number_text.h"
#include "cli/text/beacon_text.h"

namespace noroshi {
namespace {

constexpr const char* kBeaconsFooter =
    R"(Ranks regular series of connections by how much they look like a program that calls home:
even intervals (jitter of up to 50 % counts as even), even sizes, day and night, over days, to a
destination that few others have. Reads proxy and firewall logs, Zeek conn, http and ssl, Suricata
and Sysmon 3. Times of day are UTC.

Examples:
  noroshi beacons zeek/
  noroshi beacons proxy-logs/ --top 100 --json | jq -r '[.score, .source, .destination] | @tsv')";

class BeaconsCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddEnvironmentOptions(app, environment_);
    AddLanguageOption(app, language_);
    app.add_option("--top", top_, "how many to print (default: 50)")
        ->option_text("N")
        ->check(CLI::Range(std::size_t{1}, kMaxTop));
    app.add_flag("--internal", internal_, "destinations inside the organisation, too");
    app.add_flag("--json", json_, "print one JSON object a series");
    app.footer(kBeaconsFooter);
  }

  int Run() override {
    EnvironmentOfRun known;
    int status = LoadEnvironmentOfRun(environment_, known);
    if (status != kExitOk) return status;
    const EnvironmentIndex* index = known.index();
    std::vector<Beacon> beacons;
    status =
        FindBeacons(evidence_, internal_, index == nullptr ? nullptr : &index->scope(), beacons);
    if (status == kExitUsage || status == kExitInternal) return status;
    if (index != nullptr) LeaveOutKnown(*index, beacons);
    if (beacons.size() > top_) beacons.resize(top_);
    PrintOut(json_ ? BeaconsJson(beacons)
                   : BeaconsTable(beacons, LanguageOf(language_), DetectTerminal()));
    return FlushOut() ? status : kExitInternal;
  }

 private:
  static constexpr std::size_t kMaxTop = 10'000;

  // Regular connections to update servers and trusted destinations are what those are for.
  static void LeaveOutKnown(const EnvironmentIndex& index, std::vector<Beacon>& beacons) {
    const std::size_t known = std::erase_if(
        beacons, [&](const Beacon& beacon) { return index.DestinationOf(beacon.destination); });
    if (known == 0) return;
    PrintWarning(GroupedNumber(known) +
                 " series to update servers and trusted destinations of the environment are left "
                 "out");
  }

  EvidenceOptions evidence_;
  EnvironmentOptions environment_;
  std::string language_;
  std::size_t top_ = 50;
  bool internal_ = false, json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewBeaconsCommand() { return std::make_unique<BeaconsCommand>(); }

}  // namespace noroshi
