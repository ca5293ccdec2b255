#include "stream/output/suppressor.h"

#include "rules/analytic_names.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kLineEnd = "}\n";  // of every line of findings.jsonl

void AppendMember(std::string_view name, std::string_view text, std::string& out) {
  out += name;
  out += '"';
  AppendJsonEscaped(text, out);
  out += '"';
}

// The finding's own line, with the row that hides it.
std::string HiddenLine(std::string_view line, std::size_t number, const AllowRow& row) {
  if (line.ends_with(kLineEnd)) line.remove_suffix(kLineEnd.size());
  std::string out(line);
  out += ",\"suppressed\":{\"row\":" + std::to_string(number);
  AppendMember(",\"list\":", row.list, out);
  AppendMember(",\"reason\":", row.reason, out);
  AppendMember(",\"expires\":", row.expires, out);
  out += '}';
  out += kLineEnd;
  return out;
}

}  // namespace

SuppressionTotals NewTotals(const AllowList& list) {
  SuppressionTotals totals;
  for (const AllowRow& row : list.rows()) totals.rows.push_back({row, 0, {}});
  return totals;
}

const std::vector<std::uint32_t>& Suppressor::RowsFor(std::uint32_t rule) {
  auto& rows = rows_[rule];
  if (!rows) {
    const Rule full = rules_.rules[rule];
    rows = list_.RowsFor({full.id, full.title, AnalyticOf(full), full.techniques});
  }
  return *rows;
}

bool Suppressor::Hides(std::uint32_t rule, std::string_view line, std::string& hidden_line,
                       SuppressionTotals& totals) {
  const std::vector<std::uint32_t>& rows = RowsFor(rule);
  if (rows.empty()) return false;
  const IncidentFinding& finding = lines_.Read(line, rule, Level{}, Timestamp{});
  const auto row = list_.Find(rows, {finding.host, finding.member_hosts, finding.fields});
  if (!row) return false;
  const Level level = rules_.rules.head(rule).level;
  ++totals.count;
  ++totals.rows[*row].count;
  ++totals.rows[*row].by_level[static_cast<std::size_t>(level)];
  hidden_line = HiddenLine(line, *row, list_.rows()[*row]);
  return true;
}

}  // namespace noroshi
