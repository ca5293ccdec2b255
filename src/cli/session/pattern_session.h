// Reads all evidence once for logons and finds the patterns of the logon graph among them.
#pragma once

#include <utility>
#include <vector>

#include "analytics/logon_graph/logon_graph.h"
#include "cli/options/evidence_options.h"
#include "cli/options/time_range.h"
#include "environment/known_environment.h"

namespace noroshi {

// What the pattern is, and the finding that `hunt` would write of it.
using LogonPatterns = std::vector<std::pair<GraphPattern, AnalyticFinding>>;

// Fills `patterns` in the order of time. `known` says which hosts are jump hosts and scanners and
// what the VPN pools are; null: nobody does. Returns an ExitCode as RunScanSession; what was
// damaged or too much is told on stderr. Spills to the system's folder for temporary files.
int FindLogonPatterns(const EvidenceOptions& evidence, const TimeRange& range,
                      const KnownEnvironment* known, LogonPatterns& patterns);

}  // namespace noroshi
