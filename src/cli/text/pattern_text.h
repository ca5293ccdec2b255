// Patterns of logons as a table in English or Japanese, and as JSON lines. Pure; evidence is made
// safe for a terminal.
#pragma once

#include <string>

#include "cli/session/pattern_session.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

// One row a pattern with its first two reasons, and a sentence when there is none.
[[nodiscard]] std::string PatternTable(const LogonPatterns& patterns, Language language,
                                       const Terminal& terminal);
// One object a line: pattern, time, host, fields, why, members.
[[nodiscard]] std::string PatternJson(const LogonPatterns& patterns);

}  // namespace noroshi
