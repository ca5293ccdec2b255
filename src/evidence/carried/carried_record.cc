#include "evidence/carried/carried_record.h"

#include <algorithm>

#include "evidence/carried/windows_text.h"
#include "evidence/flat/flat_value.h"
#include "evidence/mapping/mapping_list.h"
#include "evidence/text/text_source.h"

namespace noroshi::carried {
namespace {

struct CarrierRow {
  std::string_view object, name;  // object "": beside the record's own names
  bool always = false;
};

// In the order in which they are looked at.
constexpr CarrierRow kCarriers[] = {
    {"", "AuditData", true},        // Search-UnifiedAuditLog, Purview
    {"", "CloudTrailEvent", true},  // aws cloudtrail lookup-events
    {"", "_raw", true},             // Splunk
    {"", "EventData", true},        // Log Analytics' Event table: XML without its frame
    {"", "event.original"},         // Elastic's integrations
    {"event", "original"},
    {"", "@message"},  // CloudWatch Logs Insights
    {"", "message"},   // CloudWatch Logs, Filebeat
    {"", "log"},       // Docker's json-file
    {"", "RawData"},   // custom tables of Log Analytics
};

constexpr std::string_view kBlanks = " \t\r\n";

// What a record may begin with, escaped as JSON or not; spares most texts a closer look.
bool MayBeRecord(std::string_view text) noexcept {
  if (text.size() < 2) return false;
  const char c = text[0];
  return c == '{' || c == '<' || c == '\\' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         kBlanks.find(c) != std::string_view::npos;
}

bool IsText(const FlatField& field) noexcept {
  return field.type == FlatType::kText || field.type == FlatType::kMade ||
         field.type == FlatType::kEscaped;
}

}  // namespace

CarriedRecord::CarriedRecord(PathTable& paths, const ReadOptions& options)
    : paths_(paths),
      known_(paths, MappingsFor("json", options)),
      message_names_{{{paths.Find(kRootPath, "ProviderName"), paths.Find(kRootPath, "Id"),
                       paths.Find(kRootPath, "LogName")},
                      {paths.Find(kRootPath, "SourceName"), paths.Find(kRootPath, "EventCode"),
                       paths.Find(kRootPath, "LogName")}}},
      message_(paths.Find(kRootPath, "Message")),
      levels_{Level(paths), Level(paths)},
      messages_(paths),
      lines_(paths, options) {
  for (const CarrierRow& row : kCarriers) {
    const PathId object = row.object.empty() ? kRootPath : paths.Find(kRootPath, row.object);
    carriers_.push_back(
        {paths.Find(object, row.name), row.always ? Trust::kAlways : Trust::kIfUnknown});
  }
}

std::string_view CarriedRecord::Text(PathId path, const FlatRecord& record) {
  const FlatField* const field = record.Find(path);
  return field == nullptr || !IsText(*field) ? std::string_view() : TextOf(*field, made_);
}

Parsed CarriedRecord::Open(Parsed read, FlatRecord& record) {
  if (read == Parsed::kBad || read == Parsed::kNoRecord) return read;
  made_.Reset();
  for (Level& level : levels_) {
    if (!OpenNext(level, record, read)) break;
  }
  if (!AddMessage(record) && read == Parsed::kRecord) read = Parsed::kMessageOnly;
  return read;
}

bool CarriedRecord::OpenNext(Level& level, FlatRecord& record, Parsed& read) {
  for (const Carrier& carrier : carriers_) {
    const FlatField* const field = record.Find(carrier.path);
    if (field == nullptr || !IsText(*field) || !MayBeRecord(field->text)) continue;
    if (carrier.trust == Trust::kIfUnknown && known_.Knows(record)) return false;
    level.text.assign(TextOf(*field, made_));
    if (!ReadInto(level, read)) continue;
    Merge(level.record, carrier.path, record);
    return true;
  }
  return false;
}

bool CarriedRecord::ReadInto(Level& level, Parsed& read) {
  const std::size_t size = level.text.size();
  level.text.append(kUnitPaddingBytes, '\0');
  std::string_view text = std::string_view(level.text).substr(0, size);
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  level.record.Clear();
  if (text.starts_with('{')) {
    const jsonl::JsonRead json = level.flattener.Read(text, level.record);
    if (json == jsonl::JsonRead::kDeep) read = Parsed::kPartial;
    return json != jsonl::JsonRead::kBad;
  }
  if (ReadXml(text, level, read)) return true;
  level.record.Clear();
  if (ReadWindowsText(text, paths_, level.record)) return true;
  level.record.Clear();
  return lines_.ReadCarried(text, level.record);
}

bool CarriedRecord::ReadXml(std::string_view text, Level& level, Parsed& read) {
  constexpr std::string_view kData = "<EventData", kDataEnd = "</EventData>";
  const bool is_event = text.starts_with("<Event ") || text.starts_with("<Event>");
  if (!is_event) {
    // Log Analytics keeps an event's data only, in a frame of its own.
    const std::size_t begin = text.find(kData), end = text.rfind(kDataEnd);
    const bool framed = text.starts_with("<DataItem") || text.starts_with(kData);
    if (!framed || begin == std::string_view::npos || end == std::string_view::npos || end < begin)
      return false;
    const std::string data(text.substr(begin, end + kDataEnd.size() - begin));
    level.text = "<Event>" + data + "</Event>";
    text = level.text;
  }
  const Parsed parsed = level.events.Read(text, level.record);
  if (parsed == Parsed::kPartial) read = Parsed::kPartial;
  return parsed != Parsed::kBad;
}

void CarriedRecord::Merge(const FlatRecord& inner, PathId carrier, FlatRecord& record) {
  merged_.clear();
  for (const FlatField& field : record.fields()) {
    if (field.path != carrier && inner.Find(field.path) == nullptr) merged_.push_back(field);
  }
  for (const FlatField& field : inner.fields()) merged_.push_back(field);
  record.Clear();
  for (const FlatField& field : merged_) record.Add(field.path, field.type, field.text);
  record.SetTransient();
}

bool CarriedRecord::AddMessage(FlatRecord& record) {
  if (record.Find(message_) == nullptr) return true;
  const auto names = std::ranges::find_if(message_names_, [&](const MessageNames& one) {
    return record.Find(one.provider) != nullptr && record.Find(one.event_id) != nullptr &&
           record.Find(one.log) != nullptr;
  });
  if (names == message_names_.end()) return true;
  const FlatField& id = *record.Find(names->event_id);
  return messages_.Add({Text(names->provider, record), TextOf(id, made_), Text(message_, record)},
                       record, made_);
}

}  // namespace noroshi::carried
