// LogCoverage: what the evidence holds of one log, that is, one channel of one host: how many
// records, from when to when, on which days, with which ids, and which kinds of event.
//
// One owner; not thread-safe. Memory is bounded by its parts and kMaxEventKinds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "analytics/coverage/active_days.h"
#include "analytics/coverage/record_ids.h"
#include "event/event.h"

namespace noroshi {

// The richest channels have some hundred kinds; hostile evidence may name any number.
inline constexpr std::size_t kMaxEventKinds = 4'096;
// A clock that is set back shows once or twice; beyond this many steps they are only counted.
inline constexpr std::size_t kMaxClockSteps = 256;
// Neighbours in a log are out of order by seconds when several threads write (1.1 % of pairs in
// real logs); five minutes is also what Kerberos tolerates.
inline constexpr std::uint64_t kClockStepTicks = 300 * kTicksPerSecond;

// How often an event of one kind was seen, and when, by its System time in UTC.
struct KindCount {
  std::uint64_t count = 0;
  Timestamp first_seen, last_seen;

  void Add(Timestamp time) noexcept;
  void Merge(const KindCount& other) noexcept;
};

// Record `id` carries a time that lies before that of record `id` - 1 by kClockStepTicks or more.
struct ClockStep {
  std::uint64_t id = 0;
  Timestamp before, after;

  friend auto operator<=>(const ClockStep&, const ClockStep&) = default;
};

class LogCoverage {
 public:
  // Notes a record. One whose time and id cannot be trusted (carved, damaged) is only counted.
  void Add(const Event& event);
  // A step of the clock between the last record of one and the first of the other is not seen.
  void Merge(const LogCoverage& other);
  // Notes that the log holds events of a kind, for who knows no more of it. kMaxEventKinds holds.
  void NoteKind(std::uint32_t event_id) { AddKind(event_id, {1, {}, {}}); }

  [[nodiscard]] std::uint64_t records() const noexcept { return total_.count + doubtful_; }
  // Records that were counted only: carved, suspect or partial ones, and those without a time.
  [[nodiscard]] std::uint64_t doubtful() const noexcept { return doubtful_; }
  [[nodiscard]] Timestamp first_seen() const noexcept { return total_.first_seen; }
  [[nodiscard]] Timestamp last_seen() const noexcept { return total_.last_seen; }
  [[nodiscard]] const ActiveDays& days() const noexcept { return days_; }
  [[nodiscard]] const RecordIds& ids() const noexcept { return ids_; }
  // By event id; providers that share a channel and a number share the entry.
  [[nodiscard]] const std::map<std::uint32_t, KindCount>& kinds() const noexcept { return kinds_; }
  // By record id, at most kMaxClockSteps.
  [[nodiscard]] std::vector<ClockStep> ClockSteps() const;

 private:
  void AddKind(std::uint32_t event_id, const KindCount& count);
  void NoteStep(const ClockStep& step);

  KindCount total_;
  std::uint64_t doubtful_ = 0;
  ActiveDays days_;
  RecordIds ids_;
  std::map<std::uint32_t, KindCount> kinds_;
  std::vector<ClockStep> steps_;
  // Of the record added last.
  std::uint64_t last_id_ = 0;
  Timestamp last_time_;
};

}  // namespace noroshi
