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
  kLogCleared,       // somebody emptied the log; what stood in it before is gone
  kRecordIdGap,      // records were written and are not in the evidence
  kFilteredExport,   // so many ids are missing, all over, that a filter or rotation made the log
  kSilence,          // days without a record, more than chance allows
  kClockSet,         // the clock was set by hand or by a time service
  kClockWentBack,    // a record is older than the one before it
  kAuditingChanged,  // what is written at all was changed
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
  std::uint64_t first_id = 0, last_id = 0;  // the missing ids; 0 where it is not about ids
  std::uint64_t missing = 0;                // records that are not there; kFilteredExport: in sum
  double chance = 1;                        // kSilence: that this is chance
  bool host_was_off = false;                // kSilence: the host went down before and came up after
  std::string account;                      // who did it, where a record says so

  friend bool operator==(const Gap&, const Gap&) = default;
};

// All gaps, by host, then time, then channel and kind.
[[nodiscard]] std::vector<Gap> FindGaps(const Coverage& coverage);

}  // namespace noroshi
