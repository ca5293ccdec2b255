// The machine: clock, memory, cores. Only cli/ asks it; the library is given the answers.
#pragma once

#include <cstdint>

#include "base/time.h"
#include "stream/hunt.h"

namespace noroshi {

[[nodiscard]] std::uint64_t MonotonicNs();
[[nodiscard]] std::uint64_t PeakMemoryBytes();
// Cores this process may use; at least 1.
[[nodiscard]] unsigned CoreCount();
// Now, or SOURCE_DATE_EPOCH (seconds since 1970) where that is set, so that a whole run can be
// repeated byte for byte.
[[nodiscard]] Timestamp Now();

[[nodiscard]] HuntHost ThisMachine();

}  // namespace noroshi
