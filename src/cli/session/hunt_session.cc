#include "cli/session/hunt_session.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/hash.h"
#include "base/until_exit.h"
#include "base/version.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/out_folder.h"
#include "cli/session/rule_loading.h"
#include "cli/session/rule_problems.h"
#include "cli/terminal/number_text.h"
#include "cli/terminal/progress_bar.h"
#include "cli/text/hunt_report_text.h"
#include "cli/text/messages.h"
#include "cli/text/profile_text.h"
#include "matcher/matcher.h"
#include "matcher/passes.h"
#include "stream/hunt.h"

namespace noroshi {
namespace {

bool Contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

MatcherOptions MatcherOptionsOf(const HuntRequest& request) {
  MatcherOptions options;
  for (const Pass& pass : kPasses) options.*pass.on = !Contains(request.disabled_passes, pass.name);
  return options;
}

void NoteOptions(const HuntRequest& request, HuntOptions& options) {
  auto& shown = options.shown_options;
  for (const std::string& path : request.evidence.paths) shown.emplace_back("input", path);
  NoteRuleOptions(request.rules, shown);
  NoteEnvironmentOptions(request.environment, shown);
  shown.emplace_back("recovery", request.evidence.recovery);
  if (!request.evidence.timezone.empty()) {
    shown.emplace_back("timezone", request.evidence.timezone);
  }
  for (const auto& mapping : request.evidence.mappings) {
    shown.emplace_back("mapping", mapping->scalars.name);
  }
  if (!request.range.from.empty()) shown.emplace_back("from", request.range.from);
  if (!request.range.to.empty()) shown.emplace_back("to", request.range.to);
  if (!request.scan.wanted) shown.emplace_back("scan", "off");
  for (const std::string& path : request.scan.yara) shown.emplace_back("yara", path);
  for (const std::string& pass : request.disabled_passes) shown.emplace_back("disable_pass", pass);
}

// What changes results and stands neither in the rules nor in the options that are shown.
std::uint64_t JournalKey(const HuntRequest& request) {
  std::uint64_t key = HashMix(Hash64(ProgramIdentity()), request.evidence.mappings_hash);
  for (const std::string& password : request.evidence.archive_passwords) {
    key = HashMix(key, Hash64(password));
  }
  return key;
}

Result<HuntOptions> HuntOptionsOf(const HuntRequest& request) {
  if (request.resume && request.since_last) {
    return Error{ErrorCode::kInvalid, 0, "--resume",
                 "goes on with the same evidence; give either it or --since-last"};
  }
  HuntOptions options;
  options.inputs = request.evidence.paths;
  options.out_dir = request.out_dir;
  if (!request.write.empty()) {
    options.write_findings = Contains(request.write, "findings");
    options.write_timeline = Contains(request.write, "timeline");
    options.write_incidents = Contains(request.write, "incidents");
    options.write_report = Contains(request.write, "report");
  }
  options.case_path = request.case_path;
  if (options.case_path.empty() && Contains(request.write, "case")) {
    options.case_path = request.out_dir + "/case.db";
  }
  NOROSHI_TRY(const TimeRange range, ParseTimeRange(request.range));
  options.from = range.from;
  options.to = range.to;
  options.threads = ThreadsOf(request.evidence);
  if (request.max_memory_mb != 0) options.sort_bytes = request.max_memory_mb << 20;
  options.read = ReadOptionsOf(request.evidence);
  options.read.spool_folder = request.out_dir;
  options.keep_journal = request.keep_journal;
  if (request.resume) options.reuse = JournalReuse::kResume;
  if (request.since_last) options.reuse = JournalReuse::kSinceLast;
  options.journal_key = JournalKey(request);
  options.hash_inputs = request.hash_inputs;
  options.profile = request.profile;
  options.language = request.language;
  options.engine_version = Version();
  options.host = ThisMachine();
  NoteOptions(request, options);
  return options;
}

// What was known already, and what became of writing this hunt down.
void PrintJournal(const JournalTotals& journal, Language language) {
  const bool japanese = language == Language::kJapanese;
  if (journal.known_units != 0 || journal.known_files != 0) {
    const std::string files = GroupedNumber(journal.known_files);
    PrintErr(japanese
                 ? "noroshi: 前回から変わらない" + files + "個のファイルは読み直していません。\n"
                 : "noroshi: " + files + " files are as they were, and were not read again.\n");
  }
  if (journal.files_gone != 0) {
    const std::string gone = GroupedNumber(journal.files_gone);
    PrintErr(japanese
                 ? "noroshi: 前回の" + gone + "個のファイルは、なくなったか変更されています。\n"
                 : "noroshi: " + gone + " files of the last hunt have changed or are gone.\n");
  }
  if (!journal.problem.empty()) {
    PrintWarning(
        (japanese ? "この調査は --resume で再開できません: " : "this hunt cannot be resumed: ") +
        journal.problem);
  }
}

int NoRules(const RuleSet& rules) {
  if (rules.not_used.empty()) {
    PrintError("there is no rule to evaluate",
               "give a folder of Sigma rules with --rules, or drop --no-shipped-rules");
  } else {
    PrintError("there is no rule to evaluate: all " + GroupedNumber(rules.not_used.size()) +
                   " are left out",
               "'noroshi rules list' with the same --rules, --level and --status says why");
  }
  return kExitUsage;
}

// Exit code of a hunt that could not be done.
int FailedHunt(const Error& error) {
  PrintError(error);
  const bool usage = error.code == ErrorCode::kNotFound || error.code == ErrorCode::kInvalid ||
                     error.code == ErrorCode::kUnsupported;
  return usage ? kExitUsage : kExitInternal;
}

// Puts what lies in the evidence besides logs into `options`. Returns an ExitCode.
int ScanBefore(const HuntRequest& request, HuntOptions& options) {
  EvidenceScanRequest scan;
  scan.paths = request.evidence.paths;
  scan.options = request.scan;
  scan.options.no_rule_cache = request.rules.no_rule_cache;
  scan.out_dir = request.out_dir;
  scan.threads = options.threads;
  scan.read = options.read;
  scan.now = options.host.now;
  scan.quiet = request.quiet;
  const int status = ScanEvidence(scan, options.scanned);
  options.host.give_back_memory();
  return status;
}

// With the file of the scan, which is evidence of the hunt and a result at once.
std::vector<std::string> WrittenBy(const HuntSummary& summary, const HuntOptions& options) {
  std::vector<std::string> names = summary.outputs;
  if (!options.scanned.findings_path.empty()) names.emplace_back(kScanLinesName);
  return names;
}

// A hunt from what was typed to its exit code. Steps return an ExitCode, kExitOk to go on; whatever
// is wrong has then been printed.
class HuntSession {
 public:
  explicit HuntSession(const HuntRequest& request) : request_(request) {}

  // All that can be refused before the evidence is read.
  int Prepare() {
    for (const auto step : {&HuntSession::ReadRequest, &HuntSession::LoadEnvironment,
                            &HuntSession::PrepareFolder, &HuntSession::LoadRules}) {
      if (const int status = (this->*step)(); status != kExitOk) return status;
    }
    return kExitOk;
  }

  int Run() {
    ProgressBar bar(terminal_);
    const std::uint64_t start = MonotonicNs();
    if (!request_.quiet) {
      options_.on_progress = [&](const HuntProgress& progress) {
        bar.Draw(progress, MonotonicNs() - start);
      };
    }
    options_.cancel = WatchInterrupts();
    const int scanned = ScanBefore(request_, options_);
    if (scanned == kExitUsage || scanned == kExitInternal) return scanned;
    options_.on_evidence_read = [this] {
      KeepForNextRun(*loaded_);
      loaded_->matcher.reset();  // incidents and report have its room
    };
    const Result<HuntSummary> summary = RunHunt(loaded_->rules, *loaded_->matcher, options_);
    bar.Clear();
    KeepForNextRun(*loaded_);  // of a hunt that ended before
    if (!summary.ok()) return FailedHunt(summary.error());
    RemoveStaleOutputs(request_.out_dir, WrittenBy(*summary, options_));
    Print(*summary);
    const int status = ExitStatus(*summary, loaded_->rules);
    return status == kExitOk ? scanned : status;
  }

 private:
  int ReadRequest() {
    Result<HuntOptions> made = HuntOptionsOf(request_);
    if (!made.ok()) return Refused(made.error());
    options_ = *std::move(made);
    const Status outside = CheckCasePath(request_.case_path, request_.evidence.paths);
    return outside.ok() ? kExitOk : Refused(outside.error());
  }

  int LoadEnvironment() {
    EnvironmentOptions wanted = request_.environment;
    wanted.quiet = request_.quiet;
    const int status = LoadEnvironmentOfRun(wanted, environment_);
    options_.environment = environment_.known.get();
    options_.journal_key = HashMix(options_.journal_key, environment_.hash);
    return status;
  }

  int PrepareFolder() {
    const Status out = PrepareOutFolder(request_.out_dir, request_.evidence.paths);
    if (out.ok()) return kExitOk;
    PrintError(out.error());
    return out.error().code == ErrorCode::kIo ? kExitInternal : kExitUsage;
  }

  int LoadRules() {
    RuleOptions wanted = request_.rules;
    UseForRules(environment_, wanted);
    wanted.mapped_channels = MappedChannels(request_.evidence);
    const Status status = LoadForRun(wanted, MatcherOptionsOf(request_), options_.threads,
                                     request_.out_dir, *loaded_);
    if (!status.ok()) {
      PrintError(status.error(), "check --rules and --placeholders");
      return kExitUsage;
    }
    if (loaded_->rules.rules.empty()) return NoRules(loaded_->rules);
    options_.rules_ns = loaded_->rules_ns;
    options_.matcher_ns = loaded_->matcher_ns;
    if (!request_.quiet) PrintRuleProblems(loaded_->rules);
    return kExitOk;
  }

  static int Refused(const Error& error) {
    PrintError(error);
    return kExitUsage;
  }

  void Print(const HuntSummary& summary) const {
    const Language language = request_.language == "ja" ? Language::kJapanese : Language::kEnglish;
    if (!request_.quiet) {
      PrintJournal(summary.journal, language);
      PrintOut(HuntReportText(summary, loaded_->rules, request_.out_dir, language, terminal_));
    }
    if (request_.profile) PrintErr(ProfileText(summary, loaded_->rules, terminal_));
  }

  const HuntRequest& request_;
  const Terminal terminal_ = DetectTerminal();
  HuntOptions options_;
  EnvironmentOfRun environment_;
  UntilExit<LoadedRules> loaded_;
};

}  // namespace

int RunHuntSession(const HuntRequest& request) {
  HuntSession session(request);
  const int status = session.Prepare();
  return status == kExitOk ? session.Run() : status;
}

}  // namespace noroshi
