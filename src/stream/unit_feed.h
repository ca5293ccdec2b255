// UnitFeed: hands the units of all input files to the workers, one file after the other.
//
// One lock per unit (64 KiB for EVTX), held while the unit is read: reading is the serial part of
// the pipeline and costs a hundredth of decoding. There is no queue: a worker takes a unit when it
// has time for it, so memory is one unit per worker, and slow outputs slow down reading.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/source.h"
#include "stream/input_list.h"
#include "stream/loss_ledger.h"

namespace noroshi {

// How evidence is opened; tests put fakes here.
struct EvidenceReaders {
  std::function<Result<std::unique_ptr<Source>>(const std::string&, const ReadOptions&)> open;
  std::function<std::unique_ptr<Decoder>(std::string_view, const ReadOptions&, EventContext&)>
      new_decoder;
};
// The readers of evidence/source.h.
[[nodiscard]] EvidenceReaders RealReaders();

enum class FileState : std::uint8_t {
  kNotReached,  // the run was interrupted before its turn
  kReading,     // or interrupted in the middle of it
  kRead,
  kNotRead,      // refused; the ledger has the reason
  kOtherFormat,  // found in a folder, and no reader knows it: not an error
};
[[nodiscard]] std::string_view FileStateName(FileState state) noexcept;

// What became of one file. Counters are added to by all workers, atomically.
struct FileTally {
  std::atomic<std::uint64_t> used{0}, damaged{0}, padding{0}, records{0};
  FileState state = FileState::kNotReached;  // written by the feed only

  void Add(const ByteAccount& account) noexcept;
};

// Files are opened one at a time, in the order of the list, and closed behind their last unit; a
// file that cannot be opened goes to the ledger and the next one is taken.
class UnitFeed {
 public:
  // What a worker holds while it works on a unit.
  struct Ticket {
    std::shared_ptr<const Source> source;  // shared: units outlive the feed's turn at a file
    std::uint32_t file = 0;                // rank in the InputList
    std::string_view shown;                // that file's name in outputs
    std::uint64_t sequence = 0;            // of the unit, over all files, from 0
    Unit unit;                             // its bytes are recycled
  };

  // All must outlive the feed. `cancel` may be null.
  UnitFeed(const InputList& inputs, const ReadOptions& options, const EvidenceReaders& readers,
           const std::atomic<bool>* cancel);

  // Fills `ticket` with the next unit; false when there is none left or the run is cancelled.
  // Thread-safe.
  [[nodiscard]] bool Next(Ticket& ticket);

  // For progress; thread-safe.
  [[nodiscard]] std::uint64_t files_done() const noexcept { return files_done_; }
  [[nodiscard]] std::uint64_t bytes_handed_out() const noexcept { return bytes_handed_out_; }

  // When no worker is in Next() any more:
  [[nodiscard]] const LossLedger& ledger() const noexcept { return ledger_; }
  [[nodiscard]] std::vector<FileTally>& files() noexcept { return tallies_; }
  [[nodiscard]] const std::vector<FileTally>& files() const noexcept { return tallies_; }
  [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }

 private:
  bool OpenNext();  // false when no file is left
  void Refuse(const InputFile& file, const Error& error);
  void CloseCurrent();

  const InputList& inputs_;
  ReadOptions options_;
  const EvidenceReaders& readers_;
  const std::atomic<bool>* cancel_;
  std::vector<FileTally> tallies_;  // one per file
  std::atomic<std::uint64_t> files_done_{0}, bytes_handed_out_{0};

  std::mutex mutex_;                // guards what follows
  std::shared_ptr<Source> source_;  // of files_[current_]; null = open the next
  std::uint32_t current_ = 0, next_ = 0;
  std::uint64_t sequence_ = 0;
  LossLedger ledger_;
  LedgerSink sink_{ledger_};
  bool interrupted_ = false;
};

}  // namespace noroshi
