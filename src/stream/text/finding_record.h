// A finding between the worker that found it and the outputs: what is sorted, spilled and written
// down in the journal.
//
// Most of a finding's line stands in its rule, or is the same for all findings of an event. So a
// record holds neither: with its share of the event it is half of the line. FindingComposer puts
// the line together when its turn has come.
//
//   shared text of an event   host, time, event, marks, names and place of the timeline: six texts
//   record of a match         form, id, fields, details of the timeline; test and value of each
//   reason record of a joined one    form, host, line, row (correlations and analytics, which are
//   few)
//
// Numbers and texts as in base/byte_text.h. They come back from the journal too, so reading checks
// bounds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_text.h"

namespace noroshi {

enum class FindingForm : std::uint8_t { kJoined, kMatch };

// What the findings of an event have in common. Views.
struct EventParts {
  std::string_view host;
  // Quoted, or null.
  std::string_view time;
  // `,"host":...,"evidence":{...}`.
  std::string_view event;
  // `,"marks":[...]`, or nothing.
  std::string_view marks;
  // Cells of the timeline: `host,channel,provider,event_id,record_id,` and `path,offset,`.
  std::string_view row_names, row_place;
};
void AppendEventParts(const EventParts& parts, std::string& out);
// False where the bytes are none.
[[nodiscard]] bool ReadEventParts(std::string_view bytes, EventParts& parts) noexcept;

// Appends a text of which only its end tells how long it is: what `append` appends, its size in
// front.
template <class Append>
void PutSized(std::string& out, Append append) {
  const std::size_t at = out.size();
  PutRaw(std::uint32_t{0}, out);  // filled in below
  append();
  const auto size = static_cast<std::uint32_t>(out.size() - at - sizeof(std::uint32_t));
  std::memcpy(out.data() + at, &size, sizeof size);
}

// Of a joined finding; `append_line` appends its line, `append_row` its row or nothing.
template <class AppendLine, class AppendRow>
void AppendJoinedRecord(std::string_view host, std::string& out, AppendLine append_line,
                        AppendRow append_row) {
  PutRaw(FindingForm::kJoined, out);
  PutText(host, out);
  PutSized(out, append_line);
  PutSized(out, append_row);
}

}  // namespace noroshi
