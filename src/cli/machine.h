// The machine: clock, memory, cores. Only cli/ asks it; the library is given the answers.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "stream/hunt.h"

namespace noroshi {

// Nanoseconds since some fixed moment; only differences mean anything.
[[nodiscard]] std::uint64_t MonotonicNs();
// Resident memory at its highest since the process began. 0 where the system does not tell.
[[nodiscard]] std::uint64_t PeakMemoryBytes();
// Returns freed memory to the system.
void GiveBackMemory();
// Cores this process may use; at least 1.
[[nodiscard]] unsigned CoreCount();
// Now, or SOURCE_DATE_EPOCH (seconds since 1970) where that is set, so that a whole run can be
// repeated byte for byte.
[[nodiscard]] Timestamp Now();

// Nanoseconds since 1970 by the machine's clock, for comparing with times of files.
[[nodiscard]] std::uint64_t WallClockNs();
// Differs between any two builds of this program, as far as the file system can tell them apart.
[[nodiscard]] std::string ProgramIdentity();

// The system's folder for temporary files: TMPDIR, or /tmp where that is no folder.
[[nodiscard]] std::string TempFolderOfSystem();

// All of it, as the hunt wants it.
[[nodiscard]] HuntHost ThisMachine();

}  // namespace noroshi
