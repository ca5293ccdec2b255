// Reads all evidence once for its contacts and finds the series among them.
#pragma once

#include <vector>

#include "analytics/beacons/beacon.h"
#include "analytics/contacts/contact_scope.h"
#include "cli/options/evidence_options.h"

namespace noroshi {

// Fills `beacons`, highest score first. `with_internal`: contacts inside the organisation, too;
// `scope` says what that is (null: the private ranges).
// Returns an ExitCode as RunScanSession; what was damaged or too much is told on stderr. Spills to
// the system's folder for temporary files.
int FindBeacons(const EvidenceOptions& evidence, bool with_internal, const ContactScope* scope,
                std::vector<Beacon>& beacons);

}  // namespace noroshi
