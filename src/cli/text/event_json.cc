#include "cli/text/event_json.h"

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

void AppendValue(const Value& value, std::string& out) {
  if (value.type != ValueType::kList) return AppendItem(value, out);
  out += '[';
  for (const Value& item : value.items()) {
    if (out.back() != '[') out += ',';
    AppendItem(item, out);
  }
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

void AppendField(std::string_view name, const Value& value, std::string& out) {
  if (value.missing()) return;
  if (out.back() != '{') out += ',';
  AppendJsonString(name, out);
  out += ':';
  AppendValue(value, out);
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
  for (std::size_t i = 0; i < kSystemFieldCount; ++i) {
    AppendField(kSystemFieldNames[i], event.values[i], out);
  }
  for (std::size_t i = 0; i < event.shape->fields().size(); ++i) {
    AppendField(context.fields.Text(event.shape->fields()[i].field), event.Payload()[i], out);
  }
  out += "}}\n";
}

}  // namespace noroshi
