// What YaraScanner found, as findings of the scan. Pure, safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "scan/scan_finding.h"
#include "scan/yara/yara_scanner.h"

namespace noroshi::scan {

// One finding a rule, with its matched strings and their offsets as reasons. `base` is where the
// content begins in the file (a region of a memory dump), 0 for a whole file.
void AddYaraFindings(const std::string& path, std::uint64_t base, const YaraRules& rules,
                     const std::vector<YaraMatch>& matches, std::vector<ScanFinding>& findings);

}  // namespace noroshi::scan
