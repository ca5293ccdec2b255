#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options/environment_options.h"
#include "cli/options/language_option.h"
#include "cli/options/rule_options.h"
#include "cli/output.h"
#include "cli/session/coverage_session.h"
#include "cli/session/silent_hosts.h"
#include "cli/text/visibility_text.h"
#include "stream/visibility/rule_needs.h"

namespace noroshi {
namespace {

constexpr const char* kVisibilityFooter =
    R"(Says what the evidence lets the rules see: which logs each host has, from when to when; for
each rule and technique whether it could fire, is quiet (the log is there, no such record) or is
blind; and what to switch on or collect to see more.

Examples:
  noroshi visibility evidence/
  noroshi visibility evidence/ --rules sigma/rules --json | jq '.missing[:5]')";

class VisibilityCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddRuleOptions(app, rules_);
    AddEnvironmentOptions(app, environment_);
    AddLanguageOption(app, language_);
    app.add_flag("--json", json_, "print one JSON object with everything");
    app.footer(kVisibilityFooter);
  }

  int Run() override {
    if (const int loaded = LoadEnvironmentOfRun(environment_, known_); loaded != kExitOk) {
      return loaded;
    }
    UseForRules(known_, rules_);
    const Result<RuleSet> rules = LoadRequestedRules(rules_, ThreadsOf(evidence_));
    if (!rules.ok()) {
      PrintError(rules.error(), "check --rules and --placeholders");
      return kExitUsage;
    }
    Coverage coverage;
    const int status = ReadCoverage(evidence_, coverage);
    if (status == kExitUsage || status == kExitInternal) return status;
    Print(*rules, coverage);
    return FlushOut() ? status : kExitInternal;
  }

 private:
  void Print(const RuleSet& rules, const Coverage& coverage) const {
    const RuleNeeds needs(rules);
    const Visibility visibility = JudgeVisibility(coverage, needs.all());
    const std::vector<Gap> gaps = FindGaps(coverage);
    VisibilityResult result{coverage, gaps, needs.all(), visibility};
    if (known_.known != nullptr) result.silent = SilentHosts(known_.known->data, coverage);
    PrintOut(json_ ? VisibilityJson(result)
                   : VisibilityText(result, LanguageOf(language_), DetectTerminal()));
  }

  EvidenceOptions evidence_;
  RuleOptions rules_;
  EnvironmentOptions environment_;
  EnvironmentOfRun known_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewVisibilityCommand() { return std::make_unique<VisibilityCommand>(); }

}  // namespace noroshi
