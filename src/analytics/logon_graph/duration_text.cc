#include "analytics/logon_graph/duration_text.h"

#include <fmt/format.h>

#include "base/time.h"

namespace noroshi {

std::string DurationText(std::uint64_t ticks) {
  const std::uint64_t seconds = ticks / kTicksPerSecond;
  if (seconds < 120) return fmt::format("{} s", seconds);
  if (seconds < 7'200) return fmt::format("{} min", seconds / 60);
  if (ticks < 2 * kTicksPerDay)
    return fmt::format("{:.1f} h", static_cast<double>(seconds) / 3'600);
  return fmt::format("{} days", ticks / kTicksPerDay);
}

}  // namespace noroshi
