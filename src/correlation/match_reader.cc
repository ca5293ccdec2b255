#include "correlation/match_reader.h"

#include <algorithm>
#include <span>

#include "base/byte_text.h"
#include "base/case_fold.h"
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

// A value as the record has it, told apart from every other; null: there is none.
void AppendRaw(const Value* value, std::string& out) {
  const std::span<const std::uint8_t> bytes =
      value == nullptr ? std::span<const std::uint8_t>() : value->bytes();
  out += static_cast<char>(value == nullptr ? ValueType::kMissing : value->type);
  PutText({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, out);
}

}  // namespace

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
  Locate(event, file, feed, out);
  return true;
}

void MatchReader::Locate(const Event& event, std::uint64_t file, const CorrelationFeed& feed,
                         CorrelationEvent& out) noexcept {
  out.correlation = feed.correlation;
  out.source = feed.source;
  out.time = event.time;
  out.file = file;
  out.position = event.line != 0 ? event.line : event.offset;
  out.offset = event.offset;
  out.line = event.line;
  out.record_id = event.record_id;
}

// Kind and feed are in the number of the places; a rule has one place in a feed.
void MatchReader::AppendPrint(const Match& match, const CorrelationFeed& feed, std::string& out) {
  const Event& event = *match.event;
  const Places& places = PlacesFor(event, feed);
  PutRaw(places.number, out);
  PutRaw(static_cast<std::uint32_t>(match.rule), out);
  AppendRaw(&event.System(SystemField::kComputer), out);
  for (const auto* fields : {&places.group, &places.values}) {
    for (const std::vector<FieldSource>& sources : *fields) {
      AppendRaw(FirstValue(sources, event), out);
    }
  }
  found_.clear();
  arena_.Reset();
  for (const FieldSource& source : places.from) {
    AppendFieldValues(source, event, context_, arena_, found_);
  }
  for (const Value& value : found_) AppendRaw(&value, out);
}

const MatchReader::Places& MatchReader::PlacesFor(const Event& event, const CorrelationFeed& feed) {
  const EventKind kind{event.shape, event.channel, event.provider, event.event_id};
  KindPlaces& known = PlacesOfKind(kind);
  const auto at = std::ranges::find_if(known, [&](const Places& places) {
    return places.feed.correlation == feed.correlation && places.feed.source == feed.source;
  });
  return at != known.end() ? *at : known.emplace_back(MakePlaces(kind, feed));
}

MatchReader::KindPlaces& MatchReader::PlacesOfKind(const EventKind& kind) {
  if (last_ == nullptr || !SameKind{}(last_kind_, kind)) {
    last_kind_ = kind;
    last_ = &places_[kind];
  }
  return *last_;
}

MatchReader::Places MatchReader::MakePlaces(const EventKind& kind, const CorrelationFeed& feed) {
  const CorrelationSource& source = rules_.correlations[feed.correlation].sources[feed.source];
  const Rule& rule = rules_.rules[source.rule];
  Places places;
  places.number = places_made_++;
  places.feed = feed;
  places.group = Find(source.group_fields, rule, kind);
  places.values = Find(source.value_fields, rule, kind);
  for (const std::string_view name : kFromFields) {
    const auto found = ResolveField({.name = name}, kind, context_);
    places.from.insert(places.from.end(), found.begin(), found.end());
  }
  return places;
}

std::vector<std::vector<FieldSource>> MatchReader::Find(const std::vector<CorrelationField>& fields,
                                                        const Rule& rule,
                                                        const EventKind& kind) const {
  const FieldAliases aliases = AliasesOf(rule, context_.channels.Text(kind.channel), kind.event_id);
  std::vector<std::vector<FieldSource>> places;
  for (const CorrelationField& field : fields) {
    places.push_back(ResolveField({.name = field.name,
                                   .scope = field.scope,
                                   .aliases = aliases,
                                   .channel_matches_either = rule.channel_matches_either},
                                  kind, context_));
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

const Value* MatchReader::FirstValue(const std::vector<FieldSource>& sources, const Event& event) {
  found_.clear();
  arena_.Reset();
  for (const FieldSource& source : sources) {
    AppendFieldValues(source, event, context_, arena_, found_);
  }
  const auto first = std::ranges::find_if(
      found_, [](const Value& value) { return value.type != ValueType::kNull; });
  return first == found_.end() ? nullptr : &*first;
}

bool MatchReader::ReadTexts(const std::vector<std::vector<FieldSource>>& places, const Event& event,
                            std::vector<std::string>& out) {
  out.resize(places.size());  // texts that are there keep their memory
  std::size_t next = 0;
  for (const std::vector<FieldSource>& sources : places) {
    const Value* const first = FirstValue(sources, event);
    if (first == nullptr) return false;
    out[next++] = TextOf(*first, scratch_);
  }
  return true;
}

}  // namespace noroshi
