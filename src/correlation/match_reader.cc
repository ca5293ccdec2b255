#include "correlation/match_reader.h"

#include <algorithm>

#include "base/case_fold.h"
#include "base/hash.h"
#include "correlation/window_event.h"
#include "event/field_values.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

bool Covers(const GateAlternative& alternative, std::string_view channel, std::uint32_t event_id) {
  if (!alternative.event_ids.empty() &&
      std::ranges::find(alternative.event_ids, event_id) == alternative.event_ids.end()) {
    return false;
  }
  if (alternative.channels.empty()) return true;
  return std::ranges::any_of(alternative.channels, [&](const std::string& name) {
    const std::string_view head =
        alternative.channel_prefix ? channel.substr(0, name.size()) : channel;
    return EqualsFolded(name, head);
  });
}

// Fields of logons, shares, tickets and sessions: the address of the machine at the other end. What
// a rule groups by says nothing of it, and incidents are joined by where somebody came from.
constexpr std::string_view kFromFields[] = {"IpAddress", "ClientAddress", "SourceNetworkAddress"};

// The names that the rule's log source gives to the fields of such events.
FieldAliases AliasesOf(const Rule& rule, std::string_view channel, std::uint32_t event_id) {
  if (rule.gate.kind != Gate::Kind::kAlternatives) return FieldAliases::kNone;
  const auto found = std::ranges::find_if(
      rule.gate.alternatives,
      [&](const GateAlternative& alternative) { return Covers(alternative, channel, event_id); });
  return found == rule.gate.alternatives.end() ? FieldAliases::kNone : found->aliases;
}

}  // namespace

std::size_t MatchReader::KindHash::operator()(const Kind& kind) const noexcept {
  const std::uint64_t feed = static_cast<std::uint64_t>(kind.correlation) << 32 | kind.source;
  const std::uint64_t symbols =
      static_cast<std::uint64_t>(kind.channel) << 32 | static_cast<std::uint64_t>(kind.provider);
  return HashMix(HashMix(feed, static_cast<std::uint64_t>(kind.shape->id())),
                 HashMix(symbols, kind.event_id));
}

bool MatchReader::Read(const Match& match, std::uint64_t file, const CorrelationFeed& feed,
                       CorrelationEvent& out, EventTexts& texts) {
  const Event& event = *match.event;
  if (event.time.ticks == 0) return false;
  const Places& places = PlacesFor(event, feed);
  if (!ReadTexts(places.group, event, texts.group)) return false;
  if (!ReadTexts(places.values, event, texts.values)) texts.values.clear();
  if (!CanMeasure(rules_.correlations[feed.correlation].measure, texts.values)) return false;
  MemberTexts& member = texts.member;
  member.rule = static_cast<std::uint32_t>(match.rule);
  member.event_id = event.event_id;
  member.channel = context_.channels.Text(event.channel);
  member.provider = context_.channels.Text(event.provider);
  member.host = TextOf(event.System(SystemField::kComputer), scratch_);
  ReadFrom(places.from, event, member.from);
  out.correlation = feed.correlation;
  out.source = feed.source;
  out.time = event.time;
  out.file = file;
  out.position = event.line != 0 ? event.line : event.offset;
  out.offset = event.offset;
  out.line = event.line;
  out.record_id = event.record_id;
  return true;
}

const MatchReader::Places& MatchReader::PlacesFor(const Event& event, const CorrelationFeed& feed) {
  const Kind kind{feed.correlation, feed.source,    event.shape,
                  event.channel,    event.provider, event.event_id};
  const auto [at, fresh] = places_.try_emplace(kind);
  if (fresh) {
    const CorrelationSource& source = rules_.correlations[feed.correlation].sources[feed.source];
    const Rule& rule = rules_.rules[source.rule];
    at->second.group = Find(source.group_fields, rule, kind);
    at->second.values = Find(source.value_fields, rule, kind);
    const EventKind form{kind.shape, kind.channel, kind.provider, kind.event_id};
    for (const std::string_view name : kFromFields) {
      const auto places = ResolveField({.name = name}, form, context_);
      at->second.from.insert(at->second.from.end(), places.begin(), places.end());
    }
  }
  return at->second;
}

std::vector<std::vector<FieldSource>> MatchReader::Find(const std::vector<CorrelationField>& fields,
                                                        const Rule& rule, const Kind& kind) const {
  const EventKind event{kind.shape, kind.channel, kind.provider, kind.event_id};
  const FieldAliases aliases = AliasesOf(rule, context_.channels.Text(kind.channel), kind.event_id);
  std::vector<std::vector<FieldSource>> places;
  for (const CorrelationField& field : fields) {
    places.push_back(ResolveField({.name = field.name,
                                   .scope = field.scope,
                                   .aliases = aliases,
                                   .channel_matches_either = rule.channel_matches_either},
                                  event, context_));
  }
  return places;
}

void MatchReader::ReadFrom(const std::vector<FieldSource>& sources, const Event& event,
                           std::string& out) {
  out.clear();
  for (const FieldSource& source : sources) {
    found_.clear();
    arena_.Reset();
    AppendFieldValues(source, event, context_, arena_, found_);
    for (const Value& value : found_) {
      if (value.type == ValueType::kNull) continue;
      const std::string_view text = TextOf(value, scratch_);
      if (text.empty() || text == "-") continue;
      out = text;
      return;
    }
  }
}

bool MatchReader::ReadTexts(const std::vector<std::vector<FieldSource>>& places, const Event& event,
                            std::vector<std::string>& out) {
  out.resize(places.size());  // texts that are there keep their memory
  std::size_t next = 0;
  for (const std::vector<FieldSource>& sources : places) {
    found_.clear();
    arena_.Reset();
    for (const FieldSource& source : sources) {
      AppendFieldValues(source, event, context_, arena_, found_);
    }
    const auto first = std::ranges::find_if(
        found_, [](const Value& value) { return value.type != ValueType::kNull; });
    if (first == found_.end()) return false;
    out[next++] = TextOf(*first, scratch_);
  }
  return true;
}

}  // namespace noroshi
