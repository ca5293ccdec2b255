// HuntSession: what `hunt` and `demo` share. Checks the request, loads rules, hunts, prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/files/evidence_scan.h"
#include "cli/options/environment_options.h"
#include "cli/options/evidence_options.h"
#include "cli/options/rule_options.h"
#include "cli/options/time_range.h"

namespace noroshi {

// The options as they were typed; what they mean is checked when the session runs.
struct HuntRequest {
  EvidenceOptions evidence;
  RuleOptions rules;
  EnvironmentOptions environment;
  EvidenceScanOptions scan;
  // Made when it is not there. A folder that holds evidence of this hunt is refused.
  std::string out_dir = "noroshi-out";
  std::vector<std::string> write;  // empty = findings, timeline, incidents, report
  std::string case_path;           // a case store that the hunt goes into; "" = none
  TimeRangeText range;
  // Of the sort buffers; 0 = the default.
  std::uint64_t max_memory_mb = 0;
  std::string language = "en";
  // Names of matcher/passes.h: for measuring, results stay the same.
  std::vector<std::string> disabled_passes;
  // Going on where the last hunt into out_dir stopped; at most one of the two.
  bool resume = false, since_last = false;
  bool keep_journal = true;
  bool hash_inputs = false;
  bool profile = false;
  bool quiet = false;
};

// Runs it and returns an ExitCode; says on stderr what went wrong. Prints the summary to stdout
// unless quiet. No result is written before options and rules have been found good; the folder for
// them is made. Call it once: it installs the handlers of Ctrl-C.
int RunHuntSession(const HuntRequest& request);

}  // namespace noroshi
