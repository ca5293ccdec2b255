// FileBooks: what an earlier run knows of whole files, and who wants to know what this one learns.
// The unit feed asks before it opens a file, and tells when it has read one to its end.
#pragma once

#include <cstdint>

#include "stream/input/loss_ledger.h"
#include "stream/input/source_tally.h"

namespace noroshi {

class FileBooks {
 public:
  virtual ~FileBooks() = default;

  // True when all of the file is known, so that it need not be opened: `tally` and `members` have
  // been filled with what the feed itself would have written there. Called once for each file, by
  // one thread at a time.
  [[nodiscard]] virtual bool Restore(std::uint32_t rank, FileTally& tally,
                                     MemberTallies& members) = 0;

  // The file has been read; `units` were handed out, and `rows` is what the feed lost in it. Called
  // from any thread. All borrowed, for the time of the call. `rows` has what the feed itself lost;
  // the units' losses are in the workers' logs.
  struct Read {
    std::uint32_t rank;
    const FileTally& tally;
    const MemberTallies& members;
    std::uint64_t units;
    const LossLedger& rows;
  };
  virtual void OnRead(const Read& file) = 0;
};

}  // namespace noroshi
