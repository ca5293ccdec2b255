#include <stdlib.h>

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include "base/version.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/options/evidence_options.h"
#include "cli/options/knowledge_file.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/session/coverage_session.h"
#include "cli/session/rule_loading.h"
#include "cli/session/rule_problems.h"
#include "cli/session/self_check.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/terminal.h"
#include "cli/text/self_check_text.h"
#include "stream/hunt.h"
#include "stream/output/output_file.h"
#include "stream/visibility/rule_needs.h"

namespace noroshi {
namespace {

constexpr const char* kCheckFooter =
    R"(Goes through the techniques that an intrusion set or campaign is known for and says of each: found;
not found, although a rule could have fired; or blind, and what to switch on. Reads the evidence
twice: for findings, and for what each host's logs let the rules see. Names in any spelling
(noroshi knowledge groups).

Examples:
  noroshi check evidence/ --group A41APT
  noroshi check evidence/ --group menuPass --lang ja --html checklist.html
  noroshi check evidence/ --group APT10 --json | jq '.techniques[] | select(.state == "blind")')";

// A folder for what the hunt spills and for its run.json; gone with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string pattern =
        (std::filesystem::temp_directory_path(error) / "noroshi-check-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

class CheckCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddRuleOptions(app, rules_);
    AddRuleCacheOption(app, rules_);
    app.add_option("--group", group_, "an intrusion set or campaign, in any spelling")
        ->required()
        ->option_text("NAME");
    app.add_option("--html", html_, "write a checklist to print as well")->option_text("FILE");
    app.add_flag("--json", json_, "print one JSON object");
    AddLanguageOption(app, language_);
    app.add_option("--knowledge", table_, "a table of import, in place of the shipped ATT&CK")
        ->option_text("FILE");
    app.footer(kCheckFooter);
  }

  int Run() override {
    const Result<const Knowledge*> knowledge = knowledge_.Load(table_);
    if (!knowledge.ok()) {
      PrintError(knowledge.error(), "write one with: noroshi knowledge import BUNDLE");
      return kExitUsage;
    }
    const Result<std::vector<EntityIndex>> groups = GroupsOf(**knowledge, group_);
    if (!groups.ok()) {
      PrintError(groups.error(), "noroshi knowledge groups lists the sets");
      return kExitUsage;
    }
    LoadedRules loaded;
    if (const Status status =
            LoadForRun(rules_, {}, ThreadsOf(evidence_), TempFolderOfSystem(), loaded);
        !status.ok()) {
      PrintError(status.error(), "check --rules and --placeholders");
      return kExitUsage;
    }
    if (loaded.matcher == nullptr) {
      PrintError("there is no rule to evaluate",
                 "give a folder of rules, or drop --no-shipped-rules");
      return kExitUsage;
    }
    PrintRuleProblems(loaded.rules);
    const int status = Check(**knowledge, *groups, loaded);
    KeepForNextRun(loaded);
    return status;
  }

 private:
  Result<HuntSummary> Hunt(const LoadedRules& loaded) const {
    const ScratchFolder scratch;
    if (scratch.path().empty()) {
      return Error{ErrorCode::kIo, 0, "temporary folder", "cannot be made"};
    }
    HuntOptions options;
    options.inputs = evidence_.paths;
    options.out_dir = scratch.path();
    options.write_findings = options.write_timeline = false;
    options.write_incidents = options.write_report = false;
    options.threads = ThreadsOf(evidence_);
    options.read = ReadOptionsOf(evidence_);
    options.read.spool_folder = scratch.path();
    options.engine_version = Version();
    options.host = ThisMachine();
    options.cancel = WatchInterrupts();
    return RunHunt(loaded.rules, *loaded.matcher, options);
  }

  int Check(const Knowledge& knowledge, const std::vector<EntityIndex>& groups,
            const LoadedRules& loaded) {
    const Result<HuntSummary> summary = Hunt(loaded);
    if (!summary.ok()) {
      PrintError(summary.error());
      const ErrorCode code = summary.error().code;
      return code == ErrorCode::kNotFound ? kExitUsage : kExitInternal;
    }
    Coverage coverage;
    const int read = ReadCoverage(evidence_, coverage);
    if (read == kExitUsage || read == kExitInternal) return read;
    const RuleNeeds needs(loaded.rules);
    const Visibility visibility = JudgeVisibility(coverage, needs.all());
    const SelfCheck check = CheckGroup(knowledge, groups,
                                       {loaded.rules, summary->findings_by_rule, needs.all(),
                                        visibility, coverage.hosts().size()});
    const int printed = Print(check);
    return printed == kExitOk ? ExitStatus(*summary, loaded.rules) : printed;
  }

  [[nodiscard]] int Print(const SelfCheck& check) const {
    const Language language = LanguageOf(language_);
    if (!html_.empty()) {
      const Status written = WriteOutputFile(html_, SelfCheckHtml(check, language, Now()));
      if (!written.ok()) {
        PrintError(written.error());
        return kExitInternal;
      }
    }
    PrintOut(json_ ? SelfCheckJson(check) : SelfCheckText(check, language, DetectTerminal()));
    return FlushOut() ? kExitOk : kExitInternal;
  }

  EvidenceOptions evidence_;
  RuleOptions rules_;
  std::string group_, html_, table_, language_ = "en";
  bool json_ = false;
  KnowledgeFile knowledge_;
};

}  // namespace

std::unique_ptr<Command> NewCheckCommand() { return std::make_unique<CheckCommand>(); }

}  // namespace noroshi
