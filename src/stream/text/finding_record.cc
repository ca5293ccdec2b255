#include "stream/text/finding_record.h"

namespace noroshi {

void AppendEventParts(const EventParts& parts, std::string& out) {
  for (const std::string_view part :
       {parts.host, parts.time, parts.event, parts.marks, parts.row_names, parts.row_place}) {
    PutText(part, out);
  }
}

bool ReadEventParts(std::string_view bytes, EventParts& parts) noexcept {
  return ReadText(bytes, parts.host) && ReadText(bytes, parts.time) &&
         ReadText(bytes, parts.event) && ReadText(bytes, parts.marks) &&
         ReadText(bytes, parts.row_names) && ReadText(bytes, parts.row_place);
}

}  // namespace noroshi
