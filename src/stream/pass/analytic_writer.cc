#include "stream/pass/analytic_writer.h"

#include <fmt/format.h>

#include <optional>

#include "base/hash.h"
#include "rules/analytic_names.h"
#include "stream/pass/joined_line.h"
#include "stream/text/finding_line.h"
#include "stream/text/finding_record.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kIdSeeds[2] = {0x616e616c79746931ULL, 0x616e616c79746932ULL};

std::optional<std::uint64_t> UnlessZero(std::uint64_t number) {
  return number != 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

SortKey AnalyticWriter::Write(const AnalyticFinding& finding, std::string& out) {
  AppendId(finding);
  const std::string host = Shown(finding.host);
  AppendJoinedRecord(
      host, out, [&] { AppendLine(finding, out); },
      [&] {
        if (with_timeline_) AppendRow(finding, out);
      });
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
      hash = HashOfMember(*end, PathOf(*end), hash);
    }
    id_ += ToHex(hash);
  }
}

void AnalyticWriter::AppendLine(const AnalyticFinding& finding, std::string& out) const {
  const Rule& rule = rules_.rules[finding.rule];
  const AnalyticMember& last = finding.members.back();
  AppendJoinedHead(id_, finding.time, rule, out);
  AppendJsonMember(",\"host\":", Shown(finding.host), out);
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
  std::string details;
  for (const auto& [name, value] : finding.fields) {
    details += fmt::format("{}{}: {}", details.empty() ? "" : "; ", name, Shown(value));
  }
  for (const AnalyticReason& reason : finding.reasons) {
    details += fmt::format("; {}: {}", reason.field, reason.value);
  }
  const std::string host = Shown(finding.host);
  const AnalyticMember& last = finding.members.back();
  AppendJoinedRow({.rule = rules_.rules[finding.rule],
                   .time = finding.time,
                   .id = id_,
                   .host = host,
                   .channel = finding.channel,
                   .provider = {},
                   .event_id = UnlessZero(finding.event_id),
                   .record_id = UnlessZero(last.record_id),
                   .path = PathOf(last),
                   .offset = last.offset,
                   .details = details},
                  out);
}

}  // namespace noroshi
