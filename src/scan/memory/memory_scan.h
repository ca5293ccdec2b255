// ScanMemory: what the memory of a process shows of an implant that lives only there.
//
// Safe from any thread. Memory: one window of kMemoryWindowBytes. Cost: some nanoseconds a byte of
// blocks that no module claims, little for the rest.
#pragma once

#include <string>
#include <vector>

#include "scan/memory/process_memory.h"
#include "scan/scan_finding.h"

namespace noroshi::scan {

// Blocks go through in windows that overlap, so that a form at a border is seen.
inline constexpr std::size_t kMemoryWindowBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMemoryOverlapBytes = std::size_t{64} << 10;
// Findings of one rule in one process; a last reason says how many more there were.
inline constexpr std::size_t kMostOfOneRule = 16;

// Appends the findings about the dump at `path`, by rule and address.
void ScanMemory(const std::string& path, const ProcessMemory& memory,
                std::vector<ScanFinding>& findings);

// Requests of implants in a file that is no dump: a log, a capture, a script. The other forms mean
// little outside memory. `base` is where the bytes lie in the file.
void ScanFileBytes(const std::string& path, std::uint64_t base, Bytes bytes,
                   std::vector<ScanFinding>& findings);

}  // namespace noroshi::scan
