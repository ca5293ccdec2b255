// What the commands that print records share: list inputs, scan in order, print, account for what
// could not be read.
#pragma once

#include <functional>
#include <string_view>

#include "cli/options/evidence_options.h"
#include "stream/worker/ordered_scan.h"

namespace noroshi {

// What to read, and what to make of it. All is borrowed for the time of the call.
struct ScanRequest {
  const EvidenceOptions& evidence;
  NewScanner new_scanner;
  // Takes the text in the order of the evidence; one call at a time.
  std::function<Status(std::string_view)> emit;
};

// Runs the scan and returns an ExitCode. Damage and unreadable files are told on stderr.
int RunScanSession(const ScanRequest& request);

}  // namespace noroshi
