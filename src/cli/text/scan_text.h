// The findings of `noroshi scan` for people and for programs.
#pragma once

#include <string>

#include "cli/files/file_scan.h"
#include "cli/text/messages.h"

namespace noroshi {

// A finding with its reasons below. All text from evidence is made safe for a terminal.
void AppendScanText(const scan::ScanFinding& finding, Language language, std::string& out);

// What was looked at, to stand behind the findings.
[[nodiscard]] std::string ScanSummaryText(const FileScanResult& result, Language language);

// One object on a line.
void AppendScanJson(const scan::ScanFinding& finding, std::string& out);

}  // namespace noroshi
