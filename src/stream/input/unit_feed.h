// UnitFeed: hands the units of all inputs to the workers, in the order of the evidence as far as
// one input goes.
//
// Plain files are read one after the other, under one lock held for a unit at a time (64 KiB for
// EVTX): reading is the serial part of the pipeline and costs a hundredth of decoding. What has to
// be unpacked costs more; a worker that finds it being read by another one opens the next input (a
// *lane*), as many as there are workers. There is no queue: a worker takes a unit when it has time
// for it, so memory is one unit per worker, and slow outputs slow down reading.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "evidence/source.h"
#include "stream/input/evidence_lane.h"
#include "stream/input/input_list.h"
#include "stream/input/loss_ledger.h"
#include "stream/input/source_tally.h"
#include "stream/journal/file_books.h"

namespace noroshi {

class UnitFeed {
 public:
  // What a worker holds while it works on a unit.
  struct Ticket {
    // Shared: units outlive the feed's turn at a source.
    std::shared_ptr<const Source> source;
    // Whose it is; the name lives as long as `file` and the feed.
    SourcePlace place;
    std::shared_ptr<const InputFile> file;
    // That source's books, to which the worker adds what the unit gave.
    FileTally* tally = nullptr;
    // Of the unit, from 0; the order of the evidence only when there is one lane.
    std::uint64_t sequence = 0;
    // Its bytes are recycled.
    Unit unit;
  };

  // All must outlive the feed. `cancel` and `books` may be null. `lanes`: inputs under way at the
  // same time, at least 1.
  UnitFeed(const InputList& inputs, const ReadOptions& options, const EvidenceReaders& readers,
           const std::atomic<bool>* cancel, unsigned lanes = 1, FileBooks* books = nullptr);

  // Fills `ticket` with the next unit; false when there is none left or the run is cancelled.
  // Thread-safe.
  [[nodiscard]] bool Next(Ticket& ticket);

  // For progress; thread-safe.
  [[nodiscard]] std::uint64_t files_done() const noexcept { return files_done_; }
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

  // When no worker is in Next() any more:
  [[nodiscard]] const LossLedger& ledger() const noexcept { return ledger_.ledger(); }
  [[nodiscard]] LossLedger TakeLedger() noexcept { return ledger_.Take(); }
  [[nodiscard]] const std::vector<FileTally>& files() const noexcept { return tallies_; }
  // One list per file; empty for what is no archive.
  [[nodiscard]] const std::vector<MemberTallies>& members() const noexcept { return members_; }
  // Gives back the books, once they have been summed up. The feed is of no further use.
  void ReleaseBooks() noexcept;
  [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }

 private:
  using LanePtr = std::shared_ptr<EvidenceLane>;
  // A lane and its lock; null when there is nothing left to read.
  struct Turn {
    LanePtr lane;
    std::unique_lock<std::mutex> lock;
  };
  // A lane that is free, or a new one where all are busy unpacking. Waits for a plain file, which
  // takes a moment, and where there are as many lanes as may be.
  Turn TakeTurn();
  // REQUIRES: mutex_ is held, and an input is left.
  Turn OpenLane();
  // Counts the files that the journal knows as done.
  void SkipKnown();
  // Tells the books, and takes the lane off the list.
  void Close(const LanePtr& lane);
  void FillTicket(EvidenceLane& lane, Ticket& ticket);

  const InputList& inputs_;
  ReadOptions options_;
  const EvidenceReaders& readers_;
  const std::atomic<bool>* cancel_;
  const unsigned max_lanes_;
  FileBooks* const books_;
  // Both by the file's rank.
  std::vector<FileTally> tallies_;
  std::vector<MemberTallies> members_;
  // Files that need not be opened.
  std::vector<bool> known_;
  SharedLedger ledger_;
  std::atomic<std::uint64_t> files_done_{0}, bytes_read_{0}, sequence_{0};
  std::atomic<bool> interrupted_{false};

  // Guards what follows. Nobody waits for a lane while holding it; a lane's holder may wait for it.
  std::mutex mutex_;
  // Inputs under way; next_ is the first that nobody has opened.
  std::vector<LanePtr> lanes_;
  std::uint32_t next_ = 0;
};

}  // namespace noroshi
