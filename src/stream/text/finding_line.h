// Pieces of JSON that the writers of lines share: of findings.jsonl (correlations, analytics,
// scans) and of what commands print. Names come quoted and with all that stands around them, as
// they are to be written.
//
// Thread-compatible: all state is in the arguments. Nothing here allocates but `out`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {

inline void AppendNumberMember(std::string_view quoted_name_and_colon, std::uint64_t number,
                               std::string& out) {
  out += quoted_name_and_colon;
  AppendNumber(number, out);
}

// 0 is null. For numbers of which 0 means that the record has none.
inline void AppendOptional(std::string_view quoted_name_and_colon, std::uint64_t number,
                           std::string& out) {
  if (number != 0) return AppendNumberMember(quoted_name_and_colon, number, out);
  out += quoted_name_and_colon;
  out += "null";
}

// ISO 8601 in UTC; 0 ticks, which is no time, is null.
void AppendTimeMember(std::string_view quoted_name_and_colon, Timestamp time, std::string& out);

// A list; `write` appends the value of each row. An empty one is [], never left out.
template <class Rows, class Write>
void AppendEach(std::string_view quoted_name_and_colon, const Rows& rows, std::string& out,
                Write write) {
  out += quoted_name_and_colon;
  out += '[';
  bool first = true;
  for (const auto& row : rows) {
    if (!first) out += ',';
    first = false;
    write(row);
  }
  out += ']';
}

// A list of objects, each begun and ended here; `members` appends what is between.
template <class Rows, class Members>
void AppendObjects(std::string_view quoted_name_and_colon, const Rows& rows, std::string& out,
                   Members members) {
  AppendEach(quoted_name_and_colon, rows, out, [&](const auto& row) {
    out += '{';
    members(row);
    out += '}';
  });
}

// A list of texts.
inline void AppendList(std::string_view quoted_name_and_colon, std::span<const std::string> items,
                       std::string& out) {
  AppendEach(quoted_name_and_colon, items, out,
             [&](const std::string& item) { AppendJsonString(item, out); });
}

// A copy that is cut to what findings show.
[[nodiscard]] inline std::string Shown(std::string_view text) {
  std::string shown(text);
  CutLongText(shown, kMaxShownValueBytes);
  return shown;
}

// A record that a joined finding rests on, as "members" lists it. Borrowed.
struct LineMember {
  std::string_view rule;  // id
  Timestamp time;
  std::string_view host;  // cut when it is written
  std::string_view path;
  std::uint64_t line = 0, record_id = 0;  // 0 = it has none
  std::uint64_t offset = 0;
  std::string_view from = {};  // where somebody came from; likewise cut
};
// {"rule":...,"time":...,"host":...,"path":...,"line":...,"record_id":...,"offset":...,"from":...}
// without its braces; "from" only where it is known.
void AppendLineMember(const LineMember& member, std::string& out);

}  // namespace noroshi
