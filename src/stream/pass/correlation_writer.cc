#include "stream/pass/correlation_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "base/hash.h"
#include "stream/pass/joined_line.h"
#include "stream/text/finding_line.h"
#include "stream/text/finding_record.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kIdSeeds[2] = {0x6e6f726f73686931ULL, 0x6e6f726f73686932ULL};

std::string NumberText(Quantity value) {
  const bool whole = std::floor(value) == value && std::fabs(value) < 1e18L;
  return whole ? fmt::format("{}", static_cast<std::int64_t>(value))
               : fmt::format("{}", static_cast<double>(value));
}

std::string EventsText(std::uint64_t events) {
  return fmt::format("{} event{}", events, events == 1 ? "" : "s");
}

// Of equal records that came by several ways, one. In the order of the evidence.
std::vector<CorrelationMember> InOrder(std::vector<CorrelationMember> members) {
  const auto place = [](const CorrelationMember& member) {
    return std::tuple(member.time, member.file, member.position(), member.told().rule);
  };
  std::ranges::sort(members, {}, place);
  const auto same = [&](const auto& a, const auto& b) { return place(a) == place(b); };
  members.erase(std::unique(members.begin(), members.end(), same), members.end());
  return members;
}

}  // namespace

std::string MeasuredText(const CorrelationRule& rule, const CorrelationFinding& finding) {
  const std::string events = EventsText(finding.events);
  if (rule.measure == Measure::kEvents || !finding.value) return events;
  const std::string value = NumberText(*finding.value);
  switch (rule.measure) {
    case Measure::kDistinct: return fmt::format("{} different values in {}", value, events);
    case Measure::kRules: return fmt::format("{} different rules in {}", value, events);
    case Measure::kChain: return fmt::format("{} rules in their order in {}", value, events);
    default: return fmt::format("{} over {}", value, events);
  }
}

SortKey CorrelationWriter::Write(const CorrelationFinding& finding, std::string& out) {
  const MemberSet& members = finding.members;
  host_ = members.Share(MemberSet::kHost) ? Shown(members.first().told().host) : std::string();
  id_.clear();
  AppendId(finding, id_);
  AppendJoinedRecord(
      host_, out, [&] { AppendLine(finding, out); },
      [&] {
        if (with_timeline_) AppendRow(finding, out);
      });
  const SourceRank source = SourceOf(members.last().file);
  return {finding.time.ticks, source.file, source.member, members.last().position(),
          order_.RankOf(RuleOf(finding).rule)};
}

void CorrelationWriter::AppendId(const CorrelationFinding& finding, std::string& out) const {
  const std::uint32_t rule = RuleOf(finding).rule;
  const std::string group = GroupKey(finding.group);
  out += "f-";
  for (const std::uint64_t seed : kIdSeeds) {
    std::uint64_t hash = HashMix(Hash64(rules_.rules.head(rule).id, seed), order_.Ordinal(rule));
    hash = Hash64(group, hash);
    for (const CorrelationMember* end : {&finding.members.first(), &finding.members.last()}) {
      hash = HashOfMember(*end, PathOf(*end), hash);
    }
    out += ToHex(HashMix(hash, finding.members.count()));
  }
}

void CorrelationWriter::AppendLine(const CorrelationFinding& finding, std::string& out) {
  const Rule& rule = rules_.rules[RuleOf(finding).rule];
  AppendJoinedHead(id_, finding.time, rule, out);
  AppendEvent(finding, out);
  AppendList(",\"techniques\":", rule.techniques, out);
  AppendList(",\"tactics\":", rule.tactics, out);
  AppendFields(finding, out);
  AppendWhy(finding, out);
  AppendJsonMember(",\"correlation\":{\"type\":", RuleOf(finding).type, out);
  AppendJsonMember(",\"first\":", ToIso8601(finding.members.first().time), out);
  AppendJsonMember(",\"last\":", ToIso8601(finding.time), out);
  AppendNumberMember(",\"events\":", finding.events, out);
  out += '}';
  AppendMembers(finding, out);
  out += "}\n";
}

std::string_view CorrelationWriter::ChannelOf(const CorrelationFinding& finding) const {
  if (!finding.members.Share(MemberSet::kChannel)) return {};
  return finding.members.first().told().channel;
}

std::string_view CorrelationWriter::ProviderOf(const CorrelationFinding& finding) const {
  if (!finding.members.Share(MemberSet::kProvider)) return {};
  return finding.members.first().told().provider;
}

void CorrelationWriter::AppendEvent(const CorrelationFinding& finding, std::string& out) const {
  const CorrelationMember& last = finding.members.last();
  const bool one_kind = finding.members.Share(MemberSet::kEventId);
  AppendJsonMember(",\"host\":", host_, out);
  AppendJsonMember(",\"channel\":", ChannelOf(finding), out);
  AppendJsonMember(",\"provider\":", ProviderOf(finding), out);
  AppendOptional(",\"event_id\":", one_kind ? last.told().event_id : 0, out);
  out += ",\"record_id\":null";
  AppendJsonMember(",\"evidence\":{\"path\":", PathOf(last), out);
  AppendNumberMember(",\"offset\":", last.offset, out);
  AppendOptional(",\"line\":", last.line, out);
  out += '}';
}

void CorrelationWriter::AppendFields(const CorrelationFinding& finding, std::string& out) const {
  out += ",\"fields\":{";
  for (std::size_t i = 0; i < finding.group.size(); ++i) {
    if (i > 0) out += ',';
    AppendJsonString(RuleOf(finding).group_by[i], out);
    out += ':';
    AppendJsonString(Shown(finding.group[i]), out);
  }
  out += '}';
}

void CorrelationWriter::AppendWhy(const CorrelationFinding& finding, std::string& out) const {
  const CorrelationRule& rule = RuleOf(finding);
  AppendJsonMember(",\"why\":[{\"selection\":\"correlation\",\"field\":",
                   fmt::format("{}", fmt::join(rule.values, ", ")), out);
  AppendJsonMember(",\"value\":", MeasuredText(rule, finding), out);
  AppendJsonMember(",\"pattern\":", rule.shown, out);
  out += '}';
  for (std::size_t i = 0; i < rule.sources.size(); ++i) {
    if (finding.by_source[i] == 0) continue;
    const ShownRule& source = rules_.rules.Shown(rule.sources[i].rule);
    AppendJsonMember(",{\"selection\":", source.title, out);
    AppendJsonMember(",\"field\":\"\",\"value\":", EventsText(finding.by_source[i]), out);
    AppendJsonMember(",\"pattern\":", "rule " + source.id, out);
    out += '}';
  }
  out += ']';
}

void CorrelationWriter::AppendMembers(const CorrelationFinding& finding, std::string& out) const {
  AppendNumberMember(",\"member_count\":", finding.members.count(), out);
  AppendObjects(",\"members\":", InOrder(finding.members.listed()), out,
                [&](const CorrelationMember& member) {
                  AppendLineMember({rules_.rules.head(member.told().rule).id, member.time,
                                    member.told().host, PathOf(member), member.line,
                                    member.record_id, member.offset, member.told().from},
                                   out);
                });
}

void CorrelationWriter::AppendRow(const CorrelationFinding& finding, std::string& out) {
  std::string details = fmt::format("{} since {}", MeasuredText(RuleOf(finding), finding),
                                    ToIso8601(finding.members.first().time));
  for (std::size_t i = 0; i < finding.group.size(); ++i) {
    details += fmt::format("; {}: {}", RuleOf(finding).group_by[i], Shown(finding.group[i]));
  }
  const CorrelationMember& last = finding.members.last();
  std::optional<std::uint64_t> event_id;
  if (finding.members.Share(MemberSet::kEventId)) event_id = last.told().event_id;
  AppendJoinedRow({.rule = rules_.rules[RuleOf(finding).rule],
                   .time = finding.time,
                   .id = id_,
                   .host = host_,
                   .channel = ChannelOf(finding),
                   .provider = ProviderOf(finding),
                   .event_id = event_id,
                   .record_id = {},  // no single one
                   .path = PathOf(last),
                   .offset = last.offset,
                   .details = details},
                  out);
}

}  // namespace noroshi
