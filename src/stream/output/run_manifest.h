// run.json: what was run on what, and everything that was not used. The same for the same input,
// rules and options, except for the member "measured" (times, memory, threads, the date).
// Form: docs/user/hunt.md.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "attribution/aim_tally.h"
#include "stream/hunt.h"
#include "stream/hunt_summary.h"

namespace noroshi {

// The whole file, indented, with a line end, in pieces of some 64 KiB: it has a row for every
// input. `aims`: the rules that aim at anybody, so that a case can tally them again later. Call it
// last: it tells the times of all stages.
void WriteRunManifest(const HuntSummary& summary, const RuleSet& rules, const HuntOptions& options,
                      const AimTable& aims, const std::function<void(std::string_view)>& write);
// The same as one text.
[[nodiscard]] std::string RunManifest(const HuntSummary& summary, const RuleSet& rules,
                                      const HuntOptions& options, const AimTable& aims);

}  // namespace noroshi
