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
#include "evidence/minidump/minidump.h"
#include "evidence/pe/pe_image.h"
#include "evidence/source.h"
#include "scan/document/lures.h"
#include "scan/file_facts.h"
#include "scan/memory/process_memory.h"
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

struct ScanContent;
// Called for every content before it is judged; may be empty.
using ContentVisitor = std::function<void(const ScanContent& content)>;

// Called for every memory dump that was read; may be empty.
using DumpVisitor = std::function<void(const std::string& shown, const minidump::Minidump& dump)>;

// What to look at and what with. Plain values; what is pointed at must outlive the scan and is only
// read, so one set of options serves all threads. The visitors are called on the examiner's thread.
struct ScanOptions {
  const authenticode::TrustStore* trust = nullptr;  // null: chains are not looked at
  const YaraRules* yara = nullptr;                  // null: no rules
  YaraLimits yara_limits;
  bool open_archives = true;
  bool look_inside = true;  // for forms of implants in the bytes of files
  bool raw_memory = false;  // files of no known kind are memory of a process
  // Bytes of contents without a known form (known_form.h) are nobody's business: they are logs.
  bool only_known_forms = false;
  ReadOptions read;  // what it says of archives counts
  ContentVisitor visit_content;
  ProgramVisitor visit_program;
  DumpVisitor visit_dump;
};

// Bytes to judge. All is borrowed for the time of the call.
struct ScanContent {
  const std::string& path;       // as results show it
  const RereadableBytes& bytes;  // of known size
  Bytes start;                   // the first kSampleBytes, or all
  Bytes whole;                   // all of them where they are in memory; else empty
  // The beginning of something longer: what it is cannot be judged, its bytes can.
  bool is_cut = false;
  // Of a file: its path from the root on. `path` begins where the user did, which may be in the
  // middle of Windows.
  std::string_view place = {};
};

// What was found out.
struct ContentOutcome {
  std::vector<ScanFinding> findings;
  std::vector<ScanLoss> losses;
  std::optional<ProgramFacts> program;  // it is one
  std::optional<DataFacts> data;        // it looks encrypted
  std::optional<ZoneMark> zone;         // it is the mark of another file
  bool is_signed = false;
  std::int64_t taken = 0;  // of a memory dump: when, in seconds since 1970
  // Of a program: bytes behind its last section.
  std::uint64_t overlay_offset = 0, overlay_size = 0;
};

class ContentExaminer {
 public:
  // `options` must outlive it.
  explicit ContentExaminer(const ScanOptions& options);

  // Appends to `outcome` what the content shows: by its name, by what kind it is (program, memory
  // dump, document, mark of the web, data), by the forms in its bytes and by YARA rules, in this
  // order. Never fails as a whole: what cannot be read is a loss.
  void Examine(const ScanContent& content, ContentOutcome& outcome);

 private:
  // What kind of content it turned out to be, as far as the later steps differ.
  enum class Kind : std::uint8_t { kOther, kProgram, kDump, kOle, kRtf };

  void Judge(const ScanContent& content, ContentOutcome& outcome);
  // All of a content that rules will want to see; empty where it is in memory already, is too large
  // or cannot be read. Valid as buffer_ is.
  [[nodiscard]] Bytes ReadAhead(const ScanContent& content);
  // Into buffer_; the content must fit.
  [[nodiscard]] Result<Bytes> ReadWhole(const ScanContent& content);
  Kind ExamineKind(const ScanContent& content, ContentOutcome& outcome);
  void ExamineProgram(const ScanContent& content, ContentOutcome& outcome);
  void ExamineDump(const ScanContent& content, ContentOutcome& outcome);
  void ExamineRawMemory(const ScanContent& content, ContentOutcome& outcome);
  // One reading of all bytes for those who want them: YARA, requests of implants, documents.
  void ExamineBytes(const ScanContent& content, Kind kind, ContentOutcome& outcome);
  void ExamineDocument(const ScanContent& content, Kind kind, Bytes whole, ContentOutcome& outcome);
  void RunYara(const ScanContent& content, Bytes whole, ContentOutcome& outcome);
  // Regions that could be an implant's, each as a content of its own.
  void RunYaraOnRegions(const ScanContent& content, const ProcessMemory& memory,
                        ContentOutcome& outcome);

  const ScanOptions& options_;
  std::optional<YaraScanner> yara_;
  std::vector<YaraMatch> matches_;
  std::vector<std::uint8_t> buffer_;  // the content at hand, or the part of it that is looked at
};

}  // namespace noroshi::scan
