#include "report/timeline_builder.h"

#include <algorithm>
#include <array>
#include <optional>

#include "report/level_counts.h"

namespace noroshi {
namespace {

// Widths in seconds: minute, ten minutes, hour, quarter of a day, day, week, four weeks, 52 weeks
// and multiples of that. Multiples of a week counted from 1601-01-01 begin on a Monday.
constexpr std::array<std::uint64_t, 11> kWidths = {
    60,        600,        3'600,       21'600,        86'400,         604'800,
    2'419'200, 31'449'600, 314'496'000, 3'144'960'000, 31'449'600'000,
};

// A trimmed range must be at least this much finer to be worth hiding the ends.
constexpr std::uint64_t kWorthTrimming = 4;
// With fewer findings every one of them stays in the picture.
constexpr std::uint64_t kFewFindings = 20;

struct Range {  // of cells, both inclusive
  std::uint64_t first = 0, last = 0;
};

// How many findings may lie outside on either side: half a percent, or one.
std::uint64_t AllowedOutside(std::uint64_t total) {
  return total < kFewFindings ? 0 : std::max<std::uint64_t>(1, total / 200);
}

template <class Iterator>
std::uint64_t FirstBeyond(Iterator at, std::uint64_t allowed) {
  std::uint64_t seen = TotalOf(at->second);
  while (seen <= allowed) seen += TotalOf((++at)->second);
  return at->first;
}

// The finest width, not below that of `rung`, with which the range has few enough buckets.
std::uint64_t WidthFor(const Range& range, std::size_t rung) {
  const std::uint64_t cell = kWidths[rung];
  for (std::size_t i = rung; i < kWidths.size(); ++i) {
    const std::uint64_t ratio = kWidths[i] / cell;
    if (range.last / ratio - range.first / ratio < kMaxTimelineBuckets) return kWidths[i];
  }
  return kWidths.back();  // not reached: 64 bits of ticks are 97 of the widest buckets
}

}  // namespace

void TimelineBuilder::Add(Timestamp time, Level level) {
  const auto index = static_cast<std::size_t>(level);
  if (time.ticks == 0) {
    ++undated_[index];
    return;
  }
  const std::uint64_t cell = time.ticks / kTicksPerSecond / kWidths[rung_];
  const auto hint = cells_.lower_bound(cell);
  ++cells_.try_emplace(hint, cell)->second[index];
  while (cells_.size() > kMaxTimelineCells) Widen();
}

void TimelineBuilder::Widen() {
  const std::uint64_t ratio = kWidths[rung_ + 1] / kWidths[rung_];
  Cells wider;
  for (const auto& [cell, counts] : cells_) {
    AddTo(wider.try_emplace(wider.end(), cell / ratio)->second, counts);
  }
  cells_ = std::move(wider);
  ++rung_;
}

ReportTimeline TimelineBuilder::Finish() const {
  ReportTimeline timeline;
  timeline.undated = undated_;
  if (cells_.empty()) return timeline;

  std::uint64_t total = 0;
  for (const auto& [cell, counts] : cells_) total += TotalOf(counts);
  const std::uint64_t allowed = AllowedOutside(total);
  const Range whole{cells_.begin()->first, cells_.rbegin()->first};
  const Range bulk{FirstBeyond(cells_.begin(), allowed), FirstBeyond(cells_.rbegin(), allowed)};

  const std::uint64_t whole_width = WidthFor(whole, rung_);
  const std::uint64_t bulk_width = WidthFor(bulk, rung_);
  const bool trim = bulk_width * kWorthTrimming <= whole_width;
  const Range& range = trim ? bulk : whole;

  timeline.bucket_seconds = trim ? bulk_width : whole_width;
  const std::uint64_t ratio = timeline.bucket_seconds / kWidths[rung_];
  const std::uint64_t first = range.first / ratio;
  timeline.start = Timestamp{first * timeline.bucket_seconds * kTicksPerSecond};
  timeline.buckets.resize(range.last / ratio - first + 1);
  for (const auto& [cell, counts] : cells_) {
    const std::uint64_t bucket = cell / ratio - first;  // wraps when before the first
    const bool inside = cell / ratio >= first && bucket < timeline.buckets.size();
    AddTo(inside ? timeline.buckets[bucket] : timeline.outside, counts);
  }
  return timeline;
}

}  // namespace noroshi
