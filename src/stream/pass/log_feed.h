// LogFeed: one worker's part in finding what is missing from logs. Notes every record that the
// reader stamps, wanted by rules or not, and files what a unit holds of each log.
//
// One owner (a worker). Memory: the logs of one unit, and a sort buffer; more goes to disk. Some
// hundred bytes a unit and log.
#pragma once

#include <cstdint>
#include <string>

#include "analytics/integrity/log_piece.h"
#include "stream/input/input_list.h"
#include "stream/journal/unit_log.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

inline constexpr std::size_t kPieceSortBytes = std::size_t{1} << 20;

class LogFeed {
 public:
  explicit LogFeed(const std::string& spill_folder) : pieces_(spill_folder, kPieceSortBytes) {}

  // Pieces are written down there as well; null: they are not.
  void set_log(UnitLog* log) noexcept { log_ = log; }

  void Note(const EventKind& kind, const RecordStamp& stamp, const EventContext& context) {
    builder_.Note(kind, stamp, context);
  }
  // At the end of each unit, while its context is still the same.
  void EndUnit(SourceRank source, const EventContext& context);

  [[nodiscard]] RunBuffer& pieces() noexcept { return pieces_; }

 private:
  RunBuffer pieces_;
  UnitLog* log_ = nullptr;
  LogPieceBuilder builder_;
};

}  // namespace noroshi
