// JSON of the sections that rest on knowledge: attribution, techniques, mitigations, indicators,
// visibility; and of what people wrote into a case.
#include "attribution/words.h"
#include "report/json_writer.h"

namespace noroshi {

std::vector<AnsweredIncident> WithAnswers(const std::vector<Incident>& incidents,
                                          const std::vector<Attribution>& answers) {
  std::vector<AnsweredIncident> list;
  list.reserve(incidents.size());
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    list.push_back({incidents[i], i < answers.size() ? &answers[i] : nullptr});
  }
  return list;
}

void JsonWriter::Value(const EvidenceItem& item) {
  writer_.StartObject();
  Member("kind", EvidenceKindName(item.kind));
  Member("id", item.id);
  Member("name", item.name);
  Value(std::string_view("weight"));
  Weight(item.weight);
  Member("sets", item.users);
  Member("reports", item.reports);
  writer_.EndObject();
}

void JsonWriter::Value(const AimTally& tally) {
  writer_.StartObject();
  Member("set", tally.set);
  Member("rules", tally.rules);
  Member("fired", tally.fired);
  Value(std::string_view("expected"));
  Weight(tally.expected);
  Value(std::string_view("weight"));
  Weight(tally.weight);
  writer_.EndObject();
}

void JsonWriter::SetName(const Resemblance& set) {
  writer_.StartObject();
  Member("id", set.id);
  Member("name", set.name);
  writer_.EndObject();
}

void JsonWriter::RankedSet(const Attribution& attribution, std::size_t place) {
  const std::vector<Resemblance>& ranked = attribution.ranked;
  const Resemblance& set = ranked[place];
  writer_.StartObject();
  Value(std::string_view("intrusion_set"));
  SetName(set);
  Member("confidence", static_cast<std::uint32_t>(ConfidencePercent(set.confidence)));
  Value(std::string_view("weight"));
  Weight(set.evidence.weight);
  Member("for", set.evidence.for_set);
  Member("against", set.evidence.against);
  Member("missing", set.evidence.missing);
  Value(std::string_view("rival"));
  if (ranked.size() < 2) {
    writer_.Null();
  } else {
    SetName(ranked[place == 0 ? 1 : 0]);
  }
  writer_.EndObject();
}

void JsonWriter::Look(const LookFor& look, const Attribution& attribution) {
  writer_.StartObject();
  Member("id", look.id);
  Member("name", look.name);
  Member("software", look.software);
  Member("blind", look.blind);
  Value(std::string_view("points_to"));
  SetName(attribution.ranked[look.for_first ? 0 : 1]);
  writer_.EndObject();
}

void JsonWriter::AttributionMembers(const Attribution& attribution) {
  const AttributionSentence verdict = VerdictOf(attribution);
  Member("abstained", attribution.abstained);
  Member("reason", AbstentionName(attribution.reason));
  Member("verdict", TwoLanguages{verdict.japanese, verdict.english});
  Value(std::string_view("attribution"));
  writer_.StartArray();
  for (std::size_t i = 0; i < attribution.ranked.size(); ++i) RankedSet(attribution, i);
  writer_.EndArray();
  Value(std::string_view("look_next"));
  writer_.StartArray();
  for (const LookFor& look : attribution.next) Look(look, attribution);
  writer_.EndArray();
  MemberUnlessEmpty("aims", attribution.aims);
  Member("not_known", attribution.not_known);
}

void JsonWriter::Value(const ReportTechnique& technique) {
  writer_.StartObject();
  Member("id", technique.id);
  Member("tactics", technique.tactics);
  Member("findings", technique.findings);
  Member("hosts", technique.hosts);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportMitigation& mitigation) {
  writer_.StartObject();
  Member("id", mitigation.id);
  Member("text", mitigation.text);
  Member("points", mitigation.points);
  Member("findings", mitigation.findings);
  Member("hosts", mitigation.hosts);
  Member("techniques", mitigation.techniques);
  Member("rules", mitigation.rules);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportIndicator& indicator) {
  writer_.StartObject();
  Member("kind", WeightOf(indicator.kind).name);
  Member("value", indicator.value);
  Member("text", indicator.text);
  Member("expires", indicator.expires);
  Member("level", LevelName(indicator.level));
  Member("findings", indicator.findings);
  Member("hosts", indicator.hosts);
  Member("host_count", indicator.host_count);
  Member("first_seen", indicator.first_seen);
  Member("last_seen", indicator.last_seen);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportMissingEvidence& missing) {
  writer_.StartObject();
  Member("channel", missing.channel);
  Member("event_id", missing.event_id);
  Member("log_source", missing.log_source);
  Member("rules", missing.rules);
  Member("high_rules", missing.high_rules);
  Member("advice", missing.advice);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportVisibility& visibility) {
  writer_.StartObject();
  Member("rules", visibility.rules);
  Member("techniques", visibility.techniques);
  Member("blind_techniques", visibility.blind_techniques);
  Member("missing", visibility.missing);
  Member("missing_not_listed", visibility.missing_not_listed);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportNote& note) {
  writer_.StartObject();
  Member("target", note.target);
  Member("author", note.author);
  Member("text", note.text);
  Member("at", note.at);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportState& state) {
  writer_.StartObject();
  Member("target", state.target);
  Member("state", state.state);
  Member("author", state.author);
  Member("reason", state.reason);
  Member("at", state.at);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportSuppression& suppression) {
  writer_.StartObject();
  Member("rule", suppression.rule);
  Member("title", suppression.title);
  Member("host", suppression.host);
  Member("author", suppression.author);
  Member("reason", suppression.reason);
  Member("at", suppression.at);
  Member("expires", suppression.expires);
  Member("in_force", suppression.in_force);
  Member("left_out", suppression.left_out);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportCase& case_file) {
  writer_.StartObject();
  Member("hunts", case_file.hunts);
  Member("notes", case_file.notes);
  Member("states", case_file.states);
  Member("suppressions", case_file.suppressions);
  writer_.EndObject();
}

}  // namespace noroshi
