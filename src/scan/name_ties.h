// Libraries that a program loads by name while it runs, which no import table tells of: the name of
// the file stands somewhere in the program's bytes.
#pragma once

#include <string>
#include <vector>

#include "scan/file_facts.h"
#include "scan/scan_finding.h"

namespace noroshi::scan {

// Programs of larger folders, and larger programs, are not searched: a product's own folder, where
// names of libraries are everywhere.
inline constexpr std::size_t kMaxProgramsSearched = 64;
inline constexpr std::uint64_t kMaxProgramBytes = std::uint64_t{64} << 20;

// Looks for the names of foreign libraries in the bytes of intact programs that do not import them,
// and judges the pairs. `paths`: what to open, one for each of folder.programs. Cost: one pass over
// each such program, and memory for one of them at a time. A program that cannot be read any more
// is passed over: its first reading told.
void FindNameTies(const FolderFacts& folder, const std::vector<std::string>& paths,
                  std::vector<ScanFinding>& findings);

// Whether `bytes` hold `lower_name`, the name of a file with its extension, in any case, in ASCII
// or UTF-16. Pure. Cost: one look at each '.'.
[[nodiscard]] bool HoldsName(Bytes bytes, std::string_view lower_name);

}  // namespace noroshi::scan
