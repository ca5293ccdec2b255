// Events of text tests, from JSON.
#pragma once

#include <string>

#include "event/event_builder.h"

namespace noroshi::hunt_text {

// Fills `builder` from a flat JSON object; numbers live in `arena`. Returns what is wrong with the
// text, or nothing.
[[nodiscard]] std::string FillEvent(const std::string& json, EventBuilder& builder, Arena& arena);

}  // namespace noroshi::hunt_text
