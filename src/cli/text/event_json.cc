#include "cli/text/event_json.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <vector>

#include "cli/text/event_text.h"
#include "event/value_text.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

void AppendItem(const Value& item, std::string& out) {
  if (item.type == ValueType::kNull) {
    out += "null";
    return;
  }
  std::string scratch;
  AppendJsonString(TextOf(item, scratch), out);
}

struct Field {
  std::string_view name;
  const Value* value = nullptr;
};

// Into an open array.
void AppendItems(const Value& value, std::string& out) {
  const bool is_list = value.type == ValueType::kList;
  for (const Value& item : is_list ? value.items() : std::span(&value, 1)) {
    if (out.back() != '[') out += ',';
    AppendItem(item, out);
  }
}

void AppendValues(std::span<const Field> fields, std::string& out) {
  const Value& first = *fields[0].value;
  if (fields.size() == 1 && first.type != ValueType::kList) return AppendItem(first, out);
  out += '[';
  for (const Field& field : fields) AppendItems(*field.value, out);
  out += ']';
}

void AppendMember(std::string_view name, std::string_view text, std::string& out) {
  AppendJsonString(name, out);
  out += ':';
  AppendJsonString(text, out);
  out += ',';
}

void AppendNumber(std::string_view name, std::uint64_t number, std::string& out) {
  AppendJsonString(name, out);
  out += ':' + std::to_string(number) + ',';
}

// What the event has, System fields first.
std::vector<Field> FieldsOf(const Event& event, const EventContext& context) {
  std::vector<Field> fields;
  const auto add = [&](std::string_view name, const Value& value) {
    if (!value.missing()) fields.push_back({name, &value});
  };
  for (std::size_t i = 0; i < kSystemFieldCount; ++i) add(kSystemFieldNames[i], event.values[i]);
  for (std::size_t i = 0; i < event.shape->fields().size(); ++i) {
    add(context.fields.Text(event.shape->fields()[i].field), event.Payload()[i]);
  }
  return fields;
}

// Names of one kind stand together, in the order of the event.
void BringTogether(std::vector<Field>& fields) {
  std::vector<std::string_view> names;
  names.reserve(fields.size());
  for (const Field& field : fields) names.push_back(field.name);
  std::ranges::sort(names);
  if (std::ranges::adjacent_find(names) == names.end()) return;  // as nearly always
  std::unordered_map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < fields.size(); ++i) first.try_emplace(fields[i].name, i);
  std::ranges::stable_sort(fields, {}, [&](const Field& field) { return first[field.name]; });
}

// A payload may repeat a name, also one of the System part. Readers of JSON keep one of two equal
// keys and say nothing: so a name is written once, with all its values.
void AppendFields(const Event& event, const EventContext& context, std::string& out) {
  std::vector<Field> fields = FieldsOf(event, context);
  BringTogether(fields);
  for (std::size_t i = 0; i < fields.size();) {
    std::size_t end = i + 1;
    while (end < fields.size() && fields[end].name == fields[i].name) ++end;
    if (i != 0) out += ',';
    AppendJsonString(fields[i].name, out);
    out += ':';
    AppendValues(std::span<const Field>(fields).subspan(i, end - i), out);
    i = end;
  }
}

void AppendPlace(const Event& event, std::string_view path, std::string& out) {
  AppendMember("path", path, out);
  if (event.marks == EventMark::kNone) return;
  out += "\"marks\":[";
  for (const std::string_view name : MarkNames(event.marks)) {
    if (out.back() != '[') out += ',';
    AppendJsonString(name, out);
  }
  out += "],";
}

}  // namespace

void AppendEventJson(const Event& event, const EventContext& context, std::string& out,
                     std::string_view path) {
  out += '{';
  if (event.time.ticks == 0) {
    out += "\"time\":null,";
  } else {
    AppendMember("time", ToIso8601(event.time), out);
  }
  if (!path.empty()) AppendMember("host", HostOf(event), out);
  AppendMember("channel", context.channels.Text(event.channel), out);
  AppendMember("provider", context.channels.Text(event.provider), out);
  AppendNumber("event_id", event.event_id, out);
  AppendNumber("record_id", event.record_id, out);
  AppendNumber("line", event.line, out);
  AppendNumber("offset", event.offset, out);
  if (!path.empty()) AppendPlace(event, path, out);
  out += "\"fields\":{";
  AppendFields(event, context, out);
  out += "}}\n";
}

}  // namespace noroshi
