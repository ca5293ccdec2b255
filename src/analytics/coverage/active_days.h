// ActiveDays: on which days (UTC) a log was written, and which silences between them are longer
// than chance allows.
//
// A log that is written on a share p of its days is silent for k days in a row by chance with
// probability (1 - p)^k; a silence below kSurprising is told. So a busy server's one silent day
// stands out, and a laptop's weekend does not.
//
// One owner; not thread-safe. Memory: kMaxActiveDays entries at most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "base/time.h"

namespace noroshi {

// 30 years. Times in hostile evidence can name any day; beyond this many, days are counted only.
inline constexpr std::size_t kMaxActiveDays = 11'000;
inline constexpr double kSurprising = 0.01;
// A log must have been written on this many days before its silence says anything.
inline constexpr std::size_t kMinActiveDays = 14;

// Whole days without a record, first_day..last_day in days since 1601-01-01, both inclusive.
struct SilentRun {
  std::uint32_t first_day = 0, last_day = 0;
  double chance = 0;  // (1 - p)^k

  [[nodiscard]] std::uint32_t days() const noexcept { return last_day - first_day + 1; }
};

class ActiveDays {
 public:
  // O(log days). A new day beyond kMaxActiveDays is let go. REQUIRES: a time that is known.
  void Add(Timestamp time);
  // `records` of that day, as in days().
  void AddDay(std::uint32_t day, std::uint64_t records);
  void Merge(const ActiveDays& other);

  // Records per day since 1601-01-01 UTC.
  [[nodiscard]] const std::map<std::uint32_t, std::uint64_t>& days() const noexcept {
    return days_;
  }
  // Share of the days from the first to the last active one that were active; 0 when there is none.
  [[nodiscard]] double ActiveShare() const noexcept;
  // The surprising silences between the first and the last active day, in order.
  [[nodiscard]] std::vector<SilentRun> Silences() const;

 private:
  std::map<std::uint32_t, std::uint64_t> days_;
};

}  // namespace noroshi
