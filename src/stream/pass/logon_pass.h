// LogonPass: from the logons of all workers to what the logon graph finds odd in them.
//
// Two merges: sightings, for the book of machines; then the logons by time. Memory: that of
// MachineBook and LogonGraph. The result depends on the evidence alone, not on threads or the order
// of files. One owner, after all workers are done.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/logon_graph/logon_graph.h"
#include "stream/input/loss_ledger.h"
#include "stream/pass/logon_feed.h"

namespace noroshi {

class LogonPass {
 public:
  // `ledger` must outlive this.
  LogonPass(LossLedger& ledger, std::string spill_folder, GraphOptions options = {})
      : ledger_(ledger),
        spill_folder_(std::move(spill_folder)),
        options_(std::move(options)),
        book_(options_) {}

  // A computer that has logs of its own.
  void AddHost(std::string_view name) { book_.AddHost(name); }
  // Takes what a worker has filed. Call once for each, before Run.
  Status TakeFeed(LogonFeed& feed);
  // Likewise, of earlier runs; finished.
  void TakeLogons(RunBuffer logons) { logons_.push_back(std::move(logons)); }
  void TakeSightings(RunBuffer sightings) { sightings_.push_back(std::move(sightings)); }

  // A machine's own word that it has an address; what clients claim is not among them. Asked during
  // Run, in one order, several times for one machine.
  using AddressSink = std::function<void(const MachineSighting&)>;
  void set_address_sink(AddressSink sink) { address_sink_ = std::move(sink); }

  // Who looks after hosts and from where (LogonGraph::Care), told at the end of Run.
  using CareSink = std::function<void(HostCare care)>;
  void set_care_sink(CareSink sink) { care_sink_ = std::move(sink); }

  // Gives findings to `sink` in the order in which they are found.
  Status Run(const LogonGraph::Sink& sink);

 private:
  void NoteLimits(const LogonGraph& graph, const SourceRank& source);

  LossLedger& ledger_;
  std::string spill_folder_;
  GraphOptions options_;
  MachineBook book_;
  AddressSink address_sink_;
  CareSink care_sink_;
  std::vector<RunBuffer> logons_, sightings_;
};

}  // namespace noroshi
