// TimeZone: when the clocks of a place were how far from UTC. For evidence that names no zone.
//
// Zones come from the system's own database (TZif, RFC 8536: /usr/share/zoneinfo), or are a fixed
// offset ("+09:00"). Immutable; safe from any thread: nothing here touches the process's TZ.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace noroshi {

class TimeZone {
 public:
  // "UTC", "+09:00", "-0330", or an IANA name such as "Asia/Tokyo". kNotFound when no zone has the
  // name, kInvalid when its file is not TZif. Reads one small file; do it once a run, not once a
  // record. A name cannot lead out of the database's folder.
  static Result<TimeZone> Open(std::string_view name);

  // `seconds` are those of a local clock since 1970 as if it were UTC. A reading that occurs twice
  // (clocks set back) is the first of both; one that never was (set forward) is read with the
  // offset before the change. O(log changes), as is OffsetAt.
  [[nodiscard]] std::int64_t ToUtc(std::int64_t local_seconds) const noexcept;

  // Seconds to add to UTC for the local time.
  [[nodiscard]] std::int32_t OffsetAt(std::int64_t utc_seconds) const noexcept;

 private:
  struct Change {
    // UTC seconds since 1970.
    std::int64_t at = 0;
    std::int32_t offset = 0;
  };
  friend class ZoneFile;

  // Before the first change.
  std::int32_t first_offset_ = 0;
  // Ascending; those of the rule behind the last one included.
  std::vector<Change> changes_;
};

}  // namespace noroshi
