// The terminal summary of a hunt: what was found, where to look first, what was lost, and where the
// rest is. One screen.
#pragma once

#include <string>

#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"
#include "rules/rule_set.h"
#include "stream/hunt_summary.h"

namespace noroshi {

inline constexpr std::size_t kTopRows = 10;  // of rules and hosts: fits one screen with the rest
inline constexpr std::size_t kTopFiles = 5;  // of files that could not be read

// Pure: the text for these numbers. Everything from evidence and rules goes through SafeText, so no
// escape sequence of theirs reaches the terminal. Lines fit the terminal; paths of outputs are
// never cut, for they are there to be copied.
[[nodiscard]] std::string HuntReportText(const HuntSummary& summary, const RuleSet& rules,
                                         const std::string& out_dir, Language language,
                                         const Terminal& terminal);

}  // namespace noroshi
