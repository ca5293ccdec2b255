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
  Timestamp time;
  std::uint64_t file = 0;
  std::uint64_t position = 0;
  // The sources it satisfies, a bit each.
  std::uint64_t sources = 0;
  bool derived = false;
  // kDistinct: the value or tuple of each source.
  std::vector<std::string> distinct;
  // Measures over numbers: of the first source.
  std::optional<Number> number;
  MemberSet members;
};

// False: an event with these values takes no part, for there is nothing to measure (S-9.7, S-9.14).
[[nodiscard]] bool CanMeasure(Measure measure, const std::vector<std::string>& values);

[[nodiscard]] WindowEvent MakeWindowEvent(Measure measure, CorrelationEvent event);

// True if both are the same record: `more` is then joined to `event`.
bool JoinRecord(WindowEvent& event, WindowEvent& more);

}  // namespace noroshi
