#include <fmt/format.h>

#include <string>

#include <CLI/CLI.hpp>

#include "base/version.h"
#include "casestore/case_store.h"
#include "cli/command.h"
#include "cli/machine.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "report/render.h"
#include "stream/case/case_replay.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

constexpr const char* kReportFooter =
    R"(Writes the report of a case store (noroshi hunt --case): over the findings of all its hunts, with
incidents over all of them, notes and statuses. Suppressed findings are left out and counted.

Examples:
  noroshi report case.db
  noroshi report case.db --out case-1.html --lang ja
  noroshi report case.db --json | jq '.incidents[0].verdict.ja')";

class ReportCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("CASE", path_, "a case store")->required();
    app.add_option("--out", out_, "the file to write (default: report.html)")->option_text("FILE");
    app.add_flag("--json", json_, "print the report document instead");
    AddLanguageOption(app, language_);
    app.footer(kReportFooter);
  }

  int Run() override {
    Result<CaseStore> store = CaseStore::Open(path_, DatabaseMode::kRead);
    if (!store.ok()) return Fail(store.error());
    CaseReplayOptions options;
    options.now = Now();
    options.language = language_;
    options.engine_version = Version();
    options.threads = CoreCount();
    Result<CaseReplay> replay = CaseReplay::Open(*store, options);
    if (!replay.ok()) return Fail(replay.error());
    const Result<CaseReplay::Answer> answer = replay->Run(CaseReplay::Want::kReport);
    if (!answer.ok()) return Fail(answer.error());
    return Write(answer->report);
  }

 private:
  static int Fail(const Error& error) {
    PrintError(error,
               error.code == ErrorCode::kNotFound ? "make one with: noroshi hunt --case FILE" : "");
    return error.code == ErrorCode::kIo ? kExitInternal : kExitUsage;
  }

  [[nodiscard]] int Write(const ReportDocument& document) const {
    if (json_) {
      WriteJson(document, PrintOut);
      PrintOut("\n");
      return FlushOut() ? kExitOk : kExitInternal;
    }
    Result<OutputFile> file = OutputFile::Create(out_);
    if (!file.ok()) return Fail(file.error());
    WriteHtml(document, [&](std::string_view text) { file->Write(text); });
    if (const Status done = file->Commit(); !done.ok()) return Fail(done.error());
    PrintOut(fmt::format(fmt::runtime(LanguageOf(language_) == Language::kJapanese
                                          ? "検知結果{}件、インシデント{}件\n出力: {}\n"
                                          : "{} findings, {} incidents\nwritten: {}\n"),
                         document.findings,
                         document.incidents.incidents.size() + document.incidents_not_listed,
                         SafeText(out_)));
    return FlushOut() ? kExitOk : kExitInternal;
  }

  std::string path_, out_ = "report.html", language_ = "en";
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewReportCommand() { return std::make_unique<ReportCommand>(); }

}  // namespace noroshi
