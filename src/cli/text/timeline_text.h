// Events of a timeline as lines: for people, as JSON, as CSV for a spreadsheet or Timesketch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "event/event.h"

namespace noroshi {

// A table for people, one JSON object a line, or CSV as Timesketch imports it.
enum class TimelineForm : std::uint8_t { kTable, kJson, kCsv };

// One value on a line for people, in bytes; --json has all of it.
inline constexpr std::size_t kMaxTimelineValueBytes = 100;

// Headings, with a line feed; "" for JSON.
[[nodiscard]] std::string_view TimelineHeading(TimelineForm form) noexcept;

// Appends the event with all its line feeds. `columns` cuts lines for people; 0 = do not cut.
// `path` is the evidence as outputs name it. Pure.
struct TimelineStyle {
  TimelineForm form = TimelineForm::kTable;
  std::size_t columns = 0;
};
void AppendTimelineEvent(const Event& event, const EventContext& context, std::string_view path,
                         const TimelineStyle& style, std::string& out);

// "Microsoft-Windows-Sysmon/Operational", 1 => "Sysmon/1".
[[nodiscard]] std::string ShortKind(std::string_view channel, std::uint32_t event_id);

}  // namespace noroshi
