// RunPool: sort buffers for scans whose records come out in another order than that of the
// evidence. The scanners of an ordered scan come and go (ordered_scan.h); what they have sorted
// stays here and goes on to the next one.
//
// Thread-safe. Memory: `bytes_each` for every buffer that was in use at the same time; more goes to
// disk, into files without a name in `spill_folder`.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

class RunPool {
 public:
  RunPool(std::string spill_folder, std::size_t bytes_each)
      : spill_folder_(std::move(spill_folder)), bytes_each_(bytes_each) {}

  // A buffer that nobody else writes to until this is gone. Give back before Merge: the pool must
  // outlive all leases.
  class Lease {
   public:
    explicit Lease(RunPool& pool) : pool_(pool), buffer_(pool.Take()) {}
    ~Lease() { pool_.Give(std::move(buffer_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    [[nodiscard]] RunBuffer& operator*() const noexcept { return *buffer_; }
    [[nodiscard]] RunBuffer* operator->() const noexcept { return buffer_.get(); }

   private:
    RunPool& pool_;
    std::unique_ptr<RunBuffer> buffer_;
  };

  // Calls `take` for every record of all buffers, in order (sorted_runs.h). Once, when no lease is
  // left. An error of a spill comes out here.
  Status Merge(const std::function<Status(const SortedRecord&)>& take);

 private:
  // A free buffer, or a new one; never waits. Give puts it back, records and all.
  [[nodiscard]] std::unique_ptr<RunBuffer> Take();
  void Give(std::unique_ptr<RunBuffer> buffer);

  const std::string spill_folder_;
  const std::size_t bytes_each_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<RunBuffer>> free_;
};

}  // namespace noroshi
