// A scan whose records are printed in another order than that of the evidence: the scanners sort
// what they find, and what comes out is merged when all evidence has been read.
//
// Memory: kDefaultSortBytes for all threads together; more goes to disk, into files without a name
// in the system's folder for temporary files (TMPDIR).
//
// Order: time, then file, member and place in it, so that any number of threads prints the same.
#pragma once

#include <functional>
#include <memory>

#include "cli/options/evidence_options.h"
#include "stream/sort/run_pool.h"
#include "stream/worker/ordered_scan.h"

namespace noroshi {

// The pool of such a scan, sized for the threads of `evidence`.
[[nodiscard]] std::unique_ptr<RunPool> NewRunPool(const EvidenceOptions& evidence);

// The order of the evidence among events of one time.
[[nodiscard]] inline SortKey KeyOf(const Event& event, const SourcePlace& place) noexcept {
  return {.time = event.time.ticks,
          .file = place.rank.file,
          .member = place.rank.member,
          .position = event.line != 0 ? event.line : event.offset};
}

// Runs the scan, then merges the pool into `take`. Returns an ExitCode; says on stderr what went
// wrong.
int RunSortedScan(const EvidenceOptions& evidence, const NewScanner& new_scanner, RunPool& pool,
                  const std::function<Status(const SortedRecord&)>& take);

// Collects text and writes it to stdout in large pieces.
class BlockOut {
 public:
  Status Write(std::string_view text);
  Status Flush();

 private:
  std::string block_;
};

}  // namespace noroshi
