// UnitLog: one worker's journal. Notes what each unit gave, and writes it down every so often.
//
//   Begin, AddFinding..., AddEvent..., End        for each unit
//   Close(share)                                  what the units since the last Close have in
//                                                 common: one source, one sum; one frame
//   Flush                                         the frames to disk
//
// Memory: kLogBytes and what one unit gives. A killed hunt loses at most what kLogUnits units gave.
// One owner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/source.h"
#include "stream/input/input_list.h"
#include "stream/journal/journal_frame.h"
#include "stream/journal/journal_pace.h"
#include "stream/journal/run_share.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Some tenths of a second of work for a worker.
inline constexpr std::size_t kLogUnits = 64;
inline constexpr std::size_t kLogBytes = 256 * 1024;

class UnitLog {
 public:
  // `pace` is told how much is written, and must outlive this.
  UnitLog(JournalFile file, JournalPace& pace) : file_(std::move(file)), pace_(pace) {}

  // REQUIRES: no unit of another source waits to be closed.
  void Begin(const SourcePlace& place, std::uint64_t unit);
  // With the text that it shares with others of its event.
  void AddFinding(const SortKey& key, std::string_view shared, std::string_view bytes);
  // An event of a correlation of that depth (match_feed.h).
  void AddEvent(std::uint32_t depth, const SortKey& key, std::string_view bytes) {
    Add(depth, key, bytes);
  }
  // A contact (contact_feed.h).
  void AddContact(const SortKey& key, std::string_view bytes) { Add(kContact, key, bytes); }
  // Sums of a name on a host (rare_feed.h).
  void AddUse(const SortKey& key, std::string_view bytes) { Add(kUse, key, bytes); }
  // A logon, and which machine has an address (logon_feed.h).
  void AddLogon(const SortKey& key, std::string_view bytes) { Add(kLogon, key, bytes); }
  void AddSighting(const SortKey& key, std::string_view bytes) { Add(kSighting, key, bytes); }
  // What a unit holds of a log (log_feed.h).
  void AddPiece(const SortKey& key, std::string_view bytes) { Add(kPiece, key, bytes); }
  void End(const ByteAccount& account, std::uint64_t records);

  // Units of another source than `rank` wait to be closed.
  [[nodiscard]] bool IsOpenFor(SourceRank rank) const noexcept {
    return !units_.empty() && place_ == rank;
  }
  [[nodiscard]] bool is_open() const noexcept { return !units_.empty(); }
  [[nodiscard]] bool is_full() const noexcept {
    return unwritten_units_ >= kLogUnits || body_.size() + frames_.size() >= kLogBytes;
  }

  // REQUIRES: is_open().
  void Close(const RunShare& share);
  Status Flush();

  // In place of a depth.
  static constexpr std::uint32_t kFinding = 0xFFFFFFFF, kContact = 0xFFFFFFFE, kUse = 0xFFFFFFFD,
                                 kLogon = 0xFFFFFFFC, kSighting = 0xFFFFFFFB, kPiece = 0xFFFFFFFA;

 private:
  void Add(std::uint32_t depth, const SortKey& key, std::string_view bytes);

  JournalFile file_;
  JournalPace& pace_;
  SourceRank place_;
  std::string shown_;
  std::vector<std::uint64_t> units_;
  ByteAccount account_;
  std::uint64_t records_ = 0;
  // Findings, events and contacts of the units under way.
  std::string body_;
  // Closed, and not on disk.
  std::string frames_;
  std::size_t unwritten_units_ = 0;
};

}  // namespace noroshi
