// ScannedFiles: what a scan of programs, documents and memory found before the hunt began. The hunt
// reads its findings like any evidence, and passes on the rest; it knows nothing of how they came.
//
// Plain values; made by the caller of RunHunt.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/suspect_file.h"

namespace noroshi {

class LossLedger;
struct InputList;

// A file, or a part of one, that was not looked at.
struct UnscannedPart {
  std::string shown;  // as InputFile::shown; of a member, with its name behind "!/"
  std::uint64_t offset = 0;
  std::string why;
};

struct ScanTotals {
  bool ran = false;  // false: nobody wanted it, or there was nothing to scan
  std::uint64_t files = 0, members = 0, programs = 0, bytes = 0;
  std::uint64_t findings = 0, findings_left_out = 0, not_scanned = 0;
  std::uint64_t ns = 0;
};

struct ScannedFiles {
  // A file of finding lines, read as evidence behind the inputs; "" = none.
  std::string findings_path;
  ScanTotals totals;
  std::vector<UnscannedPart> not_scanned;
  // Gravest first.
  std::vector<ReportSuspectFile> suspects;
  std::uint64_t suspects_not_listed = 0;
};

// Puts each part that was not looked at into the books of the input that it lies in.
void AddUnscanned(const std::vector<UnscannedPart>& parts, const InputList& inputs,
                  LossLedger& ledger);

}  // namespace noroshi
