#include "stream/pass/joined_line.h"

#include <fmt/format.h>

#include "stream/text/csv_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {

void AppendJoinedHead(std::string_view id, Timestamp time, const Rule& rule, std::string& out) {
  AppendJsonMember("{\"id\":", id, out);
  AppendJsonMember(",\"time\":", ToIso8601(time), out);
  AppendJsonMember(",\"level\":", LevelName(rule.level), out);
  AppendJsonMember(",\"rule\":{\"id\":", rule.id, out);
  AppendJsonMember(",\"title\":", rule.title, out);
  AppendJsonMember(",\"source\":", RuleSourceName(rule.source), out);
  AppendJsonMember(",\"path\":", rule.path, out);
  out += '}';
}

void AppendJoinedRow(const JoinedRow& row, std::string& out) {
  const auto cell = [&](std::string_view text) {
    AppendCsvCell(text, out);
    out += ',';
  };
  const auto number = [&](std::optional<std::uint64_t> value) {
    cell(value ? std::to_string(*value) : std::string());
  };
  cell(row.host.empty() ? row.rule.title : fmt::format("{} on {}", row.rule.title, row.host));
  cell(ToIso8601(row.time));
  cell("Event Time");
  cell(LevelName(row.rule.level));
  cell(row.rule.title);
  cell(row.rule.id);
  cell(row.host);
  cell(row.channel);
  cell(row.provider);
  number(row.event_id);
  number(row.record_id);
  cell(fmt::format("{}", fmt::join(row.rule.techniques, " ")));
  cell(row.path);
  number(row.offset);
  cell(row.id);
  AppendCsvCell(row.details, out);
  out += "\r\n";
}

}  // namespace noroshi
