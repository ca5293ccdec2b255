// TimelineBuilder: counts findings over time in bounded memory and picks the bucket width at the
// end, when first and last are known. A part of ReportBuilder.
//
// It counts in sparse cells of one minute and merges cells into wider ones whenever there are too
// many. Every width of the ladder divides the next, so merging loses nothing that the wider cells
// could have said. Thread-compatible. Cost of Add: one map lookup, constant for findings in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "base/time.h"
#include "finding/level.h"
#include "report/report_document.h"

namespace noroshi {

// More bars than this are thinner than three pixels on a usual screen.
inline constexpr std::size_t kMaxTimelineBuckets = 200;
// Two weeks of minutes, 1 MB.
inline constexpr std::size_t kMaxTimelineCells = 20'160;

class TimelineBuilder {
 public:
  // A zero time counts as undated.
  void Add(Timestamp time, Level level);
  // The finest width that needs no more than kMaxTimelineBuckets. May be called at any time.
  [[nodiscard]] ReportTimeline Finish() const;

 private:
  using Cells = std::map<std::uint64_t, LevelCounts>;  // by start / width

  // One rung up the ladder of widths: cells that fall into one wider cell are added up.
  void Widen();

  Cells cells_;
  std::size_t rung_ = 0;  // of the ladder of widths
  LevelCounts undated_{};
};

}  // namespace noroshi
