// ScanResults: the findings of a scan as texts, rendered as they come and brought into their order
// outside memory. One for what is printed, one for the lines of --out.
//
// One owner. Memory: kScanResultBytes; more goes to disk, into files without a name in the system's
// folder for temporary files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "scan/scan_finding.h"
#include "stream/sort/run_pool.h"

namespace noroshi {

inline constexpr std::size_t kScanResultBytes = std::size_t{4} << 20;

class ScanResults {
 public:
  // In `folder` lie the bytes that memory has no room for.
  explicit ScanResults(const std::string& folder) : pool_(folder, kScanResultBytes) {}

  // In the order of the paths; `place` is that of the finding there.
  void AddInOrder(std::uint64_t place, std::string_view text);
  // The gravest first, then in the order of the paths.
  void AddByLevel(std::uint64_t place, Level level, std::string_view text);
  // By time, path, offset and rule (scan_lines.h).
  void AddByTime(std::uint64_t place, const scan::ScanFinding& finding, std::string_view text);

  // Calls `take` for each text in order; once. kIo when there was no room for them.
  Status Merge(const std::function<Status(std::string_view)>& take);

 private:
  // `order` decides between equal keys.
  void Add(const SortKey& key, std::string_view order, std::string_view text);

  RunPool pool_;
};

}  // namespace noroshi
