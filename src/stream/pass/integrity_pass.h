// IntegrityPass: from the pieces of logs that all workers have filed to the signs of tampering in
// them.
//
// One merge, host by host. Memory: the logs of one host, and what PeerHosts keeps of each. The
// result depends on the evidence alone, not on threads. One owner, after all workers are done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analytics/integrity/tampering.h"
#include "stream/input/loss_ledger.h"
#include "stream/pass/log_feed.h"

namespace noroshi {

class IntegrityPass {
 public:
  // Both must outlive this. The ledger tells which files are damaged.
  IntegrityPass(const LossLedger& ledger, const std::string& spill_folder)
      : ledger_(ledger), spill_folder_(spill_folder) {}

  // Takes the pieces of a worker. Call once for each, before Run.
  Status TakeFeed(LogFeed& feed);
  // Likewise, of earlier runs; finished.
  void TakePieces(RunBuffer pieces) { pieces_.push_back(std::move(pieces)); }

  Status Run(const std::function<void(Tampering)>& sink);

 private:
  void Close(const std::function<void(Tampering)>& sink);
  [[nodiscard]] bool IsDamaged(std::uint64_t file) const;

  const LossLedger& ledger_;
  std::string spill_folder_;
  std::vector<RunBuffer> pieces_;
  HostLogs host_;  // under way
  PeerHosts peers_;
};

}  // namespace noroshi
