// Pieces of a findings.jsonl line that the writers of joined findings (correlations, analytics)
// share. Names come quoted and with all that stands around them, as they are to be written.
//
// Thread-compatible: all state is in the arguments.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "stream/json_text.h"
#include "stream/shown_text.h"

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

// An empty list is [], never left out.
inline void AppendList(std::string_view quoted_name_and_colon, std::span<const std::string> items,
                       std::string& out) {
  out += quoted_name_and_colon;
  char before = '[';
  if (items.empty()) out += before;
  for (const std::string& item : items) {
    out += before;
    before = ',';
    AppendJsonString(item, out);
  }
  out += ']';
}

// A copy that is cut to what findings show.
[[nodiscard]] inline std::string Shown(std::string_view text) {
  std::string shown(text);
  CutLongText(shown, kMaxShownValueBytes);
  return shown;
}

}  // namespace noroshi
