#include "cli/hunt_session.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/hash.h"
#include "base/version.h"
#include "cli/command.h"
#include "cli/hunt_report_text.h"
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/messages.h"
#include "cli/out_folder.h"
#include "cli/output.h"
#include "cli/profile_text.h"
#include "cli/rule_loading.h"
#include "cli/rule_problems.h"
#include "cli/terminal/number_text.h"
#include "cli/terminal/progress_bar.h"
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

// Returns an ExitCode; kExitOk when loaded.
int Load(const HuntRequest& request, const EnvironmentOfRun& environment, HuntOptions& options,
         LoadedRules& loaded) {
  RuleOptions wanted = request.rules;
  UseForRules(environment, wanted);
  wanted.mapped_channels = MappedChannels(request.evidence);
  const Status status = LoadForRun(wanted, MatcherOptionsOf(request), options.threads, loaded);
  if (!status.ok()) {
    PrintError(status.error(), "check --rules and --placeholders");
    return kExitUsage;
  }
  if (loaded.rules.rules.empty()) return NoRules(loaded.rules);
  options.rules_ns = loaded.rules_ns;
  options.matcher_ns = loaded.matcher_ns;
  return kExitOk;
}

// Puts what lies in the evidence besides logs into `options`. Returns an ExitCode.
int ScanBefore(const HuntRequest& request, HuntOptions& options) {
  EvidenceScanRequest scan;
  scan.paths = request.evidence.paths;
  scan.options = request.scan;
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

}  // namespace

int RunHuntSession(const HuntRequest& request) {
  Result<HuntOptions> made = HuntOptionsOf(request);
  if (!made.ok()) {
    PrintError(made.error());
    return kExitUsage;
  }
  HuntOptions options = *std::move(made);
  if (const Status outside = CheckCasePath(request.case_path, request.evidence.paths);
      !outside.ok()) {
    PrintError(outside.error());
    return kExitUsage;
  }
  EnvironmentOfRun environment;
  EnvironmentOptions wanted = request.environment;
  wanted.quiet = request.quiet;
  if (const int status = LoadEnvironmentOfRun(wanted, environment); status != kExitOk) {
    return status;
  }
  options.environment = environment.known.get();
  options.journal_key = HashMix(options.journal_key, environment.hash);
  if (Status out = PrepareOutFolder(request.out_dir, request.evidence.paths); !out.ok()) {
    PrintError(out.error());
    return out.error().code == ErrorCode::kIo ? kExitInternal : kExitUsage;
  }
  LoadedRules loaded;
  if (const int status = Load(request, environment, options, loaded); status != kExitOk)
    return status;
  if (!request.quiet) PrintRuleProblems(loaded.rules);

  const Terminal terminal = DetectTerminal();
  ProgressBar bar(terminal);
  const std::uint64_t start = MonotonicNs();
  if (!request.quiet) {
    options.on_progress = [&](const HuntProgress& progress) {
      bar.Draw(progress, MonotonicNs() - start);
    };
  }
  options.cancel = WatchInterrupts();
  const int scan_status = ScanBefore(request, options);
  if (scan_status == kExitUsage || scan_status == kExitInternal) return scan_status;
  const Result<HuntSummary> summary = RunHunt(loaded.rules, *loaded.matcher, options);
  bar.Clear();
  if (!summary.ok()) {
    PrintError(summary.error());
    const ErrorCode code = summary.error().code;
    const bool usage = code == ErrorCode::kNotFound || code == ErrorCode::kInvalid ||
                       code == ErrorCode::kUnsupported;
    return usage ? kExitUsage : kExitInternal;
  }
  RemoveStaleOutputs(request.out_dir, WrittenBy(*summary, options));
  const Language language = request.language == "ja" ? Language::kJapanese : Language::kEnglish;
  if (!request.quiet) {
    PrintJournal(summary->journal, language);
    PrintOut(HuntReportText(*summary, loaded.rules, request.out_dir, language, terminal));
  }
  if (request.profile) PrintErr(ProfileText(*summary, loaded.rules, terminal));
  const int status = ExitStatus(*summary, loaded.rules);
  return status == kExitOk ? scan_status : status;
}

}  // namespace noroshi
