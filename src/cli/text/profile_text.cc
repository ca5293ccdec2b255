#include "cli/text/profile_text.h"

#include <fmt/format.h>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"

namespace noroshi {
namespace {

using Column = Table::Column;
constexpr auto kRight = Table::Align::kRight;

// "0.042 s": finer than Duration, for most of what stands here is far below a second.
std::string Seconds(std::uint64_t ns) {
  constexpr double kNsPerSecond = 1e9;
  return fmt::format("{:.3f} s", static_cast<double>(ns) / kNsPerSecond);
}

std::string Percent(std::uint64_t part, std::uint64_t whole) {
  constexpr double kPercent = 100.0;
  if (whole == 0) return "-";
  return fmt::format("{:.1f} %", kPercent * static_cast<double>(part) / static_cast<double>(whole));
}

Column Left(std::string heading) { return {std::move(heading), Table::Align::kLeft, true}; }

std::string Stages(const HuntSummary& summary, const Terminal& terminal) {
  Table table({{"STAGE"}, {"TIME", kRight}, {"DATA", kRight}});
  for (const ProfileStage& stage : StagesOf(summary)) {
    table.AddRow({{(stage.is_part ? "  " : "") + std::string(stage.name)},
                  {Seconds(stage.cost.ns)},
                  {stage.cost.bytes == 0 ? "" : ByteSize(stage.cost.bytes)}});
  }
  return table.Render(terminal);
}

std::string Counters(const HuntSummary& summary) {
  const MatcherStats& stats = summary.matcher;
  const MatchProfile& profile = summary.profile->matcher;
  return fmt::format(
      "  records {}, with candidate rules {}, bindings made {}\n"
      "  values scanned {} ({}), memo {} of {} ({})\n"
      "  outcomes remembered {} of {} ({})\n"
      "  conditions {}, regex calls about {}, given up {}, matches {}\n"
      "  first record {} after the start, peak memory {}\n",
      GroupedNumber(summary.records), GroupedNumber(stats.events_with_candidates),
      GroupedNumber(profile.bindings), GroupedNumber(stats.values_scanned),
      ByteSize(stats.bytes_scanned), GroupedNumber(stats.memo_hits),
      GroupedNumber(stats.memo_lookups), Percent(stats.memo_hits, stats.memo_lookups),
      GroupedNumber(stats.outcome_hits), GroupedNumber(stats.outcome_lookups),
      Percent(stats.outcome_hits, stats.outcome_lookups), GroupedNumber(stats.conditions_evaluated),
      GroupedNumber(profile.regex_calls), GroupedNumber(stats.regex_limits_hit),
      GroupedNumber(stats.matches), Seconds(StartToFirstRecordNs(summary)),
      ByteSize(summary.peak_memory_bytes));
}

std::string CostliestRules(const MatchProfile& profile, const RuleSet& rules,
                           const Terminal& terminal) {
  Table table({{"TIME", kRight}, {"EVALUATED", kRight}, {"MATCHED", kRight}, Left("RULE")});
  for (const auto* row : Costliest(profile.rules)) {
    table.AddRow({{Seconds(row->second.ns)},
                  {GroupedNumber(row->second.calls)},
                  {GroupedNumber(row->second.held)},
                  {SafeText(rules.rules[static_cast<std::size_t>(row->first)].title)}});
  }
  return table.Render(terminal);
}

std::string CostliestTests(const MatchProfile& profile, const Terminal& terminal) {
  Table table({{"TIME", kRight}, {"EVALUATED", kRight}, {"HELD", kRight}, Left("TEST")});
  for (const auto* row : Costliest(profile.tests)) {
    table.AddRow({{Seconds(row->second.ns)},
                  {GroupedNumber(row->second.calls)},
                  {GroupedNumber(row->second.held)},
                  {SafeText(row->first.field + ": " + row->first.pattern)}});
  }
  return table.Render(terminal);
}

std::string CostliestFields(const MatchProfile& profile, const Terminal& terminal) {
  Table table({{"TIME", kRight},
               {"VALUES", kRight},
               {"FROM MEMO", kRight},
               {"SCANNED", kRight},
               Left("FIELD")});
  for (const auto* row : Costliest(profile.fields)) {
    const FieldCost& cost = row->second;
    table.AddRow({{Seconds(cost.ns)},
                  {GroupedNumber(cost.values)},
                  {Percent(cost.memo_hits, cost.memo_lookups)},
                  {ByteSize(cost.scanned_bytes)},
                  {SafeText(row->first)}});
  }
  return table.Render(terminal);
}

}  // namespace

std::string ProfileText(const HuntSummary& summary, const RuleSet& rules,
                        const Terminal& terminal) {
  const MatchProfile& profile = summary.profile->matcher;
  return "Where the time went (indented: time of all threads together)\n" +
         Stages(summary, terminal) + "\nCounters\n" + Counters(summary) +
         "\nCostliest rules: conditions, reasons, findings (estimates)\n" +
         CostliestRules(profile, rules, terminal) +
         "\nCostliest tests that conditions ask for (estimates)\n" +
         CostliestTests(profile, terminal) + "\nCostliest fields (estimates)\n" +
         CostliestFields(profile, terminal);
}

}  // namespace noroshi
