#include "stream/pass/analytic_writer.h"

#include <fmt/format.h>

#include <cstring>

#include "base/hash.h"
#include "rules/analytic_names.h"
#include "stream/text/csv_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kIdSeeds[2] = {0x616e616c79746931ULL, 0x616e616c79746932ULL};

}  // namespace

SortKey AnalyticWriter::Write(const AnalyticFinding& finding, std::string& out) {
  AppendId(finding);
  const std::string host = Shown(finding.host);
  const std::size_t sizes_at = out.size();
  out.append(2 * sizeof(std::uint32_t), '\0');  // filled in below
  out += host;
  const std::size_t line_at = out.size();
  AppendLine(finding, out);
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(host.size()),
                                  static_cast<std::uint32_t>(out.size() - line_at)};
  std::memcpy(out.data() + sizes_at, sizes, sizeof sizes);
  if (with_timeline_) AppendRow(finding, out);
  const AnalyticMember& last = finding.members.back();
  const SourceRank source = SourceOf(last.file);
  return {finding.time.ticks, source.file, source.member, last.line != 0 ? last.line : last.offset,
          order_.RankOf(finding.rule)};
}

void AnalyticWriter::AppendId(const AnalyticFinding& finding) {
  id_ = "f-";
  for (const std::uint64_t seed : kIdSeeds) {
    std::uint64_t hash = Hash64(rules_.rules[finding.rule].id, seed);
    for (const auto& [name, value] : finding.fields) hash = Hash64(value, Hash64(name, hash));
    for (const AnalyticMember* end : {&finding.members.front(), &finding.members.back()}) {
      hash = Hash64(PathOf(*end), hash);
      for (const std::uint64_t part : {end->offset, end->line, end->record_id}) {
        hash = HashMix(hash, part);
      }
    }
    id_ += ToHex(hash);
  }
}

void AnalyticWriter::AppendLine(const AnalyticFinding& finding, std::string& out) const {
  const Rule& rule = rules_.rules[finding.rule];
  const AnalyticMember& last = finding.members.back();
  AppendJsonMember("{\"id\":", id_, out);
  AppendJsonMember(",\"time\":", ToIso8601(finding.time), out);
  AppendJsonMember(",\"level\":", LevelName(rule.level), out);
  AppendJsonMember(",\"rule\":{\"id\":", rule.id, out);
  AppendJsonMember(",\"title\":", rule.title, out);
  AppendJsonMember(",\"source\":", RuleSourceName(rule.source), out);
  AppendJsonMember(",\"path\":", rule.path, out);
  AppendJsonMember("},\"host\":", Shown(finding.host), out);
  AppendJsonMember(",\"channel\":", finding.channel, out);
  out += ",\"provider\":\"\"";
  AppendOptional(",\"event_id\":", finding.event_id, out);
  AppendOptional(",\"record_id\":", last.record_id, out);
  AppendJsonMember(",\"evidence\":{\"path\":", PathOf(last), out);
  AppendNumberMember(",\"offset\":", last.offset, out);
  AppendOptional(",\"line\":", last.line, out);
  out += '}';
  AppendList(",\"techniques\":", rule.techniques, out);
  AppendList(",\"tactics\":", rule.tactics, out);
  AppendFields(finding, out);
  AppendWhy(finding, out);
  AppendJsonMember(",\"analytic\":{\"name\":", AnalyticOf(rule), out);
  AppendJsonMember(",\"first\":", ToIso8601(finding.members.front().time), out);
  AppendJsonMember(",\"last\":", ToIso8601(last.time), out);
  out += '}';
  AppendMembers(finding, out);
  out += "}\n";
}

void AnalyticWriter::AppendFields(const AnalyticFinding& finding, std::string& out) const {
  out += ",\"fields\":{";
  char before = '\0';
  for (const auto& [name, value] : finding.fields) {
    if (before != '\0') out += before;
    before = ',';
    AppendJsonString(name, out);
    AppendJsonMember(":", Shown(value), out);
  }
  out += '}';
}

void AnalyticWriter::AppendWhy(const AnalyticFinding& finding, std::string& out) const {
  const std::string_view name = AnalyticOf(rules_.rules[finding.rule]);
  AppendObjects(",\"why\":", finding.reasons, out, [&](const AnalyticReason& reason) {
    AppendJsonMember("\"selection\":", name, out);
    AppendJsonMember(",\"field\":", reason.field, out);
    AppendJsonMember(",\"value\":", Shown(reason.value), out);
    AppendJsonMember(",\"pattern\":", reason.pattern, out);
  });
}

void AnalyticWriter::AppendMembers(const AnalyticFinding& finding, std::string& out) const {
  AppendNumberMember(",\"member_count\":", finding.member_count, out);
  const std::string& rule = rules_.rules[finding.rule].id;
  AppendObjects(",\"members\":", finding.members, out, [&](const AnalyticMember& member) {
    AppendLineMember({rule, member.time, member.host, PathOf(member), member.line, member.record_id,
                      member.offset},
                     out);
  });
}

void AnalyticWriter::AppendRow(const AnalyticFinding& finding, std::string& out) const {
  const Rule& rule = rules_.rules[finding.rule];
  const AnalyticMember& last = finding.members.back();
  const auto cell = [&](std::string_view text) {
    AppendCsvCell(text, out);
    out += ',';
  };
  const std::string host = Shown(finding.host);
  cell(host.empty() ? rule.title : rule.title + " on " + host);
  cell(ToIso8601(finding.time));
  cell("Event Time");
  cell(LevelName(rule.level));
  cell(rule.title);
  cell(rule.id);
  cell(host);
  cell(finding.channel);
  cell("");
  cell(finding.event_id == 0 ? "" : std::to_string(finding.event_id));
  cell(last.record_id == 0 ? "" : std::to_string(last.record_id));
  cell(fmt::format("{}", fmt::join(rule.techniques, " ")));
  cell(PathOf(last));
  cell(std::to_string(last.offset));
  cell(id_);
  std::string details;
  for (const auto& [name, value] : finding.fields) {
    details += fmt::format("{}{}: {}", details.empty() ? "" : "; ", name, Shown(value));
  }
  for (const AnalyticReason& reason : finding.reasons) {
    details += fmt::format("; {}: {}", reason.field, reason.value);
  }
  AppendCsvCell(details, out);
  out += "\r\n";
}

}  // namespace noroshi
