#include <filesystem>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/files/file_scan.h"
#include "cli/files/scan_lines.h"
#include "cli/files/scan_results.h"
#include "cli/machine.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/session/out_folder.h"
#include "cli/session/sorted_scan.h"
#include "cli/session/yara_loading.h"
#include "cli/text/scan_text.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

constexpr const char* kScanFooter =
    R"(Looks at files, not at logs: a folder, a mounted disk image, a share, memory dumps. Finds the form
of an implant without any hash: a signed program beside a library that should not be there, data
hidden in or behind a valid signature, names of Windows programs out of place, renamed tools;
documents that run macros or fetch templates; archives and disk images made to be opened; programs
and shellcode in memory that no file stands behind. Every finding gives its reasons. Nothing is run.

Archives are opened (zip, tar, 7z, ISO, cab, lzh, gzip, bzip2, xz, zstd, one inside the other), within
limits. YARA rules of yours (--yara) and noroshi's own look at files, members and regions of memory.
Signatures that Windows keeps in catalogs are not looked at: such files count as unsigned.

Examples:
  noroshi scan /mnt/disk
  noroshi scan 'ProgramData' --level medium --lang ja
  noroshi scan /mnt/disk --yara rules/ --yara more.yar
  noroshi scan mail.zip --archive-password infected
  noroshi scan lsass.dmp region.bin --memory
  noroshi scan /mnt/srv01 --host SRV01 --out scan-srv01; noroshi hunt logs/ scan-srv01
  noroshi scan suspect/ --programs | jq '{path, imports: [.imports[].dll]}')";

class ScanCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("PATH", request_.paths, "files and folders to look at")->required();
    app.add_option("--trust-root", roots_,
                   "root certificates in PEM that chains may end in (default: the system's)")
        ->option_text("FILE");
    app.add_option("--yara", yara_, "YARA rules to look for: a file, or a folder with all below")
        ->option_text("PATH")
        ->allow_extra_args(false);
    app.add_flag("--no-shipped-rules", no_shipped_, "without noroshi's own YARA rules");
    app.add_flag("--no-rule-cache", no_rule_cache_,
                 "compile rules of --yara anew, and remember nothing for the next start");
    app.add_option("--yara-seconds", yara_seconds_, "time for YARA rules on one file; 0 = no limit")
        ->option_text("N")
        ->check(CLI::Range(0, 86'400))
        ->capture_default_str();
    app.add_option("--archive-password", request_.archive_passwords,
                   "a password to try on encrypted archives; may be given again")
        ->option_text("TEXT")
        ->allow_extra_args(false);
    app.add_flag("--no-archives", no_archives_, "do not look into archives");
    app.add_option("--level", level_, "show findings of this level and above (default: low)")
        ->option_text("LEVEL")
        ->check([](const std::string& text) {
          return ParseLevel(text).has_value() ? std::string() : "no such level: " + text;
        });
    app.add_option("--threads", request_.threads, "worker threads (default: one per core)")
        ->option_text("N")
        ->check(CLI::Range(0U, 1024U));
    app.add_flag("--memory", memory_, "files of no known kind are memory of a process");
    app.add_option("--out", out_, "also write findings.jsonl into this folder, as a hunt does")
        ->option_text("DIR");
    app.add_option("--host", host_, "the computer that the files are from, for --out")
        ->option_text("NAME");
    CLI::Option* const json = app.add_flag("--json", json_, "print one JSON object a finding");
    CLI::Option* const programs =
        app.add_flag("--programs", programs_, "print one JSON object a program: its structure")
            ->excludes(json);
    app.add_flag("--dumps", dumps_, "print one JSON object a memory dump: its structure")
        ->excludes(json)
        ->excludes(programs);
    AddLanguageOption(app, language_);
    app.footer(kScanFooter);
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
    request_.scan.look_inside = !no_shipped_;
    request_.scan.raw_memory = memory_;
    request_.scan.yara_limits.seconds = yara_seconds_;
    const unsigned threads = request_.threads == 0 ? CoreCount() : request_.threads;
    auto yara = scan::YaraRules::Load(YaraSourcesOf(yara_, !no_shipped_, no_rule_cache_, threads));
    if (!yara.ok()) {
      PrintError(yara.error(), "check --yara");
      return kExitUsage;
    }
    const bool all_used = TellYaraProblems(**yara);
    if (!(*yara)->rules().empty()) request_.scan.yara = yara->get();
    request_.level = ParseLevel(level_).value_or(Level::kLow);
    request_.want_programs = programs_;
    request_.want_dumps = dumps_;
    if (!out_.empty()) {
      const Status prepared = PrepareOutFolder(out_, request_.paths);
      if (!prepared.ok()) {
        PrintError(prepared.error(), "give another folder with --out");
        return kExitUsage;
      }
    }
    ScanResults printed(TempFolderOfSystem()), lines(TempFolderOfSystem());
    request_.on_finding = [&](std::uint64_t place, const scan::ScanFinding& finding) {
      Take(place, finding, printed, lines);
    };
    FileScanResult result;
    int status = RunFileScan(request_, result);
    if (status == kExitUsage) return status;
    if (status == kExitOk && !all_used) status = kExitNotAllUsed;
    if (!Print(result, printed)) return kExitInternal;
    return out_.empty() || WriteLines(lines) ? status : kExitInternal;
  }

 private:
  // Renders what is found as it comes.
  void Take(std::uint64_t place, const scan::ScanFinding& finding, ScanResults& printed,
            ScanResults& lines) const {
    std::string text;
    if (json_) {
      AppendScanJson(finding, text);
      printed.AddInOrder(place, text);
    } else if (!programs_ && !dumps_) {  // those are printed while they are read
      AppendScanText(finding, LanguageOf(language_), text);
      printed.AddByLevel(place, finding.level, text);
    }
    if (out_.empty()) return;
    text.clear();
    AppendScanFindingLine(finding, host_, text);
    lines.AddByTime(place, finding, text);
  }

  [[nodiscard]] static bool IsWritten(const Status& status) {
    const bool is_ours = !status.ok() && status.error().subject != kStandardOutput;
    if (!status.ok()) PrintError(status.error(), is_ours ? "is there room, also in TMPDIR?" : "");
    return status.ok();
  }

  [[nodiscard]] bool WriteLines(ScanResults& lines) const {
    const std::string path = (std::filesystem::path(out_) / "findings.jsonl").string();
    Result<OutputFile> file = OutputFile::Create(path);
    if (!file.ok()) return IsWritten(file.error());
    const Status merged = lines.Merge([&](std::string_view line) {
      file->Write(line);
      return Ok();
    });
    return IsWritten(merged.ok() ? file->Commit() : merged);
  }

  [[nodiscard]] bool Print(const FileScanResult& result, ScanResults& printed) const {
    if (!FlushOut()) return false;
    if (programs_ || dumps_) return true;
    BlockOut out;
    Status status = printed.Merge([&](std::string_view text) { return out.Write(text); });
    if (status.ok() && !json_) status = out.Write(ScanSummaryText(result, LanguageOf(language_)));
    return IsWritten(status.ok() ? out.Flush() : status);
  }

  FileScanRequest request_;
  std::vector<std::string> roots_, yara_;
  std::string level_ = "low";
  std::string language_, out_, host_;
  int yara_seconds_ = 60;
  bool json_ = false, programs_ = false, dumps_ = false, no_shipped_ = false, no_archives_ = false,
       memory_ = false, no_rule_cache_ = false;
};

}  // namespace

std::unique_ptr<Command> NewScanCommand() { return std::make_unique<ScanCommand>(); }

}  // namespace noroshi
