// Gaps: where the evidence of a host has holes, or signs that somebody made some (idea D3-20:
// logs cleared, auditing changed; design section 5, "integrity").
//
// Pure: the same coverage gives the same list. Cost: linear in the size of the coverage.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analytics/coverage/coverage.h"

namespace noroshi {

enum class GapKind : std::uint8_t {
  // Somebody emptied the log; what stood in it before is gone.
  kLogCleared,
  // Records were written and are not in the evidence.
  kRecordIdGap,
  // So many ids are missing, all over, that a filter or rotation made the log.
  kFilteredExport,
  // Days without a record, more than chance allows.
  kSilence,
  // The clock was set by hand or by a time service.
  kClockSet,
  // A record is older than the one before it.
  kClockWentBack,
  // What is written at all was changed.
  kAuditingChanged,
};
[[nodiscard]] std::string_view GapKindName(GapKind kind) noexcept;  // "log_cleared", ...

// Fewer ids than this share, in more pieces than that: a filter was at work, and the single holes
// say nothing.
inline constexpr double kFilteredDensity = 0.9;
inline constexpr std::size_t kFilteredPieces = 20;

// One hole. `from`..`to` bound it in UTC: nothing of the log is known between them (kLogCleared,
// kAuditingChanged: `from` is the moment, `to` is zero).
struct Gap {
  std::string host, channel;
  GapKind kind{};
  Timestamp from, to;
  // The missing ids; 0 where it is not about ids.
  std::uint64_t first_id = 0, last_id = 0;
  // Records that are not there; kFilteredExport: in sum.
  std::uint64_t missing = 0;
  // kSilence: that this is chance.
  double chance = 1;
  // kSilence: the host went down before and came up after.
  bool host_was_off = false;
  // Who did it, where a record says so.
  std::string account;

  friend bool operator==(const Gap&, const Gap&) = default;
};

// All gaps, by host, then time, then channel and kind.
[[nodiscard]] std::vector<Gap> FindGaps(const Coverage& coverage);

}  // namespace noroshi
