// Beacons as a table for people and as JSON lines. Pure; evidence is made safe for a terminal.
//
// Intervals are seconds, scores 0 to 1; both are written with a point, whatever the locale.
#pragma once

#include <string>
#include <vector>

#include "analytics/beacons/beacon.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

// One row a beacon, and a sentence when there is none.
[[nodiscard]] std::string BeaconsTable(const std::vector<Beacon>& beacons, Language language,
                                       const Terminal& terminal);
// One object a line, with every number of the score.
[[nodiscard]] std::string BeaconsJson(const std::vector<Beacon>& beacons);

}  // namespace noroshi
