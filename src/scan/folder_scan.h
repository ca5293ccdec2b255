// ScanFolder: reads the files of one folder, judges each by itself and all by their neighbours.
//
// Threads: one call, one thread; calls for different folders may run side by side. Memory: facts of
// at most kMaxProgramsHeld programs (some tens of KB each), whatever the number and size of files.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/authenticode/signature.h"
#include "evidence/authenticode/trust_store.h"
#include "evidence/pe/pe_image.h"
#include "scan/scan_finding.h"

namespace noroshi::scan {

// Side-loading is looked for among so many programs of a folder; the ones behind are checked by
// themselves only, and the result says so.
inline constexpr std::size_t kMaxProgramsHeld = 8'192;

struct ScanFile {
  // To open it with.
  std::string path;
  // In results; '/' between folders.
  std::string shown;
};

// A file, or a part of it, that could not be used.
struct ScanLoss {
  std::string path;
  Error error;
};

struct FolderResult {
  // In the order of files, pairs last.
  std::vector<ScanFinding> findings;
  std::vector<ScanLoss> losses;
  std::uint64_t files = 0, programs = 0, signed_programs = 0, bytes = 0;
};

// Called for every program that was read; may be empty.
using ProgramVisitor = std::function<void(const std::string& shown, const pe::PeImage& image,
                                          const authenticode::Signature& signature)>;

struct ScanOptions {
  const authenticode::TrustStore* trust = nullptr;  // null: chains are not looked at
  ProgramVisitor visit_program;
};

// REQUIRES: all files lie in the same folder.
[[nodiscard]] FolderResult ScanFolder(const std::vector<ScanFile>& files,
                                      const ScanOptions& options);

}  // namespace noroshi::scan
