// DescribeSuspects: the files that a scan found something in, as the report shows them.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/files/scan_lines.h"
#include "report/suspect_file.h"
#include "scan/content_examiner.h"
#include "scan/scan_finding.h"
#include "stream/input/input_list.h"

namespace noroshi {

// Findings below this level are in findings.jsonl only: a page about each would hide the others.
inline constexpr Level kLeastSuspectLevel = Level::kMedium;

struct SuspectList {
  std::vector<ReportSuspectFile> files;  // gravest first, then by path; at most kReportSuspectFiles
  std::uint64_t not_listed = 0;
};

// Reads each of these files once more, on the calling thread. `inputs` is the list that was
// scanned, `options` what it was scanned with.
[[nodiscard]] SuspectList DescribeSuspects(const std::vector<scan::ScanFinding>& findings,
                                           const HostOfFinding& host_of, const InputList& inputs,
                                           const scan::ScanOptions& options);

}  // namespace noroshi
