// The rule behind the last change of a zone file: a POSIX TZ text such as
// "GMT0BST,M3.5.0/1,M10.5.0" (RFC 8536, section 3.3; POSIX.1-2017, environment variable TZ).
//
// Pure functions over plain values; safe from any thread; none allocates. Offsets here are to be
// added to UTC, east positive: the opposite of the sign that the TZ text itself has.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace noroshi {

// When in a year a rule changes the clocks.
struct ZoneChangeDay {
  enum class Form : std::uint8_t {
    // Mm.w.d: the w-th (5 = last) weekday d of month m.
    kWeekday,
    // Jn: day 1 to 365, never 29 February.
    kJulian,
    // n: day 0 to 365, 29 February counted.
    kZeroBasedDay,
  } form = Form::kWeekday;
  std::int32_t month = 1, week = 1, day = 0;
  // Of the day, by the clock before the change; may be negative.
  std::int32_t seconds = 7200;
};

struct PosixZone {
  // Seconds to add to UTC.
  std::int32_t standard = 0;
  // Likewise while the clocks are forward; an hour more where the text does not say. The same as
  // `standard` without a summer.
  std::int32_t summer = 0;
  bool has_summer = false;
  // In this order in the text. South of the equator to_standard comes first in the year.
  ZoneChangeDay to_summer, to_standard;

  // When the change happens in `year`, in UTC seconds since 1970. `offset` is that before it.
  [[nodiscard]] static std::int64_t At(const ZoneChangeDay& day, std::int32_t year,
                                       std::int32_t offset) noexcept;
};

// Nothing when the text does not follow the grammar.
[[nodiscard]] std::optional<PosixZone> ParsePosixZone(std::string_view text) noexcept;

}  // namespace noroshi
