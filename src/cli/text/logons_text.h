// Rows of logons as a table in English or Japanese, and as JSON lines.
#pragma once

#include <string>
#include <vector>

#include "analytics/logons/logon_row.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"
#include "environment/environment_index.h"

namespace noroshi {

// Rows that a table shows; a table needs them all at once to line up. JSON has no limit.
inline constexpr std::size_t kMaxLogonTableRows = 5000;

// `left_out`: rows beyond the limit, told in the last line.
[[nodiscard]] std::string LogonsTable(const std::vector<LogonRow>& rows, std::uint64_t left_out,
                                      Language language, const Terminal& terminal);

// Appends one object and a line feed. With an environment it says what that knows of both ends:
// site and roles of the host, site of the place it came from, role of the account.
// Times in UTC, as ISO 8601. Texts of evidence are mended to valid UTF-8 and escaped for JSON; they
// are not changed otherwise, for a program reads them.
void AppendLogonJson(const LogonRow& row, std::string& out,
                     const EnvironmentIndex* known = nullptr);

}  // namespace noroshi
