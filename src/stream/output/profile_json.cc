// The profile's form in run.json: docs/user/hunt.md.
#include <fmt/format.h>

#include "stream/hunt_profile.h"
#include "stream/hunt_summary.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

std::string Seconds(std::uint64_t ns) {
  constexpr double kNsPerSecond = 1e9;
  return fmt::format("{:.6f}", static_cast<double>(ns) / kNsPerSecond);
}

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

// [a,b,...] of what `row` makes of each.
template <class List, class Row>
std::string Array(const List& list, Row row) {
  std::string out = "[";
  for (const auto& item : list) {
    if (out.size() > 1) out += ',';
    out += row(item);
  }
  return out + "]";
}

std::string CallsAndTime(const ProfileCost& cost) {
  return fmt::format(R"("calls":{},"held":{},"seconds":{})", cost.calls, cost.held,
                     Seconds(cost.ns));
}

std::string StageRow(const ProfileStage& stage) {
  return fmt::format(R"({{"name":{},"seconds":{},"bytes":{},"of_all_threads":{}}})",
                     Quoted(stage.name), Seconds(stage.cost.ns), stage.cost.bytes, stage.is_part);
}

std::string TestRow(const std::pair<const TestName, ProfileCost>* row) {
  return fmt::format(R"({{"field":{},"pattern":{},{}}})", Quoted(row->first.field),
                     Quoted(row->first.pattern), CallsAndTime(row->second));
}

std::string FieldRow(const std::pair<const std::string, FieldCost>& row) {
  const FieldCost& cost = row.second;
  return fmt::format(
      R"({{"field":{},"values":{},"memo_lookups":{},"memo_hits":{},"scanned":{},"scanned_bytes":{},)"
      R"("seconds":{}}})",
      Quoted(row.first), cost.values, cost.memo_lookups, cost.memo_hits, cost.scanned,
      cost.scanned_bytes, Seconds(cost.ns));
}

}  // namespace

std::string ProfileJson(const HuntSummary& summary, const RuleSet& rules) {
  const MatchProfile& matcher = summary.profile->matcher;
  const MatcherStats& stats = summary.matcher;
  const auto rule_row = [&](const std::pair<const RuleIndex, ProfileCost>* row) {
    const Rule& rule = rules.rules[static_cast<std::size_t>(row->first)];
    return fmt::format(R"({{"id":{},"title":{},{}}})", Quoted(rule.id), Quoted(rule.title),
                       CallsAndTime(row->second));
  };
  return fmt::format(
      R"({{"stages":{},"first_record_seconds":{},"bindings":{},"events_with_candidates":{},"values_scanned":{},)"
      R"("memo_lookups":{},"memo_hits":{},"outcome_lookups":{},"outcome_hits":{},)"
      R"("conditions":{},"regex_calls":{},)"
      R"("rules":{},"tests":{},"fields":{}}})",
      Array(StagesOf(summary), StageRow), Seconds(StartToFirstRecordNs(summary)), matcher.bindings,
      stats.events_with_candidates, stats.values_scanned, stats.memo_lookups, stats.memo_hits,
      stats.outcome_lookups, stats.outcome_hits, stats.conditions_evaluated, matcher.regex_calls,
      Array(Costliest(matcher.rules), rule_row), Array(Costliest(matcher.tests), TestRow),
      Array(matcher.fields, FieldRow));
}

}  // namespace noroshi
