#include "cli/session/trend_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "base/version.h"
#include "cli/command.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/case_observations.h"
#include "cli/session/out_folder.h"
#include "cli/session/rule_problems.h"
#include "cli/terminal/safe_text.h"
#include "stream/output/output_file.h"
#include "trend/render/render.h"
#include "trend/trend_builder.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

// More would push the summary off the screen; the report has all that were kept.
constexpr std::size_t kCausesPrinted = 20;

Result<ObservationSet> ReadAll(const std::vector<std::string>& paths) {
  ObservationSet set;
  for (const std::string& path : paths) {
    NOROSHI_TRY([[maybe_unused]] const Done read, LooksLikeCaseStore(path)
                                                      ? AddCaseObservations(path, set)
                                                      : ReadObservations(path, set));
  }
  return set;
}

void PrintRejected(const ObservationSet& set) {
  for (std::size_t i = 0; i < set.rejected.size() && i < kCausesPrinted; ++i) {
    const RejectedLine& line = set.rejected[i];
    PrintErr(SafeText(fmt::format("{}:{}: {}", line.path, line.line, line.cause)) + "\n");
  }
  if (set.rejected_count > kCausesPrinted) {
    PrintErr(fmt::format("and {} more lines\n", set.rejected_count - kCausesPrinted));
  }
}

Status WriteAll(const TrendDocument& document, const std::string& folder) {
  const auto write = [&](const char* name, const std::string& text) {
    return WriteOutputFile((fs::path(folder) / name).string(), text);
  };
  NOROSHI_TRY([[maybe_unused]] const Done json, write("trend.json", TrendJson(document)));
  NOROSHI_TRY([[maybe_unused]] const Done markdown,
              write("trend.md", TrendMarkdown(ComposePage(document, document.language))));
  return write("trend.html", TrendHtml(document));
}

// The document, or nothing with a message on stderr.
std::optional<TrendDocument> Build(const TrendSessionRequest& request, const ObservationSet& set) {
  const std::optional<int> year = request.fiscal_year ? request.fiscal_year : LatestFiscalYear(set);
  if (!year) {
    PrintError("no observation has a period", "name a year with --fiscal-year");
    return std::nullopt;
  }
  const Result<RuleSet> rules = LoadRequestedRules(request.rules, CoreCount());
  if (!rules.ok()) {
    PrintError(rules.error(), "check --rules and --placeholders");
    return std::nullopt;
  }
  PrintRuleProblems(*rules);
  TrendDocument document = BuildTrend(set, {*year, request.compare}, TrendRulesOf(*rules));
  document.language =
      request.language == "ja" ? ReportLanguage::kJapanese : ReportLanguage::kEnglish;
  document.engine_version = Version();
  document.generated_at = Now();
  document.inputs = request.paths;
  return document;
}

void PrintSummary(const TrendSessionRequest& request, const TrendDocument& document) {
  const TrendYear& year = document.year;
  PrintOut(fmt::format(
      fmt::runtime(request.language == "ja" ? "{0}年度: 記載{1}件、攻撃グループ{2}件\n出力: {3}/\n"
                                            : "fiscal {0}: {1} entries, {2} intrusion sets\n"
                                              "written: {3}/\n"),
      year.fiscal_year, year.observations.size(), year.groups.size(), SafeText(request.out_dir)));
}

}  // namespace

std::vector<TrendRule> TrendRulesOf(const RuleSet& rules) {
  std::vector<TrendRule> taken;
  std::uint32_t index = 0;
  for (const Rule& rule : rules.rules) {
    const bool only_feeds = std::ranges::binary_search(rules.silent, index++);
    const std::string& idea = rule.idea;
    const bool staged = idea.size() > 2 && idea[0] == 'D' && idea[1] >= '1' && idea[1] <= '3';
    // "D1-00": a technique of the stage that no group of the report is known for.
    if (!staged || idea.ends_with("-00") || only_feeds) continue;
    TrendRule one;
    one.id = rule.id;
    one.title = rule.title;
    one.title_ja = rule.title_ja;
    one.path = rule.path;
    one.mitigation_en = rule.mitigation_en;
    one.mitigation_ja = rule.mitigation_ja;
    one.level = rule.level;
    one.stage = kStages[static_cast<std::size_t>(idea[1] - '1')];
    one.techniques = rule.techniques;
    taken.push_back(std::move(one));
  }
  return taken;
}

int RunTrendSession(const TrendSessionRequest& request) {
  const Result<ObservationSet> set = ReadAll(request.paths);
  if (!set.ok()) {
    PrintError(set.error());
    return kExitUsage;
  }
  PrintRejected(*set);
  const std::optional<TrendDocument> document = Build(request, *set);
  if (!document) return kExitUsage;
  Status done = PrepareOutFolder(request.out_dir, {});
  if (!done.ok()) {
    PrintError(done.error());
    return done.error().code == ErrorCode::kInvalid ? kExitUsage : kExitInternal;
  }
  done = WriteAll(*document, request.out_dir);
  if (!done.ok()) {
    PrintError(done.error());
    return kExitInternal;
  }
  PrintSummary(request, *document);
  if (!FlushOut()) return kExitInternal;
  return set->rejected_count == 0 ? kExitOk : kExitNotAllUsed;
}

}  // namespace noroshi
