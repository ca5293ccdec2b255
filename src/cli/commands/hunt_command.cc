#include <fmt/format.h>

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/session/hunt_session.h"
#include "matcher/passes.h"

namespace noroshi {
namespace {

constexpr const char* kHuntFooter =
    R"(Writes into DIR: findings.jsonl, timeline.csv, incidents.json, report.html and run.json
(docs/user/hunt.md).

Examples:
  noroshi hunt evidence/
  noroshi hunt site-a/ --case case.db && noroshi hunt site-b/ --case case.db
  noroshi hunt srv01/Logs srv02/Logs --rules sigma/rules --level medium --out case-1
  noroshi hunt evidence/ --environment environment.yaml
  noroshi hunt Security.evtx --from 2020-10-01 --to 2020-11-01 --write findings)";

std::vector<std::string> PassNames() {
  std::vector<std::string> names;
  for (const Pass& pass : kPasses) names.emplace_back(pass.name);
  return names;
}

class HuntCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, request_.evidence);
    AddRuleOptions(app, request_.rules);
    AddRuleCacheOption(app, request_.rules);
    AddEnvironmentOptions(app, request_.environment);
    AddEvidenceScanOptions(app, request_.scan);
    app.add_option("--out", request_.out_dir, "folder for the results (default: noroshi-out)")
        ->option_text("DIR");
    app.add_option("--write", request_.write,
                   "findings, timeline, incidents, report (default: these), case; run.json always")
        ->allow_extra_args(false)
        ->option_text("LIST")
        ->delimiter(',')
        ->check(CLI::IsMember({"findings", "timeline", "incidents", "report", "case"}));
    app.add_option("--case", request_.case_path,
                   "put the hunt into a case store as well, with those before (docs/user/case.md)")
        ->option_text("FILE");
    AddTimeRangeOptions(app, request_.range);
    app.add_option("--max-memory", request_.max_memory_mb,
                   "MB to sort findings in before they go to disk (default: 16)")
        ->option_text("MB")
        ->check(CLI::Range(1U, 1U << 20));
    app.add_option("--lang", request_.language, "language of summary and report: en (default), ja")
        ->option_text("LANG")
        ->check(CLI::IsMember({"en", "ja"}));
    app.add_flag("--resume", request_.resume,
                 "go on with the hunt into DIR that was interrupted or killed");
    app.add_flag("--since-last", request_.since_last,
                 "read only files that are new or have changed since the last hunt into DIR");
    app.add_flag_callback(
        "--no-journal", [this] { request_.keep_journal = false; },
        "do not write down what --resume and --since-last go by");
    app.add_flag("--hash", request_.hash_inputs, "put the SHA-256 of every input into run.json");
    app.add_flag("--quiet", request_.quiet, "print nothing but errors");
    app.add_flag("--profile", request_.profile,
                 "print where the time went: stages, rules, tests, fields");
    const std::vector<std::string> passes = PassNames();
    app.add_option("--disable-pass", request_.disabled_passes,
                   fmt::format("switch off an optimisation: {}", fmt::join(passes, ", ")))
        ->allow_extra_args(false)
        ->option_text("NAME")
        ->check(CLI::IsMember(passes));
    app.footer(kHuntFooter);
  }

  int Run() override { return RunHuntSession(request_); }

 private:
  HuntRequest request_;
};

}  // namespace

std::unique_ptr<Command> NewHuntCommand() { return std::make_unique<HuntCommand>(); }

}  // namespace noroshi
