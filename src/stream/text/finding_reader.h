// Reads a findings.jsonl line back, for the few findings the report shows in full. The line is the
// only form of a finding that is spilled and merged; keeping a second one would double the disk
// traffic for something a hunt needs twenty thousand times at most.
#pragma once

#include <string_view>

#include "report/report_document.h"

namespace noroshi {

// Of a correlation's members, the report shows as many as fit on a screen.
inline constexpr std::size_t kMaxReportMembers = 20;

// The result owns its texts. Lines come from FindingWriter, CorrelationWriter or AnalyticWriter, or
// from a case store, which may be a stranger's: what is of another form is left empty. No
// recursion. Parses JSON and allocates: meant for the findings that a page shows, not for all.
[[nodiscard]] ReportFinding ReadFinding(std::string_view line);

}  // namespace noroshi
