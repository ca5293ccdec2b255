// RunFileScan: what `noroshi scan` does: lists files, examines them on several threads, judges
// folder by folder, and gives the findings in the order of the paths, whatever the number of
// threads.
//
// Reads files, never runs or changes one. A file that cannot be read, or only in part, is a loss
// that is told and counted; it does not stop the others. Ctrl-C ends it after the files in hand,
// and what was found until then is in the result.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "finding/level.h"
#include "scan/folder_scan.h"

namespace noroshi {

struct FileScanRequest {
  std::vector<std::string> paths;
  // 0 = one per core.
  unsigned threads = 0;
  Level level = Level::kLow;
  scan::ScanOptions scan;
  std::vector<std::string> archive_passwords;
  // Print the structure of each program, of each memory dump, on stdout as it is read.
  bool want_programs = false, want_dumps = false;
};

struct FileScanResult {
  std::vector<scan::ScanFinding> findings;  // of request.level and above
  std::uint64_t files = 0, members = 0, programs = 0, signed_programs = 0, bytes = 0;
  std::uint64_t folders = 0, losses = 0;
};

// Returns an ExitCode. What could not be read is told on stderr, path by path.
int RunFileScan(const FileScanRequest& request, FileScanResult& result);

}  // namespace noroshi
