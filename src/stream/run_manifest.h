// run.json: what was run on what, and everything that was not used. The same for the same input,
// rules and options, except for the member "measured" (times, memory, threads, the date).
// Form: docs/user/hunt.md.
#pragma once

#include <string>

#include "stream/hunt.h"
#include "stream/hunt_summary.h"

namespace noroshi {

[[nodiscard]] std::string RunManifest(const HuntSummary& summary, const RuleSet& rules,
                                      const HuntOptions& options);

}  // namespace noroshi
