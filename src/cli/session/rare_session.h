// Reads all evidence once for names and finds the rare ones among them.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/options/evidence_options.h"
#include "cli/text/rare_text.h"

namespace noroshi {

// Fills `items`, rarest first, and `hosts`. `kinds`: bits of RareKind. Returns an ExitCode as
// RunScanSession; what was damaged or too much is told on stderr. Spills to the system's folder for
// temporary files.
int FindRare(const EvidenceOptions& evidence, std::uint32_t kinds, std::uint64_t max_hosts,
             std::vector<RareItem>& items, HostsByKind& hosts);

}  // namespace noroshi
