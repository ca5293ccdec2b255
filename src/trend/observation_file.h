// Files of observations, one JSON object a line, and an account of the lines that could not be
// used.
//
// A bad line costs itself and nothing else. Memory is bounded by the limits below; reading is
// sequential. Not safe from several threads at once on one set.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "trend/observation.h"

namespace noroshi {

// A year of public reports has hundreds of lines; this leaves room for decades, and a report that
// shows them all is still read by a browser.
inline constexpr std::size_t kMaxObservations = 20'000;
// A larger file is a log given by mistake.
inline constexpr std::uint64_t kMaxObservationFileBytes = 64ULL << 20;
// A person mends the first causes first; the count stays complete.
inline constexpr std::size_t kMaxRejectedShown = 200;

struct RejectedLine {
  std::string path;
  // From 1; 0 = the file as a whole.
  std::uint64_t line = 0;
  std::string cause;
};

struct ObservationSet {
  // In the order read.
  std::vector<Observation> observations;
  // The first kMaxRejectedShown lines that could not be used.
  std::vector<RejectedLine> rejected;
  std::uint64_t rejected_count = 0;
  std::uint64_t files = 0;
  // The ids of `observations`: a second line with one of them is rejected.
  std::unordered_set<std::string> ids;
};

// Adds the lines of `text`; `path` names it in causes. Empty lines and a byte order mark are
// passed over.
void AddObservations(std::string_view text, const std::string& path, ObservationSet& set);

// Adds a file, or all *.jsonl files below a folder, sorted by path. kNotFound when there is no such
// path or the folder has no such file, kIo and kLimit for files that cannot be read.
Status ReadObservations(const std::string& path, ObservationSet& set);

}  // namespace noroshi
