// Incidents of a case store as observations for the trend report.
//
// An incident is a sighting in the months from its first to its last finding. It names an intrusion
// set only where attribution did not abstain, and then as believed, with its confidence: what a
// hunt says is resemblance. Incidents that people dismissed are left out.
#pragma once

#include <string>

#include "base/result.h"
#include "casestore/case_store.h"
#include "trend/observation_file.h"

namespace noroshi {

// One line of an observation file; pure.
[[nodiscard]] std::string ObservationLine(const CaseIncident& incident, const std::string& source);

// Adds those of the case at `path`. Errors as CaseStore::Open.
[[nodiscard]] Status AddCaseObservations(const std::string& path, ObservationSet& set);

}  // namespace noroshi
