// MergeAhead: merging on a thread of its own, some records ahead of who takes them. Reading runs
// and finding the next record costs as much as writing it, so side by side they take half the time.
//
// Threads: `take` is called on the calling thread, as by MergeRuns. Memory: two batches. The order
// and the bytes are those of MergeRuns.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Of copied records; two are under way.
inline constexpr std::size_t kMergeBatchBytes = 256 * 1024;

// Like MergeRuns, for a caller with a thread to spare. Views that `take` is given live until it
// returns.
Status MergeRunsAhead(const std::vector<RunBuffer>& buffers, const std::string& spill_folder,
                      const std::function<Status(const SortedRecord&)>& take);

}  // namespace noroshi
