#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/file_scan.h"
#include "cli/language_option.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/scan_text.h"
#include "cli/terminal/safe_text.h"
#include "scan/yara/yara_rules.h"

namespace noroshi {
namespace {

constexpr const char* kFooter =
    R"(Looks at files, not at logs: a folder, a mounted disk image, a share. Finds the form of an
implant without any hash: a signed program beside a library that should not be there, data hidden in
or behind a valid signature, files altered after signing, names of Windows programs out of place,
renamed tools, deceptive names. Every finding gives its reasons in numbers. Nothing is run.

Archives are opened (zip, tar, 7z, gzip, bzip2, xz, zstd, one inside the other), within limits. YARA
rules of yours (--yara) and a few of noroshi's own look at files and members.

Signatures that Windows keeps in catalogs are not looked at: such files count as unsigned.

Examples:
  noroshi scan /mnt/disk
  noroshi scan 'ProgramData' --level medium --lang ja
  noroshi scan /mnt/disk --yara rules/ --yara more.yar
  noroshi scan mail.zip --archive-password infected
  noroshi scan /mnt/disk --json | jq -r 'select(.level == "high") | .path'
  noroshi scan suspect/ --programs | jq '{path, imports: [.imports[].dll]}')";

class ScanCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("PATH", request_.paths, "files and folders to look at")->required();
    app.add_option("--trust-root", roots_,
                   "root certificates in PEM that chains may end in (default: the system's)")
        ->type_name("FILE");
    app.add_option("--yara", yara_, "YARA rules to look for: a file, or a folder with all below")
        ->option_text("PATH")
        ->allow_extra_args(false);
    app.add_flag("--no-shipped-rules", no_shipped_, "without noroshi's own YARA rules");
    app.add_option("--yara-seconds", yara_seconds_, "time for YARA rules on one file; 0 = no limit")
        ->option_text("N")
        ->check(CLI::Range(0, 86'400))
        ->capture_default_str();
    app.add_option("--archive-password", request_.archive_passwords,
                   "a password to try on encrypted archives; may be given again")
        ->option_text("TEXT")
        ->allow_extra_args(false);
    app.add_flag("--no-archives", no_archives_, "do not look into archives");
    app.add_option("--level", level_, "show findings of this level and above")
        ->type_name("LEVEL")
        ->check([](const std::string& text) {
          return ParseLevel(text).has_value() ? std::string() : "no such level: " + text;
        });
    app.add_option("--threads", request_.threads, "threads (default: one per core)")
        ->type_name("N");
    CLI::Option* const json = app.add_flag("--json", json_, "print one JSON object a finding");
    app.add_flag("--programs", programs_, "print one JSON object a program: its structure")
        ->excludes(json);
    AddLanguageOption(app, language_);
    app.footer(kFooter);
  }

  int Run() override {
    const auto now = static_cast<std::int64_t>(WallClockNs() / 1'000'000'000);
    const auto trust = authenticode::TrustStore::Load(roots_, now);
    if (!trust.ok()) {
      PrintError(trust.error(), "check --trust-root");
      return kExitUsage;
    }
    request_.scan.trust = &*trust;
    request_.scan.open_archives = !no_archives_;
    request_.scan.yara_limits.seconds = yara_seconds_;
    auto yara = scan::YaraRules::Load({yara_, !no_shipped_});
    if (!yara.ok()) {
      PrintError(yara.error(), "check --yara");
      return kExitUsage;
    }
    const bool all_used = TellYaraProblems(**yara);
    if (!(*yara)->rules().empty()) request_.scan.yara = yara->get();
    request_.level = ParseLevel(level_).value_or(Level::kLow);
    request_.want_programs = programs_;
    FileScanResult result;
    int status = RunFileScan(request_, result);
    if (status == kExitUsage) return status;
    if (status == kExitOk && !all_used) status = kExitNotAllUsed;
    Print(result);
    return FlushOut() ? status : kExitInternal;
  }

 private:
  // Says which rules cannot be used; false when there are any.
  static bool TellYaraProblems(const scan::YaraRules& rules) {
    bool all_used = true;
    for (const scan::YaraProblem& problem : rules.problems()) {
      if (!problem.is_error) continue;
      all_used = false;
      PrintWarning(fmt::format("{}:{}: {}; this file's rules are not used", SafeText(problem.file),
                               problem.line, SafeText(problem.message)));
    }
    return all_used;
  }

  void Print(const FileScanResult& result) const {
    if (programs_) return;  // printed while they were read
    if (json_) {
      PrintOut(ScanJson(result.findings));
    } else {
      PrintOut(ScanText(result, LanguageOf(language_)));
    }
  }

  FileScanRequest request_;
  std::vector<std::string> roots_, yara_;
  std::string level_ = "low";
  std::string language_;
  int yara_seconds_ = 60;
  bool json_ = false, programs_ = false, no_shipped_ = false, no_archives_ = false;
};

}  // namespace

std::unique_ptr<Command> NewScanCommand() { return std::make_unique<ScanCommand>(); }

}  // namespace noroshi
