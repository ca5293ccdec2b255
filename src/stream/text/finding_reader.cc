#include "stream/text/finding_reader.h"

#include <rapidjson/document.h>

namespace noroshi {
namespace {

using Json = rapidjson::Value;

// A case store may be a stranger's file: whatever is of another form is left empty.
const Json* Member(const Json& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? nullptr : &member->value;
}

std::string TextOf(const Json& value) {
  if (!value.IsString()) return {};
  return {value.GetString(), value.GetStringLength()};
}

std::string Text(const Json& object, const char* name) {
  const Json* member = Member(object, name);
  return member == nullptr ? std::string() : TextOf(*member);
}

std::uint64_t Number(const Json& object, const char* name) {
  const Json* member = Member(object, name);
  return member != nullptr && member->IsUint64() ? member->GetUint64() : 0;
}

// The items of a list; none when there is no list.
template <class Take>
void ForEachItem(const Json& object, const char* name, Take take) {
  const Json* list = Member(object, name);
  if (list == nullptr || !list->IsArray()) return;
  for (const Json& item : list->GetArray()) {
    if (!take(item)) return;
  }
}

void ReadReasons(const Json& line, ReportFinding& finding) {
  ForEachItem(line, "why", [&](const Json& reason) {
    finding.reasons.push_back({Text(reason, "selection"), Text(reason, "field"),
                               Text(reason, "value"), Text(reason, "pattern")});
    return true;
  });
}

// The first few: the page shows thousands of findings, and findings.jsonl has them all.
void ReadMembers(const Json& line, ReportFinding& finding) {
  finding.member_count = Number(line, "member_count");
  if (finding.member_count == 0) return;
  ForEachItem(line, "members", [&](const Json& member) {
    if (finding.members.size() == kMaxReportMembers) return false;
    finding.members.push_back({ParseIso8601(Text(member, "time")).value_or(Timestamp{}),
                               Text(member, "rule"), Text(member, "host"), Text(member, "path"),
                               Number(member, "record_id"), Number(member, "offset")});
    return true;
  });
}

void ReadFields(const Json& line, ReportFinding& finding) {
  const Json* fields = Member(line, "fields");
  if (fields == nullptr || !fields->IsObject()) return;
  for (const auto& field : fields->GetObject()) {
    finding.fields.emplace_back(TextOf(field.name), TextOf(field.value));
  }
}

}  // namespace

ReportFinding ReadFinding(std::string_view text) {
  ReportFinding finding;
  rapidjson::Document line;
  line.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (line.HasParseError() || !line.IsObject()) return finding;
  finding.id = Text(line, "id");
  finding.time = ParseIso8601(Text(line, "time")).value_or(Timestamp{});
  finding.channel = Text(line, "channel");
  finding.provider = Text(line, "provider");
  finding.event_id = static_cast<std::uint32_t>(Number(line, "event_id"));
  finding.record_id = Number(line, "record_id");
  if (const Json* evidence = Member(line, "evidence")) {
    finding.path = Text(*evidence, "path");
    finding.offset = Number(*evidence, "offset");
  }
  ReadFields(line, finding);
  ReadReasons(line, finding);
  ReadMembers(line, finding);
  ForEachItem(line, "marks", [&](const Json& mark) {
    if (mark.IsString()) finding.marks.push_back(TextOf(mark));
    return true;
  });
  return finding;
}

}  // namespace noroshi
