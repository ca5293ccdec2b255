// --from and --to, as several commands take them.
//
// A text is a time as ISO 8601 has it or a date alone, which is its midnight; without a zone it is
// UTC. The end is exclusive, so that a day is --from 2024-05-01 --to 2024-05-02.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace CLI {
class App;
}

namespace noroshi {

// As typed; "" = open.
struct TimeRangeText {
  std::string from, to;
};

// From inclusive, to exclusive.
struct TimeRange {
  std::optional<Timestamp> from, to;

  // An event without a time is in no range that has a beginning.
  [[nodiscard]] bool Has(Timestamp time) const noexcept {
    return (!from || time >= *from) && (!to || time < *to);
  }
};

// Adds --from and --to. `text` is filled when the command line is parsed.
void AddTimeRangeOptions(CLI::App& app, TimeRangeText& text);

// kInvalid with the option's name when a text is no time, or no event can lie between.
Result<TimeRange> ParseTimeRange(const TimeRangeText& text);

}  // namespace noroshi
