// How correlation events are sorted: those of one correlation and group together, and there by
// time, evidence path and place (correlator.h). Packed into the SortKey that findings use:
//
//   time       correlation (16 bits), upper 48 bits of the group's hash
//   file       lower 32 bits of the hash
//   position   time
//   rule       0; place and source follow in the record's first bytes
//
// Pure functions, safe from any thread.
#pragma once

#include "correlation/correlation_event.h"
#include "rules/correlation_rules/correlation_rule.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

static_assert(kMaxCorrelations <= std::uint32_t{1} << 16);

// `hash`: GroupHash of the event's group.
[[nodiscard]] inline SortKey CorrelationKey(const CorrelationEvent& event, std::uint64_t hash) {
  return {.time = static_cast<std::uint64_t>(event.correlation) << 48 | hash >> 16,
          .file = static_cast<std::uint32_t>(hash),
          .position = event.time.ticks};
}

// Fills the members of `event` that stand in the key; returns the group's hash.
inline std::uint64_t ReadCorrelationKey(const SortKey& key, CorrelationEvent& event) noexcept {
  event.correlation = static_cast<std::uint32_t>(key.time >> 48);
  event.time = {key.position};
  return key.time << 16 | (key.file & 0xFFFF);
}

}  // namespace noroshi
