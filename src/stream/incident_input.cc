#include "stream/incident_input.h"

namespace noroshi {
namespace {

using Json = rapidjson::Value;

// What a rule says that aims at nobody in particular.
constexpr std::string_view kAnyFamily = "any";

std::string_view TextOf(const Json& value) {
  if (!value.IsString()) return {};
  return {value.GetString(), value.GetStringLength()};
}

std::string_view Text(const Json& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? std::string_view() : TextOf(member->value);
}

void ReadMembers(const Json& line, IncidentFinding& finding) {
  const auto members = line.FindMember("members");
  if (members == line.MemberEnd() || !members->value.IsArray()) return;
  for (const Json& member : members->value.GetArray()) {
    if (member.IsObject()) finding.member_hosts.push_back(Text(member, "host"));
  }
}

}  // namespace

const IncidentFinding& IncidentLineReader::Read(std::string_view line, std::uint32_t rule,
                                                Level level, Timestamp time) {
  finding_.fields.clear();
  finding_.member_hosts.clear();
  finding_.id = finding_.host = finding_.channel = {};
  finding_.rule = rule;
  finding_.level = level;
  finding_.time = time;
  finding_.event_id = 0;
  text_.assign(line);
  document_.SetNull();
  document_.GetAllocator().Clear();
  document_.ParseInsitu<rapidjson::kParseIterativeFlag>(text_.data());
  if (document_.HasParseError() || !document_.IsObject()) return finding_;
  finding_.id = Text(document_, "id");
  finding_.host = Text(document_, "host");
  finding_.channel = Text(document_, "channel");
  const auto event_id = document_.FindMember("event_id");
  if (event_id != document_.MemberEnd() && event_id->value.IsUint()) {
    finding_.event_id = event_id->value.GetUint();
  }
  const auto fields = document_.FindMember("fields");
  if (fields != document_.MemberEnd() && fields->value.IsObject()) {
    for (const auto& field : fields->value.GetObject()) {
      finding_.fields.emplace_back(TextOf(field.name), TextOf(field.value));
    }
  }
  ReadMembers(document_, finding_);
  return finding_;
}

RuleFacts FactsForIncidents(const Rule& rule) {
  RuleFacts facts;
  facts.id = rule.id;
  facts.title = rule.title;
  facts.title_ja = rule.title_ja;
  facts.idea = rule.idea;
  facts.level = rule.level;
  facts.techniques = rule.techniques;
  facts.tactics = rule.tactics;
  for (const std::string& family : rule.families) {
    if (family != kAnyFamily) facts.families.push_back(family);
  }
  return facts;
}

}  // namespace noroshi
