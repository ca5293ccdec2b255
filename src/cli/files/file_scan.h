// RunFileScan: what `noroshi scan` does: walks folders, examines files on several threads, judges
// folder by folder, and gives the findings in the order of the paths, whatever the number of
// threads. ScanFolders is the same for who chooses the folders.
//
// Reads files, never runs or changes one. A file that cannot be read, or only in part, is a loss
// that is told and counted; it does not stop the others. Ctrl-C ends it after the files in hand,
// and what was found until then is told. Memory: that of the walk and of the pool, whatever the
// number of files (folder_walk.h, scan_pool.h).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/files/scan_pool.h"
#include "finding/level.h"
#include "scan/folder_scan.h"

namespace noroshi {

struct FileScanRequest {
  std::vector<std::string> paths;  // RunFileScan's; ScanFolders has its source
  // 0 = one per core.
  unsigned threads = 0;
  Level level = Level::kLow;
  scan::ScanOptions scan;
  std::vector<std::string> archive_passwords;
  // Print the structure of each program, of each memory dump, on stdout as it is read.
  bool want_programs = false, want_dumps = false;
  // Findings beyond so many are counted only: a folder made for it could hold any number.
  std::uint64_t most_findings = 1'000'000;
  // Told of each finding of `level` and above, with its place in the order of the paths. In this
  // order too, but for those that many files together decide about, which come last.
  std::function<void(std::uint64_t place, scan::ScanFinding finding)> on_finding;
  // Told of each file, or part of one, that could not be used, in the order of the paths; on the
  // calling thread, as on_finding.
  std::function<void(const scan::ScanLoss&)> on_loss;
};

struct FileScanResult {
  std::uint64_t findings = 0, findings_left_out = 0;
  std::uint64_t files = 0, members = 0, programs = 0, signed_programs = 0, bytes = 0;
  std::uint64_t losses = 0;
  bool interrupted = false;
};

// Returns an ExitCode. What could not be read is told on stderr, path by path, besides to on_loss.
int RunFileScan(const FileScanRequest& request, FileScanResult& result);

// The same for folders that the caller tells; nothing is printed but structures.
void ScanFolders(FolderSource folders, const FileScanRequest& request, FileScanResult& result);

}  // namespace noroshi
