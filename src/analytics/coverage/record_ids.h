// RecordIds: which record ids of one log have been seen, as ranges, with the times at their ends.
// What lies between two ranges was written and is not in the evidence: rolled over, cut out by an
// export, or deleted.
//
// Ids come in any order (chunks are read by several threads). One owner; not thread-safe. Costs a
// constant for an id behind the last one, else a logarithm of the number of ranges. Memory is
// bounded by kMaxIdRanges; beyond it ids are counted, not kept, and complete() says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "base/time.h"

namespace noroshi {

// A healthy log is one range, a log with holes some dozens; a filtered export of a large log may
// have as many as records. 100 bytes each, and past this many the gaps say nothing new.
inline constexpr std::size_t kMaxIdRanges = 20'000;

// Record ids first..last, all seen. Times are UTC, of the records with these two ids; zero when
// that record's time cannot be trusted.
struct IdRange {
  std::uint64_t first = 0, last = 0;
  Timestamp first_time, last_time;
};

class RecordIds {
 public:
  // Notes a record. An id seen before only counts as a repeat (a log and its copy).
  void Add(std::uint64_t id, Timestamp time);
  void Merge(const RecordIds& other);

  // By their first id; ranges neither overlap nor touch. Valid until the next call that adds.
  [[nodiscard]] const std::map<std::uint64_t, IdRange>& ranges() const noexcept { return ranges_; }
  // Number of ids seen, each once.
  [[nodiscard]] std::uint64_t seen() const noexcept { return seen_; }
  // How often an id came that was there already: copies of a log among the evidence.
  [[nodiscard]] std::uint64_t repeats() const noexcept { return repeats_; }
  // False: there were more ranges than are kept, so ids are missing from ranges().
  [[nodiscard]] bool complete() const noexcept { return not_kept_ == 0; }
  // Share of the ids between the first and the last that were seen, 0 to 1; 1 for an empty log.
  [[nodiscard]] double Density() const noexcept;

 private:
  void AddRange(IdRange range);
  // Joins the range at `it` with those that touch or overlap it.
  void JoinAround(std::map<std::uint64_t, IdRange>::iterator it);

  std::map<std::uint64_t, IdRange> ranges_;
  std::uint64_t seen_ = 0, repeats_ = 0, not_kept_ = 0;
};

}  // namespace noroshi
