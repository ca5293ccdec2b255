// Times as tables show them: UTC, to the minute. Pure.
#pragma once

#include <string>

#include "base/time.h"

namespace noroshi {

// "2020-10-05T02:11"; "" for 0 ticks, which is no time. Headings name the zone.
[[nodiscard]] std::string MinuteText(Timestamp time);

}  // namespace noroshi
