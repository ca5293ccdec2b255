#include "cli/text/timeline_text.h"

#include "cli/terminal/safe_text.h"
#include "cli/terminal/text_width.h"
#include "cli/text/event_json.h"
#include "cli/text/event_text.h"
#include "event/value_text.h"
#include "stream/text/csv_text.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kTimeColumns = 23, kHostColumns = 16, kKindColumns = 22;
constexpr std::size_t kMillisecondEnd = 23;  // of "2020-10-05T02:11:09.1234567Z"

std::string Milliseconds(Timestamp time) {
  if (time.ticks == 0) return "-";
  std::string text = ToIso8601(time);
  const std::size_t point = text.rfind('.');
  text.resize(point == std::string::npos ? kMillisecondEnd : point + 4);
  const std::size_t mark = text.find('T');
  if (mark != std::string::npos) text[mark] = ' ';
  return text;
}

// "A=x B=y" of the payload; what says nothing is left out.
std::string Details(const Event& event, const EventContext& context, std::size_t limit) {
  std::string text, scratch;
  const auto payload = event.Payload();
  for (std::size_t i = 0; i < payload.size(); ++i) {
    std::string value(TextOf(payload[i], scratch));
    if (value.empty() || value == "-") continue;
    CutLongText(value, limit);
    if (!text.empty()) text += ' ';
    text += context.fields.Text(event.shape->fields()[i].field);
    text += '=' + value;
  }
  return text;
}

void AppendLine(const Event& event, const EventContext& context, std::string_view path,
                std::size_t columns, std::string& out) {
  const std::string kind = ShortKind(context.channels.Text(event.channel), event.event_id);
  std::string line = PadRight(Milliseconds(event.time), kTimeColumns);
  line += "  " + PadRight(SafeText(HostOf(event)), kHostColumns);
  line += "  " + PadRight(SafeText(kind), kKindColumns);
  line += "  " + SafeText(Details(event, context, kMaxTimelineValueBytes));
  if (columns != 0) {
    out += FitText(line, columns);
  } else {
    out += line + "  " + SafeText(path);
  }
  out += '\n';
}

void AppendCell(std::string_view text, std::string& out) {
  AppendCsvCell(text, out);
  out += ',';
}

void AppendCount(std::uint64_t number, std::string& out) {
  if (number != 0) AppendNumber(number, out);
  out += ',';
}

void AppendRow(const Event& event, const EventContext& context, std::string_view path,
               std::string& out) {
  const std::string_view channel = context.channels.Text(event.channel);
  AppendCell(ShortKind(channel, event.event_id), out);
  AppendCell(event.time.ticks == 0 ? "" : ToIso8601(event.time), out);
  out += "event,";
  AppendCell(HostOf(event), out);
  AppendCell(channel, out);
  AppendCell(context.channels.Text(event.provider), out);
  AppendCount(event.event_id, out);
  AppendCount(event.record_id, out);
  AppendCell(path, out);
  AppendCount(event.line, out);
  AppendNumber(event.offset, out);
  out += ',';
  AppendCsvCell(Details(event, context, kMaxShownValueBytes), out);
  out += "\r\n";
}

}  // namespace

std::string_view TimelineHeading(TimelineForm form) noexcept {
  switch (form) {
    case TimelineForm::kTable:
      return "TIME (UTC)               HOST              LOG/EVENT               DETAILS\n";
    case TimelineForm::kJson: return "";
    case TimelineForm::kCsv:
      return "message,datetime,timestamp_desc,host,channel,provider,event_id,record_id,path,line,"
             "offset,details\r\n";
  }
  return "";
}

std::string ShortKind(std::string_view channel, std::uint32_t event_id) {
  constexpr std::string_view kVendor = "Microsoft-Windows-", kPlainLog = "/Operational";
  if (channel.starts_with(kVendor)) channel.remove_prefix(kVendor.size());
  if (channel.ends_with(kPlainLog)) channel.remove_suffix(kPlainLog.size());
  std::string text(channel.empty() ? "-" : channel);
  if (event_id != 0) text += '/' + std::to_string(event_id);
  return text;
}

void AppendTimelineEvent(const Event& event, const EventContext& context, std::string_view path,
                         const TimelineStyle& style, std::string& out) {
  switch (style.form) {
    case TimelineForm::kTable: return AppendLine(event, context, path, style.columns, out);
    case TimelineForm::kJson: return AppendEventJson(event, context, out, path);
    case TimelineForm::kCsv: return AppendRow(event, context, path, out);
  }
}

}  // namespace noroshi
