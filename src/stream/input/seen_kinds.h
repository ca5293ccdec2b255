// SeenKinds: which kinds of event (log and event id) the evidence held, over all hosts: what a hunt
// needs to say what it could have seen. Counts nothing but presence.
//
// Bounded, and the same whatever the order of the calls: channels are free text, so evidence can
// make up any number; with too many kinds the first kMaxSeenKinds in order of channel and id are
// kept. A kind that is not kept makes a rule look quiet at worst, never seen. One owner; workers
// keep KindNotes, which cost a look at one bit a record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/coverage/coverage.h"
#include "event/event.h"
#include "stream/input/name_counts.h"
#include "stream/journal/payload.h"

namespace noroshi {

// A large estate has some thousand; six megabytes at worst.
inline constexpr std::size_t kMaxSeenKinds = 50'000;
// Event ids are 16 bits in Windows; a larger one is no kind that any rule names.
inline constexpr std::uint32_t kMaxSeenEventId = 65'535;

class SeenKinds {
 public:
  using Kind = std::pair<std::string, std::uint32_t>;  // channel, event id
  using Rows = std::set<Kind>;

  void Add(std::string_view channel, std::uint32_t event_id);
  // A process was logged with its command line (Security 4688).
  void NoteCommandLine() noexcept { command_lines_ = true; }
  void Merge(const SeenKinds& other);

  [[nodiscard]] const Rows& rows() const noexcept { return rows_; }
  [[nodiscard]] bool command_lines() const noexcept { return command_lines_; }

  // All hosts as one, for JudgeVisibility. Logs of which no record was wanted are in `channels`
  // only: there, without a kind.
  [[nodiscard]] HostCoverage AsCoverage(const NameCounts& channels) const;

  void Encode(std::string& out) const;
  // Check `in.ok()` after.
  static SeenKinds Decode(PayloadReader& in);

 private:
  Rows rows_;
  bool command_lines_ = false;
};

// The kinds of a worker by the symbols of its context; lives and dies with that.
class KindNotes {
 public:
  // Sets a bit. When the bits take more than a megabyte, they are moved to `kinds`.
  void Note(const Event& event, const EventContext& context, SeenKinds& kinds) {
    const auto channel = static_cast<std::size_t>(event.channel);
    const std::size_t word = event.event_id / 64;
    const std::uint64_t bit = std::uint64_t{1} << event.event_id % 64;
    const bool noted =
        channel < bits_.size() && word < bits_[channel].size() && (bits_[channel][word] & bit) != 0;
    if (noted && (event.event_id != kProcessCreated || command_lines_)) return;
    NoteNew(event, context, kinds);
  }
  // Moves what was noted to `kinds`.
  void MoveTo(SeenKinds& kinds, const SymbolTable& channels);

 private:
  static constexpr std::uint32_t kProcessCreated = 4688;
  static constexpr std::size_t kMostWords = std::size_t{1} << 17;

  void NoteNew(const Event& event, const EventContext& context, SeenKinds& kinds);

  std::vector<std::vector<std::uint64_t>> bits_;  // by channel symbol, then event id
  std::size_t words_ = 0;                         // in all of bits_
  bool command_lines_ = false;
};

}  // namespace noroshi
