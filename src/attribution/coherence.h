// Coherence: whether the things that were seen belong together, whoever was behind them. Things
// drawn at random resemble some set always; what one intrusion leaves hangs together: its
// techniques stand side by side in published reports, its software can do what was seen, and the
// same hands use its software.
//
// Pure; safe from any thread. All values are finite. Cost: one pass over all report profiles, and
// the square of the number of techniques seen.
#pragma once

#include <string>
#include <vector>

#include "attribution/library_index.h"
#include "attribution/values.h"

namespace noroshi {

[[nodiscard]] const std::vector<std::string>& CoherenceNames();
// In the order of CoherenceNames().
[[nodiscard]] std::vector<double> CoherenceValues(const LibraryIndex& index, const SeenItems& seen);

}  // namespace noroshi
