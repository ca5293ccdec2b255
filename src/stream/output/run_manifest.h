// run.json: what was run on what, and everything that was not used. The same for the same input,
// rules and options, except for the member "measured" (times, memory, threads, the date).
// Form: docs/user/hunt.md.
#pragma once

#include <string>

#include "attribution/aim_tally.h"
#include "stream/hunt.h"
#include "stream/hunt_summary.h"

namespace noroshi {

// `aims`: the rules that aim at anybody, so that a case can tally them again later.
// The whole file, indented, with a line end. Call it last: it tells the times of all stages.
[[nodiscard]] std::string RunManifest(const HuntSummary& summary, const RuleSet& rules,
                                      const HuntOptions& options, const AimTable& aims);

}  // namespace noroshi
