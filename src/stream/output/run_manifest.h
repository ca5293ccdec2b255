// run.json: what was run on what, and everything that was not used. The same for the same input,
// rules and options, except for the member "measured" (times, memory, threads, the date).
// Form: docs/user/hunt.md.
#pragma once

#include <string>

#include "stream/hunt.h"
#include "stream/hunt_summary.h"

namespace noroshi {

// The whole file, indented, with a line end. Call it last: it tells the times of all stages.
[[nodiscard]] std::string RunManifest(const HuntSummary& summary, const RuleSet& rules,
                                      const HuntOptions& options);

}  // namespace noroshi
