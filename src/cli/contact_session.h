// Reads all evidence once for its contacts and finds the series among them.
#pragma once

#include <vector>

#include "analytics/beacons/beacon.h"
#include "cli/evidence_options.h"

namespace noroshi {

// Fills `beacons`, highest score first. `with_internal`: contacts inside the organisation, too.
// Returns an ExitCode as RunScanSession; what was damaged or too much is told on stderr. Spills to
// the system's folder for temporary files.
int FindBeacons(const EvidenceOptions& evidence, bool with_internal, std::vector<Beacon>& beacons);

}  // namespace noroshi
