// The findings of `noroshi scan` for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "cli/files/file_scan.h"
#include "cli/text/messages.h"

namespace noroshi {

// The gravest first, each with its reasons below, then what was looked at. All text from evidence
// is made safe for a terminal.
[[nodiscard]] std::string ScanText(const FileScanResult& result, Language language);

// One object a line, in the order of the paths.
[[nodiscard]] std::string ScanJson(const std::vector<scan::ScanFinding>& findings);

}  // namespace noroshi
