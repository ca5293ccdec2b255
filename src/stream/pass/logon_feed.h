// LogonFeed: one worker's part in the logon graph. Files what records say of logons, to be sorted
// by time, and which addresses belong to which machines.
//
// What one unit of evidence says again and again (a share used all day, tickets) is filed once a
// unit; units do not depend on threads, so nor does what is filed.
// One owner (a worker). Memory: what one unit says, and two sort buffers; more goes to disk. About
// 150 bytes a logon.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "analytics/logon_graph/graph_logon.h"
#include "analytics/logon_graph/sighting.h"
#include "stream/input/input_list.h"
#include "stream/journal/unit_log.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

inline constexpr std::size_t kLogonSortBytes = std::size_t{1} << 20;
inline constexpr std::size_t kSightingSortBytes = std::size_t{1} << 20;

// The sorted form and back. The first eight bytes are the number of the file.
void EncodeLogon(const LogonRecord& record, std::string& out);
// In place of what `record` held, whose memory it keeps.
void DecodeLogon(std::string_view bytes, LogonRecord& record);

class LogonFeed {
 public:
  explicit LogonFeed(const std::string& spill_folder)
      : logons_(spill_folder, kLogonSortBytes), sightings_(spill_folder, kSightingSortBytes) {}

  // All is written down there as well; null: it is not.
  void set_log(UnitLog* log) noexcept { log_ = log; }

  // Whether events of the kind matter. `kinds` is of the event's context.
  [[nodiscard]] static bool Wants(const EventKind& kind, const EventContext& context,
                                  LogonKinds& kinds);
  // Files the event if it is a logon, or tells an address. `kinds` is of the event's context.
  void Take(const Event& event, SourceRank source, const EventContext& context, LogonKinds& kinds);
  void File(const LogonRecord& record);
  // At the end of each unit.
  void EndUnit();

  [[nodiscard]] RunBuffer& logons() noexcept { return logons_; }
  [[nodiscard]] RunBuffer& sightings() noexcept { return sightings_; }

 private:
  [[nodiscard]] bool IsRepeat(const LogonFact& fact);

  RunBuffer logons_, sightings_;
  // The one under way; texts keep their memory.
  LogonRecord record_;
  UnitLog* log_ = nullptr;
  SightingSums sums_;                        // of the unit under way
  std::unordered_set<std::uint64_t> known_;  // of it: what was filed and need not be again
  // Of it, by print: of records that say the same again only the time is new.
  std::unordered_map<std::uint64_t, SightingSums::Places> prints_;
};

}  // namespace noroshi
