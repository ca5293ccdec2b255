// RunShare: what some units of a hunt gave besides findings, summed up: what was lost, what was
// counted, and when the first and last event were. Shares are merged in any order with the same
// sum, so a hunt's total is that of its workers, and of the units an earlier run has read.
//
// A plain value with one owner.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "stream/input/loss_ledger.h"
#include "stream/input/name_counts.h"
#include "stream/input/seen_kinds.h"
#include "stream/journal/payload.h"

namespace noroshi {

struct RunShare {
  LossLedger ledger;
  NameCounts by_channel, by_host;  // records read, wanted or not
  SeenKinds kinds;                 // of the records that a rule could want
  Timestamp first_event, last_event;
  std::uint64_t correlation_events = 0, correlation_left_out = 0;
  std::uint64_t regex_limits = 0;

  // Widens first_event and last_event. An unknown time (0) does not count.
  void NoteTime(Timestamp time) noexcept;
  void Merge(const RunShare& other);

  // The ledger's rows lose their file: a share that is encoded is of one file only.
  void Encode(std::string& out) const;
  // Under the file of `source`. Check `in.ok()` after.
  static RunShare Decode(PayloadReader& in, SourceRank source);
};

// Rows of a ledger under member and kind; the file is told when they are read.
void EncodeRows(const LossLedger::Rows& rows, std::string& out);
void DecodeRows(PayloadReader& in, std::uint32_t file, LossLedger& ledger);

}  // namespace noroshi
