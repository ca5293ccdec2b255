// A self-check as a table for the terminal, as JSON and as an HTML checklist to print and tick off.
// Pure; what comes from rules, knowledge or the command line is made safe for each.
#pragma once

#include <string>
#include <string_view>

#include "cli/session/self_check.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

[[nodiscard]] std::string SelfCheckText(const SelfCheck& check, Language language,
                                        const Terminal& terminal);
// One object on a line: {"name","ids","hosts","counts":{...},"techniques":[...]}.
[[nodiscard]] std::string SelfCheckJson(const SelfCheck& check);
// One file without script that loads nothing. `now`: when it was made.
[[nodiscard]] std::string SelfCheckHtml(const SelfCheck& check, Language language, Timestamp now);

// Text for HTML, between tags or in a quoted attribute: markup becomes entities, hidden and
// reordering characters become visible (safe_text.h).
[[nodiscard]] std::string HtmlText(std::string_view text);

}  // namespace noroshi
