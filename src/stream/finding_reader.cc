#include "stream/finding_reader.h"

#include <rapidjson/document.h>

namespace noroshi {
namespace {

using Json = rapidjson::Value;

std::string Text(const Json& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsString()) return {};
  return {member->value.GetString(), member->value.GetStringLength()};
}

std::uint64_t Number(const Json& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsUint64() ? member->value.GetUint64() : 0;
}

void ReadReasons(const Json& line, ReportFinding& finding) {
  for (const Json& reason : line["why"].GetArray()) {
    finding.reasons.push_back({Text(reason, "selection"), Text(reason, "field"),
                               Text(reason, "value"), Text(reason, "pattern")});
  }
}

// The first few: the page shows thousands of findings, and findings.jsonl has them all.
void ReadMembers(const Json& line, ReportFinding& finding) {
  finding.member_count = Number(line, "member_count");
  if (finding.member_count == 0) return;
  for (const Json& member : line["members"].GetArray()) {
    if (finding.members.size() == kMaxReportMembers) return;
    finding.members.push_back({ParseIso8601(Text(member, "time")).value_or(Timestamp{}),
                               Text(member, "rule"), Text(member, "host"), Text(member, "path"),
                               Number(member, "record_id"), Number(member, "offset")});
  }
}

}  // namespace

ReportFinding ReadFinding(std::string_view text) {
  ReportFinding finding;
  rapidjson::Document line;
  line.Parse(text.data(), text.size());
  if (line.HasParseError()) return finding;  // cannot be: FindingWriter wrote it
  finding.id = Text(line, "id");
  finding.time = ParseIso8601(Text(line, "time")).value_or(Timestamp{});
  finding.channel = Text(line, "channel");
  finding.provider = Text(line, "provider");
  finding.event_id = static_cast<std::uint32_t>(Number(line, "event_id"));
  finding.record_id = Number(line, "record_id");
  finding.path = Text(line["evidence"], "path");
  finding.offset = Number(line["evidence"], "offset");
  for (const auto& field : line["fields"].GetObject()) {
    finding.fields.emplace_back(field.name.GetString(), field.value.GetString());
  }
  ReadReasons(line, finding);
  ReadMembers(line, finding);
  const auto marks = line.FindMember("marks");
  if (marks == line.MemberEnd()) return finding;
  for (const Json& mark : marks->value.GetArray()) finding.marks.emplace_back(mark.GetString());
  return finding;
}

}  // namespace noroshi
