#include "report/json_writer.h"

#include "incident/stage.h"
#include "report/render.h"

namespace noroshi {

void JsonWriter::Value(const ReportReason& reason) {
  writer_.StartObject();
  Member("selection", reason.selection);
  Member("field", reason.field);
  Member("value", reason.value);
  Member("pattern", reason.pattern);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportMember& member) {
  writer_.StartObject();
  Member("time", member.time);
  Member("rule", member.rule);
  Member("host", member.host);
  Member("path", member.path);
  Member("record_id", std::to_string(member.record_id));
  Member("offset", std::to_string(member.offset));
  writer_.EndObject();
}

void JsonWriter::Value(const ReportFinding& finding) {
  writer_.StartObject();
  Member("id", finding.id);
  Member("time", finding.time);
  Member("channel", finding.channel);
  Member("provider", finding.provider);
  Member("event_id", finding.event_id);
  Member("path", finding.path);
  // As text: numbers of JavaScript are exact up to 2^53 only.
  Member("record_id", std::to_string(finding.record_id));
  Member("offset", std::to_string(finding.offset));
  MemberUnlessEmpty("marks", finding.marks);
  Member("fields", finding.fields);
  Member("reasons", finding.reasons);
  if (finding.member_count != 0) {
    Member("members", finding.members);
    Member("member_count", finding.member_count);
  }
  writer_.EndObject();
}

void JsonWriter::Value(const ReportGroup& group) {
  writer_.StartObject();
  Member("host", group.host);
  Member("count", group.count);
  Member("first_seen", group.first_seen);
  Member("last_seen", group.last_seen);
  Member("samples", group.samples);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportRule& rule) {
  writer_.StartObject();
  Member("id", rule.id);
  Member("title", rule.title);
  MemberUnlessEmpty("title_ja", rule.title_ja);
  Member("level", LevelName(rule.level));
  Member("source", rule.source);
  Member("path", rule.path);
  MemberUnlessEmpty("author", rule.author);
  MemberUnlessEmpty("description", rule.description);
  MemberUnlessEmpty("mitigation_en", rule.mitigation_en);
  MemberUnlessEmpty("mitigation_ja", rule.mitigation_ja);
  Member("techniques", rule.techniques);
  Member("tactics", rule.tactics);
  MemberUnlessEmpty("references", rule.references);
  MemberUnlessEmpty("false_positives", rule.false_positives);
  Member("count", rule.count);
  Member("count_not_grouped", rule.count_not_grouped);
  Member("groups", rule.groups);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportHost& host) {
  writer_.StartObject();
  Member("name", host.name);
  Member("findings", host.findings);
  Member("records", host.records);
  Member("first_seen", host.first_seen);
  Member("last_seen", host.last_seen);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportTactic& tactic) {
  writer_.StartObject();
  Member("tactic", tactic.tactic);
  Member("findings", tactic.findings);
  Member("techniques", tactic.techniques);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportTimeline& timeline) {
  writer_.StartObject();
  Member("start", timeline.start);
  Member("bucket_seconds", timeline.bucket_seconds);
  Member("buckets", timeline.buckets);
  Member("outside", timeline.outside);
  Member("undated", timeline.undated);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportLoss& loss) {
  writer_.StartObject();
  Member("path", loss.path);
  Member("kind", loss.kind);
  Member("count", loss.count);
  Member("lost_bytes", loss.lost_bytes);
  Member("lost_records", loss.lost_records);
  Member("first_offset", std::to_string(loss.first_offset));
  MemberUnlessEmpty("detail", loss.detail);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportRuleNotUsed& rule) {
  writer_.StartObject();
  Member("reason", rule.reason);
  Member("id", rule.id);
  Member("title", rule.title);
  Member("path", rule.path);
  Member("line", rule.line);
  MemberUnlessEmpty("detail", rule.detail);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportRun& run) {
  writer_.StartObject();
  Member("language", run.language);
  Member("engine_version", run.engine_version);
  Member("rule_set_hash", run.rule_set_hash);
  Member("generated_at", run.generated_at);
  Member("inputs", run.inputs);
  Member("interrupted", run.interrupted);
  Member("files", run.files);
  Member("files_not_read", run.files_not_read);
  Member("bytes", run.bytes);
  Member("bytes_used", run.bytes_used);
  Member("bytes_damaged", run.bytes_damaged);
  Member("bytes_padding", run.bytes_padding);
  Member("first_event", run.first_event);
  Member("last_event", run.last_event);
  Member("rules_by_source", run.rules_by_source);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportDocument& document) {
  writer_.StartObject();
  Member("schema_version", std::uint32_t{kReportSchemaVersion});
  Member("run", document.run);
  Member("records", document.records);
  Member("findings", document.findings);
  Member("rules_matched", document.rules_matched);
  Member("findings_by_level", document.findings_by_level);
  Member("first_finding", document.first_finding);
  Member("last_finding", document.last_finding);
  Member("records_by_channel", document.records_by_channel);
  Member("incidents", WithAnswers(document.incidents.incidents, document.attributions));
  Member("incidents_not_listed", document.incidents_not_listed);
  Member("findings_outside_incidents", document.incidents.findings_outside);
  Member("findings_left_out_of_incidents", document.incidents.findings_left_out);
  Member("timeline", document.timeline);
  Member("hosts", document.hosts);
  Member("tactics", document.tactics);
  Member("techniques", document.techniques);
  Member("technique_names", document.technique_names);
  Member("suspect_files", document.suspect_files);
  Member("suspect_files_not_listed", document.suspect_files_not_listed);
  Member("rules", document.rules);
  Member("mitigations", document.mitigations);
  Member("attack_mitigations", document.attack_mitigations);
  Member("indicators", document.indicators);
  Member("indicators_not_listed", document.indicators_not_listed);
  if (document.visibility.judged) Member("visibility", document.visibility);
  if (document.case_file.hunts != 0) Member("case", document.case_file);
  Member("losses", document.losses);
  Member("rules_not_used_by_reason", document.rules_not_used_by_reason);
  Member("rules_not_used", document.rules_not_used);
  Member("samples", document.samples);
  Member("hosts_cut", document.hosts_cut);
  Member("channels_cut", document.channels_cut);
  Member("losses_not_listed", document.losses_not_listed);
  Member("rules_not_used_not_listed", document.rules_not_used_not_listed);
  writer_.EndObject();
}

void JsonWriter::Value(const TwoLanguages& text) {
  writer_.StartObject();
  Member("ja", text.ja);
  Member("en", text.en);
  writer_.EndObject();
}

void JsonWriter::Value(const IncidentStage& stage) {
  writer_.StartObject();
  Member("findings", stage.findings);
  Member("first_seen", stage.first_seen);
  Member("last_seen", stage.last_seen);
  Member("techniques", stage.techniques);
  writer_.EndObject();
}

void JsonWriter::Value(const IncidentTechnique& technique) {
  writer_.StartObject();
  Member("id", technique.id);
  Member("count", technique.count);
  Member("first_seen", technique.first_seen);
  Member("hosts", technique.hosts);
  writer_.EndObject();
}

void JsonWriter::Value(const IncidentEntity& entity) {
  writer_.StartObject();
  Member("kind", WeightOf(entity.kind).name);
  Member("value", entity.value);
  Member("hosts", entity.hosts);
  writer_.EndObject();
}

void JsonWriter::Value(const IncidentRule& rule) {
  writer_.StartObject();
  Member("id", rule.id);
  Member("title", rule.title);
  MemberUnlessEmpty("title_ja", rule.title_ja);
  Member("level", LevelName(rule.level));
  Member("count", rule.count);
  writer_.EndObject();
}

void JsonWriter::Value(const IncidentStep& step) {
  writer_.StartObject();
  Member("time", step.time);
  Member("last", step.last);
  Member("host", step.host);
  Member("rule", step.rule);
  Member("count", step.count);
  Member("finding", step.finding);
  writer_.EndObject();
}

void JsonWriter::Value(const IncidentPlace& place) {
  writer_.StartObject();
  Member("host", place.host);
  Member("site", place.site);
  Member("roles", place.roles);
  writer_.EndObject();
}

void JsonWriter::Value(const AnsweredIncident& answered) {
  const Incident& incident = answered.incident;
  writer_.StartObject();
  Member("schema_version", std::uint32_t{kIncidentSchemaVersion});
  Member("id", incident.id);
  Member("level", LevelName(incident.level));
  Member("score", static_cast<std::uint32_t>(incident.score + 0.5));
  Member("title", incident.title);
  Member("narrative", incident.narrative);
  Member("first_seen", incident.first_seen);
  Member("last_seen", incident.last_seen);
  Member("hosts", incident.hosts);
  if (!incident.places.empty()) Member("places", incident.places);
  Member("accounts", incident.accounts);
  Member("patient_zero", incident.patient_zero);
  Member("patient_zero_finding", incident.patient_zero_finding);
  Value(std::string_view("stages"));
  writer_.StartObject();
  for (std::size_t i = 0; i < kStageCount; ++i) {
    if (incident.stages[i].findings != 0) Member(kStageNames[i], incident.stages[i]);
  }
  writer_.EndObject();
  Member("tactics", incident.tactics);
  Member("techniques", incident.techniques);
  Member("families", incident.families);
  Member("entities", incident.entities);
  Member("rules", incident.rules);
  Member("timeline", incident.timeline);
  Member("steps", incident.steps);
  Member("finding_count", incident.finding_count);
  Member("findings", incident.findings);
  if (answered.answer != nullptr) AttributionMembers(*answered.answer);
  writer_.EndObject();
}

void WriteIncidentsJson(const IncidentSet& set, const std::vector<Attribution>& answers,
                        const TextSink& sink) {
  HtmlSafeStream stream(sink);
  JsonWriter(stream).Value(WithAnswers(set.incidents, answers));
  stream.Flush();
  sink("\n");
}

std::string IncidentJson(const Incident& incident, const Attribution* answer) {
  std::string json;
  const TextSink sink = [&json](std::string_view piece) { json.append(piece); };
  HtmlSafeStream stream(sink);
  JsonWriter(stream).Value(AnsweredIncident{incident, answer});
  stream.Flush();
  return json;
}

std::string SuspectFileJson(const ReportSuspectFile& file) {
  std::string json;
  const TextSink sink = [&json](std::string_view piece) { json.append(piece); };
  HtmlSafeStream stream(sink);
  JsonWriter(stream).Value(file);
  stream.Flush();
  return json;
}

void WriteJson(const ReportDocument& document, const TextSink& sink) {
  HtmlSafeStream stream(sink);
  JsonWriter(stream).Value(document);
  stream.Flush();
}

std::string ToJson(const ReportDocument& document) {
  std::string json;
  WriteJson(document, [&json](std::string_view piece) { json.append(piece); });
  return json;
}

}  // namespace noroshi
