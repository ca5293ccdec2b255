// Times as text logs write them. Pure; UTC.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"

namespace noroshi {

[[nodiscard]] std::string DateText(Timestamp time);    // "2020-10-05"
[[nodiscard]] std::string ClockText(Timestamp time);   // "02:11:09"
[[nodiscard]] std::string SyslogTime(Timestamp time);  // "Oct  5 02:11:09", as RFC 3164 has it
[[nodiscard]] std::uint64_t EpochSeconds(Timestamp time);
[[nodiscard]] std::string UnixMicros(Timestamp time);  // "1601863869.250000"

// Moments relative to another.
[[nodiscard]] constexpr Timestamp Later(Timestamp time, std::uint64_t seconds) {
  return {time.ticks + seconds * kTicksPerSecond};
}

}  // namespace noroshi
