#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/session/coverage_session.h"
#include "cli/text/gaps_text.h"

namespace noroshi {
namespace {

constexpr const char* kGapsFooter =
    R"(Says where logs have holes: record ids that are missing, days without a record where chance
does not explain them, logs that were cleared, clocks that were set or went back, auditing changed.

Examples:
  noroshi gaps evidence/
  noroshi gaps evidence/ --json | jq -r 'select(.kind == "log_cleared") | .host')";

class GapsCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddLanguageOption(app, language_);
    app.add_flag("--json", json_, "print one JSON object a gap");
    app.footer(kGapsFooter);
  }

  int Run() override {
    Coverage coverage;
    const int status = ReadCoverage(evidence_, coverage);
    if (status == kExitUsage || status == kExitInternal) return status;
    const std::vector<Gap> gaps = FindGaps(coverage);
    PrintOut(json_ ? GapsJson(gaps) : GapsTable(gaps, LanguageOf(language_), DetectTerminal()));
    return FlushOut() ? status : kExitInternal;
  }

 private:
  EvidenceOptions evidence_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewGapsCommand() { return std::make_unique<GapsCommand>(); }

}  // namespace noroshi
