// OrderedScan: parallel work over every unit of the evidence whose text comes out in the order of
// the evidence. For commands that print records (dump, search): same bytes for any number of
// threads, and the first line comes out as soon as the first unit is done.
//
// Memory: kScanWindowPerThread finished texts per thread at most; a thread that is further ahead
// waits for its turn. A context that is full is dropped between two units, with its decoders and
// scanner.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "evidence/source.h"
#include "stream/input/source_summary.h"
#include "stream/input/unit_feed.h"

namespace noroshi {

// Makes text of one unit. One per thread at a time; keeps nothing from unit to unit that its text
// depends on.
class UnitScanner {
 public:
  virtual ~UnitScanner() = default;
  // Appends to `out`; returns the number of records read.
  virtual std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                             ByteAccount& account, std::string& out) = 0;
};

// `cancel` may be null; set, it ends the scan after the units under way.
struct ScanOptions {
  ReadOptions read;
  unsigned threads = 1;
  const std::atomic<bool>* cancel = nullptr;
};

// What was read and what was not. Small; owns everything in it.
struct ScanSummary {
  SourceSummaries sources;
  LossLedger ledger;
  // Read by decoders, printed or not.
  std::uint64_t records = 0;
  // Set when `cancel` ended the scan before the evidence did.
  bool interrupted = false;

  [[nodiscard]] bool evidence_incomplete() const noexcept;
};

// Finished text that may wait for its turn, per thread: enough that a slow unit stalls nobody.
inline constexpr std::uint64_t kScanWindowPerThread = 4;

// Makes a scanner for units that are decoded with `context`; called from any thread. A scanner may
// point into `context`, which outlives it.
using NewScanner = std::function<std::unique_ptr<UnitScanner>(const EventContext& context)>;

// `emit` is called by one thread at a time, with pieces in order; its error ends the scan.
Result<ScanSummary> RunOrderedScan(const InputList& inputs, const ScanOptions& options,
                                   const NewScanner& new_scanner,
                                   const std::function<Status(std::string_view)>& emit,
                                   const EvidenceReaders& readers = RealReaders());

}  // namespace noroshi
