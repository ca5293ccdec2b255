// RunFileScan: what `noroshi scan` does: lists files, examines them on several threads, judges
// folder by folder, and gives the findings in the order of the paths, whatever the number of
// threads. ScanInputs is the same for who has the list already.
//
// Reads files, never runs or changes one. A file that cannot be read, or only in part, is a loss
// that is told and counted; it does not stop the others. Ctrl-C ends it after the files in hand,
// and what was found until then is in the result.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "finding/level.h"
#include "scan/folder_scan.h"
#include "stream/input/input_list.h"

namespace noroshi {

struct FileScanRequest {
  std::vector<std::string> paths;  // RunFileScan's; ScanInputs has its list
  // 0 = one per core.
  unsigned threads = 0;
  Level level = Level::kLow;
  scan::ScanOptions scan;
  std::vector<std::string> archive_passwords;
  // Print the structure of each program, of each memory dump, on stdout as it is read.
  bool want_programs = false, want_dumps = false;
  // Findings beyond so many are counted only: a folder made for it could hold any number.
  std::size_t most_findings = 1'000'000;
  // Told of each file, or part of one, that could not be used, in the order of the paths; on the
  // calling thread.
  std::function<void(const scan::ScanLoss&)> on_loss;
};

struct FileScanResult {
  std::vector<scan::ScanFinding> findings;  // of request.level and above
  std::uint64_t findings_left_out = 0;
  std::uint64_t files = 0, members = 0, programs = 0, signed_programs = 0, bytes = 0;
  std::uint64_t folders = 0, losses = 0;
  bool interrupted = false;
};

// Returns an ExitCode. What could not be read is told on stderr, path by path, besides to on_loss.
int RunFileScan(const FileScanRequest& request, FileScanResult& result);

// The same for files that are listed already; nothing is printed but structures.
void ScanInputs(const InputList& inputs, const FileScanRequest& request, FileScanResult& result);

}  // namespace noroshi
