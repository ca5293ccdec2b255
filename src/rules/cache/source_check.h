// Are these still the files that a rule set was made of? Asks the file system first and reads a
// file only where that leaves a doubt.
//
// A file counts as unchanged when path, size, both times, device and inode are the same, and both
// times lie well before the moment the file was read for the set: a file that is written twice
// within one tick of the file system's clock looks the same both times. Files younger than that are
// read until a later start finds them settled.
//
// What this cannot see: a change that leaves size and both times alone. The time of change is the
// kernel's, so that takes a clock set back or the disk written behind the file system's back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/source_file.h"

namespace noroshi {

// FAT keeps times in steps of two seconds, the coarsest there is.
inline constexpr std::uint64_t kUnsettledNs = 2'000'000'000;

// Clears the stamps of files that may have changed since they were read: all that are not
// kUnsettledNs older than `read_at` (nanoseconds since 1970, taken before the first was read).
void ClearUnsettled(std::uint64_t read_at, std::vector<SourceFile>& files);

enum class Freshness : std::uint8_t {
  // As remembered, stamps and all.
  kSame,
  // The same bytes under other stamps, or stamps that were not settled.
  kTouched,
  // A file was added, removed, or has other bytes.
  kChanged,
};

// Compares what is remembered with what is there now (stamps, no hashes); both sorted by path.
// Completes the hashes of `found` unless it finds a change. Touches the disk.
[[nodiscard]] Freshness CheckSources(const std::vector<SourceFile>& remembered,
                                     std::vector<SourceFile>& found);

// Stamp and hash of one file; neither when it cannot be read.
[[nodiscard]] SourceFile LookAt(const std::string& path);

}  // namespace noroshi
