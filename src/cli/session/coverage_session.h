// What the commands that judge coverage (visibility, gaps) share: read every record once and note
// what is there.
#pragma once

#include "analytics/coverage/coverage.h"
#include "cli/options/evidence_options.h"

namespace noroshi {

// Reads all evidence into `coverage`. Returns an ExitCode as RunScanSession; damage and unreadable
// files are told on stderr. Memory follows the number of logs, not of records
// (analytics/coverage/coverage.h).
int ReadCoverage(const EvidenceOptions& evidence, Coverage& coverage);

}  // namespace noroshi
