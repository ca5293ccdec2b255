// Times as logs write them.
//
// Pure functions, safe from any thread; none allocates.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "evidence/mapping/mapping.h"

namespace noroshi {

class TimeZone;

// What the text does not say. `zone` null = UTC. A syslog line names no year: `newest` is the last
// moment that its file can speak of (the file's own time, or the last line before it), and the year
// is the last one in which the date is not behind that.
struct TimeContext {
  // Borrowed; outlives every call.
  const TimeZone* zone = nullptr;
  // 0: not known, and then a date without a year is no time.
  Timestamp newest;
};

// Nothing when the text is no time of that form. A number of Unix time is refused beyond the year
// 5138, as is anything before 1601. Text behind a whole time is of no account in the HTTP, syslog
// and slash forms.
[[nodiscard]] std::optional<Timestamp> ParseTime(std::string_view text, TimeForm form,
                                                 const TimeContext& context) noexcept;

// The instant of a local clock reading whose zone is the difference between two readings of one
// moment, to the quarter of an hour (all zones in use are whole quarters off UTC). Nothing when a
// text cannot be read, or when the two are more than a day apart.
[[nodiscard]] std::optional<Timestamp> ParseWitnessedTime(std::string_view local,
                                                          std::string_view received_local,
                                                          std::string_view received_utc) noexcept;

}  // namespace noroshi
