#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/options/rule_options.h"
#include "cli/output.h"
#include "cli/session/rule_problems.h"
#include "cli/session/rules_test_runner.h"
#include "cli/terminal/safe_text.h"
#include "cli/text/rule_list_text.h"

namespace noroshi {
namespace {

constexpr const char* kRulesFooter = R"(Examples:
  noroshi rules check my-rules/                 errors and warnings, as a compiler prints them
  noroshi rules list --rules sigma/rules        every rule, used or why not
  noroshi rules test my-rules/                  run NAME.events.jsonl beside each NAME.yml
  noroshi rules list --json | jq -r 'select(.use != "used")')";

// Rule files are strangers' text as much as evidence is; line ends stay.
void PrintLines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    PrintOut(SafeText(text.substr(0, end)) + "\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// A check that looked at nothing must not look like one that found no fault.
int NoRuleFile() {
  PrintError("there is no rule file (.yml, .yaml) at this path", "name a folder that holds rules");
  return kExitUsage;
}

// A table in a file or a pipe is for grep: titles are cut for a window only.
Terminal ListTerminal() {
  Terminal terminal = DetectTerminal();
  if (!terminal.out_is_tty) terminal.columns = std::numeric_limits<std::size_t>::max();
  return terminal;
}

// Diagnostics of all severities to stdout: they are what was asked for.
int CheckRules(const RuleSet& rules) {
  std::size_t warnings = 0;
  for (const Diagnostic& diagnostic : rules.diagnostics) {
    warnings += diagnostic.severity == DiagnosticSeverity::kWarning ? 1 : 0;
    PrintLines(diagnostic.ToString());
  }
  const std::size_t errors = CountErrors(rules);
  PrintOut(std::to_string(rules.rules.size()) + " rules can be used, " +
           std::to_string(rules.not_used.size()) + " not; " + std::to_string(errors) + " errors, " +
           std::to_string(warnings) + " warnings\n");
  return errors == 0 ? kExitOk : kExitNotAllUsed;
}

// A failing case is a rule that does not do what its author says: not all could be used.
int TestRules(const std::vector<std::string>& paths) {
  LoadOptions options;
  options.threads = CoreCount();
  const Result<RuleTestReport> report = RunRuleTests(paths, options);
  if (!report.ok()) {
    PrintError(report.error());
    return kExitUsage;
  }
  if (report->rules == 0 && report->ok()) return NoRuleFile();
  PrintLines(report->ToString());
  return report->ok() ? kExitOk : kExitNotAllUsed;
}

class RulesCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.require_subcommand(1);
    app.footer(kRulesFooter);
    check_ = app.add_subcommand("check", "say what is wrong with rules, where, and how to mend it");
    check_->add_option("PATH", paths_, "rule files or folders (default: the shipped rules)")
        ->option_text("...");
    list_ = app.add_subcommand("list", "list every rule: used, or the reason why not");
    list_->add_option("PATH", paths_, "rule files or folders, besides those of --rules")
        ->option_text("...");
    list_->add_flag("--json", json_, "print one JSON object a rule");
    test_ = app.add_subcommand("test", "run rules over the example events that lie beside them");
    test_->add_option("PATH", paths_, "rule files or folders")->option_text("...")->required();
    for (CLI::App* sub : {check_, list_}) AddRuleOptions(*sub, options_);
  }

  int Run() override {
    if (*test_) return TestRules(paths_);
    RuleOptions wanted = options_;
    wanted.paths.insert(wanted.paths.end(), paths_.begin(), paths_.end());
    if (*check_ && !wanted.paths.empty()) wanted.no_shipped_rules = true;
    const Result<RuleSet> rules = LoadRequestedRules(wanted, CoreCount());
    if (!rules.ok()) {
      PrintError(rules.error());
      return kExitUsage;
    }
    const bool none = rules->rules.empty() && rules->not_used.empty() && rules->diagnostics.empty();
    if (*check_) return none ? NoRuleFile() : CheckRules(*rules);
    PrintOut(json_ ? RuleListJson(*rules) : RuleListTable(*rules, ListTerminal()));
    return kExitOk;
  }

 private:
  CLI::App* check_ = nullptr;
  CLI::App* list_ = nullptr;
  CLI::App* test_ = nullptr;
  std::vector<std::string> paths_;
  RuleOptions options_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewRulesCommand() { return std::make_unique<RulesCommand>(); }

}  // namespace noroshi
