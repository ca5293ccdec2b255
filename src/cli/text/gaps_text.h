// Gaps as a table for people and as JSON lines. Pure; evidence is made safe for a terminal.
#pragma once

#include <string>
#include <vector>

#include "analytics/coverage/gaps.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

// One row a gap, and a sentence when there is none.
[[nodiscard]] std::string GapsTable(const std::vector<Gap>& gaps, Language language,
                                    const Terminal& terminal);
// One object a line: host, channel, kind, from, to, first_id, last_id, missing, chance,
// host_was_off, account; what a kind does not have is null.
[[nodiscard]] std::string GapsJson(const std::vector<Gap>& gaps);

// What a gap says beyond its kind and times: "118 records missing, ids 20 to 137".
[[nodiscard]] std::string GapDetail(const Gap& gap, Language language);

}  // namespace noroshi
