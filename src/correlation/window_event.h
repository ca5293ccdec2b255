// WindowEvent: an event inside a window. Where one record satisfies several sources of a
// correlation it is one event (S-9.9).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "correlation/correlation_event.h"
#include "rules/correlation_rules/correlation_rule.h"

namespace noroshi {

struct WindowEvent {
  // Time, place, texts and members.
  CorrelationEvent event;
  // The sources it satisfies, a bit each.
  std::uint64_t sources = 0;
  // kDistinct: texts with other tuples that it was joined with.
  std::vector<TextsRef> more;
  // Measures over numbers: of the first source.
  std::optional<Number> number;
};

// False: an event with these values takes no part, for there is nothing to measure (S-9.7, S-9.14).
[[nodiscard]] bool CanMeasure(Measure measure, const std::vector<std::string>& values);

[[nodiscard]] WindowEvent MakeWindowEvent(Measure measure, CorrelationEvent event);

// True if both are the same record: `more` is then joined to `event`.
bool JoinRecord(WindowEvent& event, WindowEvent& more);

}  // namespace noroshi
