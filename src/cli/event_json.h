// An event as one line of JSON: what rules get to see of a record.
#pragma once

#include <string>

#include "event/event.h"

namespace noroshi {

// Appends the object and a line feed: "time" (UTC, null when not known), "channel", "provider",
// "event_id", "record_id", "line", "offset", then "fields": System fields and payload by their
// Sigma names, missing ones left out, several values as an array, null as null.
void AppendEventJson(const Event& event, const EventContext& context, std::string& out);

}  // namespace noroshi
