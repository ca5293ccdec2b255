// ContentExaminer: judges one content by itself, whatever it is: a file where it lies, a member of
// an archive, in memory.
//
// One owner, one thread: it holds that thread's YARA scanner and buffers. Memory: theirs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/authenticode/signature.h"
#include "evidence/authenticode/trust_store.h"
#include "evidence/pe/pe_image.h"
#include "evidence/source.h"
#include "scan/file_facts.h"
#include "scan/scan_finding.h"
#include "scan/yara/yara_scanner.h"

namespace noroshi::scan {

// A file, or a part of it, that could not be used.
struct ScanLoss {
  std::string path;
  Error error;
};

// Called for every program that was read; may be empty.
using ProgramVisitor = std::function<void(const std::string& shown, const pe::PeImage& image,
                                          const authenticode::Signature& signature)>;

struct ScanOptions {
  const authenticode::TrustStore* trust = nullptr;  // null: chains are not looked at
  const YaraRules* yara = nullptr;                  // null: no rules
  YaraLimits yara_limits;
  bool open_archives = true;
  ReadOptions read;  // what it says of archives counts
  ProgramVisitor visit_program;
};

// Bytes to judge. All is borrowed for the time of the call.
struct ScanContent {
  const std::string& path;       // as results show it
  const RereadableBytes& bytes;  // of known size
  Bytes start;                   // the first kSampleBytes, or all
  Bytes whole;                   // all of them where they are in memory; else empty
};

// What was found out.
struct ContentOutcome {
  std::vector<ScanFinding> findings;
  std::vector<ScanLoss> losses;
  std::optional<ProgramFacts> program;  // it is one
  std::optional<DataFacts> data;        // it looks encrypted
  bool is_signed = false;
};

class ContentExaminer {
 public:
  // `options` must outlive it.
  explicit ContentExaminer(const ScanOptions& options);

  void Examine(const ScanContent& content, ContentOutcome& outcome);

 private:
  void ExamineProgram(const ScanContent& content, ContentOutcome& outcome);
  void RunYara(const ScanContent& content, ContentOutcome& outcome);

  const ScanOptions& options_;
  std::optional<YaraScanner> yara_;
  std::vector<YaraMatch> matches_;
};

}  // namespace noroshi::scan
