#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/options/rule_options.h"
#include "cli/output.h"
#include "cli/session/find_record.h"
#include "cli/text/explanation_text.h"

namespace noroshi {
namespace {

constexpr const char* kExplainFooter =
    R"(RULE is a rule file, or the id or title of a rule in --rules or among the shipped ones.
RECORD is FILE:RECORD_ID, FILE#LINE or FILE@OFFSET, as in findings.jsonl; FILE may be
ARCHIVE!/MEMBER.

Examples:
  noroshi explain my-rule.yml Security.evtx:4711
  noroshi explain my-rule.yml access.log#17
  noroshi explain 9ca2bf31-0570-44d8-a543-534c47c33ed7 Sysmon.evtx@69632 --rules sigma/rules)";

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// A title is no path: what the system makes of it is no error.
bool IsThere(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

std::vector<const Rule*> FindRules(const RuleSet& set, const std::string& name, bool is_file) {
  std::vector<const Rule*> found;
  for (const Rule& rule : set.rules) {
    if (is_file || rule.id == Lower(name) || Lower(rule.title) == Lower(name)) {
      found.push_back(&rule);
    }
  }
  return found;
}

// A correlation looks at other rules' matches: those rules are explained with it.
std::vector<const Rule*> WithSources(const RuleSet& set, std::vector<const Rule*> rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {  // grows on the way
    for (const CorrelationRule& correlation : set.correlations) {
      if (&set.rules[correlation.rule] != rules[i]) continue;
      for (const CorrelationSource& source : correlation.sources) {
        const Rule* rule = &set.rules[source.rule];
        if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
      }
    }
  }
  return rules;
}

class ExplainCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("RULE", rule_, "rule file, id or title")->option_text(" ")->required();
    app.add_option("RECORD", record_, "FILE:RECORD_ID, FILE#LINE or FILE@OFFSET")
        ->option_text(" ")
        ->required();
    app.add_option("--archive-password", passwords_,
                   "a password to try on an encrypted archive; may be given again")
        ->option_text("TEXT")
        ->allow_extra_args(false);
    AddRuleOptions(app, rules_);
    app.add_flag("--json", json_, "print JSON");
    app.footer(kExplainFooter);
  }

  int Run() override {
    Result<RecordAddress> address = ParseRecordAddress(record_);
    if (!address.ok()) return Usage(address.error());
    address->archive_passwords = passwords_;
    const bool is_file = IsThere(rule_);
    RuleOptions wanted = rules_;
    if (is_file) {
      wanted.paths = {rule_};
      wanted.no_shipped_rules = true;
    }
    const Result<RuleSet> set = LoadRequestedRules(wanted, CoreCount());
    if (!set.ok()) return Usage(set.error());
    const std::vector<const Rule*> rules = WithSources(*set, FindRules(*set, rule_, is_file));
    if (rules.empty()) return NoRule(*set);
    const auto explain = [&](const Event& event, const EventContext& context) {
      for (const Rule* rule : rules) Print(*rule, ExplainRule(*rule, event, context));
    };
    const Status status = WithRecord(*address, explain);
    return status.ok() ? kExitOk : Usage(status.error());
  }

 private:
  static int Usage(const Error& error) {
    PrintError(error);
    return kExitUsage;
  }

  int NoRule(const RuleSet& set) const {
    for (const NotUsedRule& rule : set.not_used) {
      if (rule.id != Lower(rule_) && !IsThere(rule_)) continue;
      PrintError("rule " + (rule.title.empty() ? rule_ : rule.title) +
                     " is not evaluated: " + std::string(NotUsedReasonName(rule.reason)) +
                     (rule.detail.empty() ? "" : ", " + rule.detail),
                 "'noroshi rules check' on its file tells more");
      return kExitUsage;
    }
    PrintError("there is no rule '" + rule_ + "'",
               "give its folder with --rules; 'noroshi rules list' shows ids and titles");
    return kExitUsage;
  }

  void Print(const Rule& rule, const Explanation& explanation) const {
    PrintOut(json_ ? ExplanationJson(rule, explanation)
                   : ExplanationText(rule, explanation, DetectTerminal()));
  }

  std::string rule_, record_;
  RuleOptions rules_;
  std::vector<std::string> passwords_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewExplainCommand() { return std::make_unique<ExplainCommand>(); }

}  // namespace noroshi
