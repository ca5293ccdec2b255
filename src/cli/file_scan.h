// RunFileScan: what `noroshi scan` does: lists files, scans folder by folder on several threads,
// and gives the findings in the order of the paths, whatever the number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/authenticode/trust_store.h"
#include "finding/level.h"
#include "scan/folder_scan.h"

namespace noroshi {

struct FileScanRequest {
  std::vector<std::string> paths;
  // 0 = one per core.
  unsigned threads = 0;
  Level level = Level::kLow;
  const authenticode::TrustStore* trust = nullptr;
  // Print each program's structure on stdout as it is read.
  bool want_programs = false;
};

struct FileScanResult {
  // Of request.level and above.
  std::vector<scan::ScanFinding> findings;
  std::uint64_t files = 0, programs = 0, signed_programs = 0, bytes = 0, folders = 0, losses = 0;
};

// Returns an ExitCode. What could not be read is told on stderr, path by path.
int RunFileScan(const FileScanRequest& request, FileScanResult& result);

}  // namespace noroshi
