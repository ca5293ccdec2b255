// The findings of a scan as lines of findings.jsonl, in the form of a hunt's, so that what reads
// one reads the other, a hunt included.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scan/scan_finding.h"

namespace noroshi {

// Where scan findings say they come from: `channel` of each line.
inline constexpr std::string_view kScanChannel = "noroshi:scan";

// Tells which computer a finding's file is from; "" where nobody can say.
using HostOfFinding = std::function<std::string(const scan::ScanFinding&)>;

// One line a finding, sorted by time, path, offset and rule. The time is that of the last change of
// the file; 1970 where it is not known. The id depends on rule, path, place and reasons only.
[[nodiscard]] std::string ScanFindingLines(std::vector<scan::ScanFinding> findings,
                                           const HostOfFinding& host_of);
// The same where all are from one computer.
[[nodiscard]] std::string ScanFindingLines(std::vector<scan::ScanFinding> findings,
                                           const std::string& host);
// One of these lines.
void AppendScanFindingLine(const scan::ScanFinding& finding, const std::string& host,
                           std::string& out);

}  // namespace noroshi
