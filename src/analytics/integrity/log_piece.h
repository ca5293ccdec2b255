// LogPiece: what one unit of evidence (an EVTX chunk) holds of one log: record ids, days, clock
// steps and how many records of each kind. Pieces of a log are put together again host by host
// (host_logs.h), so memory follows neither records nor hosts.
//
// Only readers that know the id and time of every record make pieces: from what rules want alone,
// nobody can say what is missing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "event/stamped_interest.h"

namespace noroshi {

// A record, and where it is.
struct StampedRecord {
  std::uint64_t id = 0;
  Timestamp time;
  std::uint64_t offset = 0;
};

// Records first.id to last.id, all of them there, no two neighbours a day or more apart.
struct RecordRun {
  StampedRecord first, last;
};

// `after` follows `before` by id, and is older by five minutes or more.
struct BackStep {
  StampedRecord before, after;
};

// How many records of a kind there are, and when the last one was.
struct KindSum {
  std::uint32_t event_id = 0;
  std::uint32_t count = 0;
  Timestamp last;
};

enum class PowerStep : std::uint8_t { kDown, kUp };

// Bounded: `steps` by kMaxPieceSteps and `kinds` by kMaxPieceKinds; `runs`, `days` and `power` by
// the records of a unit, some hundreds in an EVTX chunk of 64 KiB.
struct LogPiece {
  std::uint64_t file = 0;  // as in AnalyticMember
  std::string host, channel;
  std::vector<RecordRun> runs;                                // in the order of the unit
  std::vector<std::pair<std::uint32_t, std::uint32_t>> days;  // day since 1601 UTC, records
  std::vector<BackStep> steps;
  std::vector<KindSum> kinds;                          // of the security log only
  std::vector<std::pair<Timestamp, PowerStep>> power;  // machine or event service, of System
};

// More steps or kinds of one unit are left out: the first ones tell what there is to tell.
inline constexpr std::size_t kMaxPieceSteps = 16;
inline constexpr std::size_t kMaxPieceKinds = 64;
inline constexpr std::uint64_t kBackStepTicks = 300 * kTicksPerSecond;  // log_coverage.h says why

// The sorted form and back. The first eight bytes are the number of the file.
void EncodePiece(const LogPiece& piece, std::string& out);
// False for bytes that EncodePiece did not make.
[[nodiscard]] bool DecodePiece(std::string_view bytes, LogPiece& piece);

// Collects the records of a unit. Cheap for one record: a look at the piece that had the last one.
class LogPieceBuilder {
 public:
  // A record of the unit, in the order of the unit. Ids that go back or leave a gap begin a new
  // run.
  void Note(const EventKind& kind, const RecordStamp& stamp, const EventContext& context);
  // Calls take(const LogPiece&) for each log, and forgets them.
  template <class Take>
  void Flush(const EventContext& context, std::uint64_t file, Take take) {
    for (std::size_t i = 0; i < used_; ++i) {
      Open& open = open_[i];
      open.piece.file = file;
      open.piece.host = context.hosts.Text(open.computer);
      open.piece.channel = context.channels.Text(open.channel);
      take(static_cast<const LogPiece&>(open.piece));
    }
    used_ = 0;
  }

 private:
  // Kept from unit to unit for their memory.
  struct Open {
    Symbol computer{}, channel{};
    bool is_security = false, is_system = false;
    LogPiece piece;
  };

  // The piece of the record's log; linear in the logs of the unit, of which there is one as a rule.
  Open& OpenFor(const EventKind& kind, const EventContext& context);

  std::vector<Open> open_;
  std::size_t used_ = 0, last_ = 0;
};

}  // namespace noroshi
