// FolderJudge: collects what the files of one folder gave and, when all are there, judges them by
// their neighbours. ScanFolder does both for one folder on one thread.
//
// One owner at a time; the files may be examined anywhere, but are added in their order. Memory:
// facts of at most kMaxProgramsHeld programs (some tens of KB each), whatever the number and size
// of files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scan/file_examiner.h"

namespace noroshi::scan {

struct FolderResult {
  // In the order of files, pairs last.
  std::vector<ScanFinding> findings;
  std::vector<ScanLoss> losses;
  std::uint64_t files = 0, programs = 0, signed_programs = 0, members = 0, bytes = 0;
};

class FolderJudge {
 public:
  // REQUIRES: all files of one judge lie in the same folder.
  void Add(FileOutcome outcome);

  // Cost: one pass over the bytes of programs whose names of libraries are looked for
  // (name_ties.h). The judge is used up.
  [[nodiscard]] FolderResult Finish();

 private:
  void Hold(FileOutcome& outcome);
  void NameOrigins();

  FolderFacts facts_;
  std::vector<std::string> paths_;  // to open, of facts_.programs
  std::vector<ZoneMark> zones_;
  FolderResult result_;
  bool too_many_ = false;
};

// REQUIRES: all files lie in the same folder.
[[nodiscard]] FolderResult ScanFolder(const std::vector<ScanFile>& files,
                                      const ScanOptions& options);

}  // namespace noroshi::scan
