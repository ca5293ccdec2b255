// An event as one line of JSON: what rules get to see of a record.
#pragma once

#include <string>
#include <string_view>

#include "event/event.h"

namespace noroshi {

// Appends the object and a line feed: "time" (UTC, null when not known), "channel", "provider",
// "event_id", "record_id", "line", "offset", then "fields": System fields and payload by their
// Sigma names, missing ones left out, several values as an array, null as null. No name is written
// twice: fields of one name are one array in their order, the System field first. Where `path` is
// given there are "host" and "path" as well, and "marks" on a record that is odd.
void AppendEventJson(const Event& event, const EventContext& context, std::string& out,
                     std::string_view path = {});

}  // namespace noroshi
