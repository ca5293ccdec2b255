
#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options/rule_options.h"
#include "cli/session/trend_session.h"

namespace noroshi {
namespace {

constexpr const char* kTrendFooter =
    R"(Puts observations of targeted attacks together to a report on one fiscal year of Japan (April
to March): trend.html, trend.md and trend.json in DIR. The format of observation files is described
in docs/user/trend.md. What a source does not state stays "not stated".

Examples:
  noroshi trend examples/fy2020-japan.jsonl --lang ja
  noroshi trend examples/ --fiscal-year 2020 --compare 2019 --lang ja --out trend-2020
  noroshi trend case.db examples/fy2020-japan.jsonl)";

class TrendCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("PATH", request_.paths,
                   "observation files, folders of *.jsonl files, case stores")
        ->option_text("...")
        ->required();
    const auto year = CLI::Range(kMinYear, kMaxYear);
    app.add_option("--fiscal-year", request_.fiscal_year,
                   "year to report on (default: the latest in the files)")
        ->option_text("YEAR")
        ->check(year);
    app.add_option("--compare", request_.compare, "year to compare it with")
        ->option_text("YEAR")
        ->check(year);
    app.add_option("--out", request_.out_dir, "folder for the results (default: noroshi-trend)")
        ->option_text("DIR");
    AddRuleOptions(app, request_.rules);
    app.add_option("--lang", request_.language,
                   "language of trend.md, and shown first in trend.html: en (default), ja")
        ->option_text("LANG")
        ->check(CLI::IsMember({"en", "ja"}));
    app.footer(kTrendFooter);
  }

  int Run() override { return RunTrendSession(request_); }

 private:
  TrendSessionRequest request_;
};

}  // namespace

std::unique_ptr<Command> NewTrendCommand() { return std::make_unique<TrendCommand>(); }

}  // namespace noroshi
