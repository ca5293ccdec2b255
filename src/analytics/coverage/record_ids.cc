#include "analytics/coverage/record_ids.h"

#include <algorithm>
#include <iterator>

namespace noroshi {
namespace {

std::uint64_t SizeOf(const IdRange& range) noexcept { return range.last - range.first + 1; }

// `next` begins inside the range or right behind it. REQUIRES: it begins behind range.first, so its
// own first id is not 0. (The last id may be the largest there is: nothing is added to it.)
bool Touches(const IdRange& range, const IdRange& next) noexcept {
  return range.last >= next.first - 1;
}

}  // namespace

void RecordIds::Add(std::uint64_t id, Timestamp time) {
  if (!ranges_.empty()) {
    IdRange& newest = std::prev(ranges_.end())->second;
    if (id == newest.last + 1 && id != 0) {
      newest.last = id;
      newest.last_time = time;
      ++seen_;
      return;
    }
  }
  AddRange({id, id, time, time});
}

void RecordIds::Merge(const RecordIds& other) {
  for (const auto& [first, range] : other.ranges_) AddRange(range);
  repeats_ += other.repeats_;
  not_kept_ += other.not_kept_;
}

void RecordIds::AddRange(IdRange range) {
  auto next = ranges_.upper_bound(range.first);
  if (next != ranges_.begin()) {
    const IdRange& before = std::prev(next)->second;
    if (range.last <= before.last) {  // all of it is known
      repeats_ += SizeOf(range);
      return;
    }
  }
  const bool joins_before =
      next != ranges_.begin() && std::prev(next)->second.last + 1 >= range.first;
  const bool joins_next = next != ranges_.end() && Touches(range, next->second);
  if (!joins_before && !joins_next && ranges_.size() >= kMaxIdRanges) {
    not_kept_ += SizeOf(range);
    return;
  }
  seen_ += SizeOf(range);
  if (joins_before) {
    const auto it = std::prev(next);
    const std::uint64_t overlap = it->second.last + 1 - range.first;
    seen_ -= overlap;
    repeats_ += overlap;
    it->second.last = range.last;
    it->second.last_time = range.last_time;
    return JoinAround(it);
  }
  JoinAround(ranges_.emplace(range.first, range).first);
}

void RecordIds::JoinAround(std::map<std::uint64_t, IdRange>::iterator it) {
  IdRange& range = it->second;
  for (auto next = std::next(it); next != ranges_.end() && Touches(range, next->second);) {
    const std::uint64_t overlap = std::min(range.last, next->second.last) + 1 - next->second.first;
    seen_ -= overlap;
    repeats_ += overlap;
    if (next->second.last > range.last) {
      range.last = next->second.last;
      range.last_time = next->second.last_time;
    }
    next = ranges_.erase(next);
  }
}

double RecordIds::Density() const noexcept {
  if (ranges_.empty()) return 1;
  const auto first = static_cast<double>(ranges_.begin()->first);
  const auto last = static_cast<double>(std::prev(ranges_.end())->second.last);
  return static_cast<double>(seen_) / (last - first + 1);
}

}  // namespace noroshi
