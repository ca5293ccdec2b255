#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/file_scan.h"
#include "cli/language_option.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/scan_text.h"

namespace noroshi {
namespace {

constexpr const char* kFooter =
    R"(Looks at files, not at logs: a folder, a mounted disk image, a share. Finds the form of an
implant without any hash: a signed program beside a library that should not be there, data hidden in
or behind a valid signature, files altered after signing, names of Windows programs out of place,
renamed tools, deceptive names. Every finding gives its reasons in numbers. Nothing is run.

Signatures that Windows keeps in catalogs are not looked at: such files count as unsigned.

Examples:
  noroshi scan /mnt/disk
  noroshi scan 'ProgramData' --level medium --lang ja
  noroshi scan /mnt/disk --json | jq -r 'select(.level == "high") | .path'
  noroshi scan suspect/ --programs | jq '{path, imports: [.imports[].dll]}')";

class ScanCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("PATH", request_.paths, "files and folders to look at")->required();
    app.add_option("--trust-root", roots_,
                   "root certificates in PEM that chains may end in (default: the system's)")
        ->type_name("FILE");
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
    request_.trust = &*trust;
    request_.level = ParseLevel(level_).value_or(Level::kLow);
    request_.want_programs = programs_;
    FileScanResult result;
    const int status = RunFileScan(request_, result);
    if (status == kExitUsage) return status;
    Print(result);
    return FlushOut() ? status : kExitInternal;
  }

 private:
  void Print(const FileScanResult& result) const {
    if (programs_) return;  // printed while they were read
    if (json_) {
      PrintOut(ScanJson(result.findings));
    } else {
      PrintOut(ScanText(result, LanguageOf(language_)));
    }
  }

  FileScanRequest request_;
  std::vector<std::string> roots_;
  std::string level_ = "low";
  std::string language_;
  bool json_ = false, programs_ = false;
};

}  // namespace

std::unique_ptr<Command> NewScanCommand() { return std::make_unique<ScanCommand>(); }

}  // namespace noroshi
