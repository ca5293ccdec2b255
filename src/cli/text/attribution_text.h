// Attributions as a page for people and as JSON. Pure; what comes from evidence or a stranger's
// file is made safe for a terminal.
#pragma once

#include <string>

#include "attribution/attribution.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

// Whom an incident resembles, how surely, why, and what to look at next; or that there is not
// enough evidence, and why not.
[[nodiscard]] std::string AttributionText(const Attribution& attribution, Language language,
                                          const Terminal& terminal);
// One object on one line: incident, title, abstained, reason, coherent, ranked, next, not_known.
[[nodiscard]] std::string AttributionJson(const Attribution& attribution);

}  // namespace noroshi
