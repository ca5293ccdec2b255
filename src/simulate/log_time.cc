#include "simulate/log_time.h"

#include <fmt/format.h>

namespace noroshi {
namespace {

constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string DateText(Timestamp time) {
  const CivilTime t = ToCivil(time);
  return fmt::format("{:04}-{:02}-{:02}", t.year, t.month, t.day);
}

std::string ClockText(Timestamp time) {
  const CivilTime t = ToCivil(time);
  return fmt::format("{:02}:{:02}:{:02}", t.hour, t.minute, t.second);
}

std::string SyslogTime(Timestamp time) {
  const CivilTime t = ToCivil(time);
  return fmt::format("{} {:2} {:02}:{:02}:{:02}", kMonths[t.month - 1], t.day, t.hour, t.minute,
                     t.second);
}

std::uint64_t EpochSeconds(Timestamp time) {
  return (time.ticks - kUnixEpochTicks) / kTicksPerSecond;
}

std::string UnixMicros(Timestamp time) {
  return fmt::format("{}.{:06}", EpochSeconds(time), time.ticks % kTicksPerSecond / 10);
}

}  // namespace noroshi
