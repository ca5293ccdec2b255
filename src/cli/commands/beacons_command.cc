#include <CLI/CLI.hpp>

#include "cli/beacon_text.h"
#include "cli/command.h"
#include "cli/contact_session.h"
#include "cli/language_option.h"
#include "cli/output.h"

namespace noroshi {
namespace {

constexpr const char* kFooter =
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
    AddLanguageOption(app, language_);
    app.add_option("--top", top_, "how many to print (default: 50)")
        ->option_text("N")
        ->check(CLI::Range(std::size_t{1}, kMaxTop));
    app.add_flag("--internal", internal_, "destinations inside the organisation, too");
    app.add_flag("--json", json_, "print one JSON object a series");
    app.footer(kFooter);
  }

  int Run() override {
    std::vector<Beacon> beacons;
    const int status = FindBeacons(evidence_, internal_, beacons);
    if (status == kExitUsage || status == kExitInternal) return status;
    if (beacons.size() > top_) beacons.resize(top_);
    PrintOut(json_ ? BeaconsJson(beacons)
                   : BeaconsTable(beacons, LanguageOf(language_), DetectTerminal()));
    return FlushOut() ? status : kExitInternal;
  }

 private:
  static constexpr std::size_t kMaxTop = 10'000;

  EvidenceOptions evidence_;
  std::string language_;
  std::size_t top_ = 50;
  bool internal_ = false, json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewBeaconsCommand() { return std::make_unique<BeaconsCommand>(); }

}  // namespace noroshi
