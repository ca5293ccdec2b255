#include "scan/content_examiner.h"

#include <algorithm>
#include <iterator>

#include "evidence/authenticode/signature_reader.h"
#include "evidence/minidump/minidump_reader.h"
#include "evidence/ole/ole_file.h"
#include "evidence/pe/pe_reader.h"
#include "evidence/span_bytes.h"
#include "scan/data_sample.h"
#include "scan/document/ole_document.h"
#include "scan/document/rtf_document.h"
#include "scan/file_checks.h"
#include "scan/known_form.h"
#include "scan/memory/memory_scan.h"
#include "scan/scan_path.h"
#include "scan/yara/yara_findings.h"

namespace noroshi::scan {
namespace {

// Regions of memory that are larger than any implant are left to the look at the whole dump.
constexpr std::uint64_t kMostRegionBytes = std::uint64_t{64} << 20;
// What is told of a damaged dump.
constexpr std::size_t kMostDamageTold = 4;

// The project of macros inside a new document is judged with that document.
bool IsDocument(const ScanContent& content) {
  if (LooksLikeRtf(content.start)) return true;
  const bool part = content.path.find("!/") != std::string::npos &&
                    LowerAscii(NameOf(content.path)) == "vbaproject.bin";
  return ole::LooksLikeOle(content.start) && !part;
}

// What a region of a dump showed, with its address, need not be said of the whole dump again.
void DropKnown(std::size_t first_new, std::vector<ScanFinding>& findings) {
  const auto is_known = [&](const ScanFinding& finding) {
    return std::any_of(findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(first_new),
                       [&](const ScanFinding& known) {
                         return known.rule == ScanRuleId::kYaraMatch &&
                                known.offset == finding.offset &&
                                known.reasons[0].value == finding.reasons[0].value;
                       });
  };
  std::vector<ScanFinding> fresh;
  for (std::size_t i = first_new; i < findings.size(); ++i) {
    if (!is_known(findings[i])) fresh.push_back(std::move(findings[i]));
  }
  findings.resize(first_new);
  std::move(fresh.begin(), fresh.end(), std::back_inserter(findings));
}

}  // namespace

ContentExaminer::ContentExaminer(const ScanOptions& options) : options_(options) {
  if (options.yara != nullptr) yara_.emplace(*options.yara, options.yara_limits);
}

void ContentExaminer::Examine(const ScanContent& content, ContentOutcome& outcome) {
  if (options_.visit_content) options_.visit_content(content);
  CheckName(content.path, NameOf(content.path), outcome.findings);
  const Bytes whole = ReadAhead(content);
  if (whole.empty()) return Judge(content, outcome);
  Judge({content.path, SpanBytes(whole), content.start, whole, content.is_cut, content.place},
        outcome);
}

// What rules will look at to its last byte is read once, and its tables are found in memory. Of a
// dump only regions are looked at; what cannot be read is told by who reads it piece by piece.
Bytes ContentExaminer::ReadAhead(const ScanContent& content) {
  const std::uint64_t size = content.bytes.size();
  const bool no_need = !content.whole.empty() || size > options_.yara_limits.window;
  const bool is_dump = options_.raw_memory || minidump::LooksLikeMinidump(content.start) ||
                       IsMemoryName(content.path);
  const bool is_wanted = (yara_.has_value() || options_.look_inside) &&
                         (!options_.only_known_forms || HasKnownForm(content.path, content.start));
  if (no_need || is_dump || !is_wanted) return {};
  const Result<Bytes> whole = ReadWhole(content);
  return whole.ok() ? *whole : Bytes();
}

Result<Bytes> ContentExaminer::ReadWhole(const ScanContent& content) {
  const auto size = static_cast<std::size_t>(content.bytes.size());
  if (buffer_.size() < size) buffer_.resize(size);
  NOROSHI_TRY(const std::size_t got, content.bytes.ReadAgain(0, std::span(buffer_).first(size)));
  return Bytes(buffer_).first(got);
}

void ContentExaminer::Judge(const ScanContent& content, ContentOutcome& outcome) {
  const Kind kind = content.is_cut ? Kind::kOther : ExamineKind(content, outcome);
  const bool document = kind == Kind::kOle || kind == Kind::kRtf;
  const bool of_no_form = kind == Kind::kOther && !HasKnownForm(content.path, content.start);
  if (of_no_form && options_.only_known_forms) return;
  if (yara_.has_value() || options_.look_inside || document) ExamineBytes(content, kind, outcome);
}

ContentExaminer::Kind ContentExaminer::ExamineKind(const ScanContent& content,
                                                   ContentOutcome& outcome) {
  if (pe::LooksLikePe(content.start)) {
    ExamineProgram(content, outcome);
    return Kind::kProgram;
  }
  if (minidump::LooksLikeMinidump(content.start)) {
    ExamineDump(content, outcome);
    return Kind::kDump;
  }
  if (options_.raw_memory || IsMemoryName(content.path)) {
    ExamineRawMemory(content, outcome);
    return Kind::kDump;
  }
  if (IsClosedArchive(content.start)) {
    outcome.losses.push_back({content.path, Error{ErrorCode::kUnsupported, 0, "RAR archive",
                                                  "not opened: what it holds was not examined"}});
  }
  outcome.zone = ReadZoneMark(NameOf(content.path), content.start);
  if (outcome.zone.has_value()) CheckZoneMark(content.path, *outcome.zone, outcome.findings);
  if (IsDocument(content)) return ole::LooksLikeOle(content.start) ? Kind::kOle : Kind::kRtf;
  outcome.data = SampleData(NameOf(content.path), content.bytes.size(), content.start);
  if (outcome.data.has_value()) CheckData(content.path, *outcome.data, outcome.findings);
  return Kind::kOther;
}

void ContentExaminer::ExamineProgram(const ScanContent& content, ContentOutcome& outcome) {
  pe::PeView view(content.bytes);
  const Result<pe::PeImage> image = pe::ReadPe(view);
  if (!image.ok()) {
    // DOS programs begin with "MZ" too, and are no evidence of ours.
    if (image.error().code != ErrorCode::kBadMagic) {
      outcome.losses.push_back({content.path, image.error()});
    }
    return;
  }
  const authenticode::Signature signature =
      authenticode::ReadSignature(view, *image, options_.trust);
  if (view.error().has_value()) outcome.losses.push_back({content.path, *view.error()});
  outcome.is_signed = signature.present;
  outcome.overlay_offset = image->overlay_offset;
  outcome.overlay_size = image->overlay_size;
  const ProgramPlace place = PlaceOf(content.path, content.place);
  CheckProgram(content.path, NameOf(content.path), place, *image, signature, outcome.findings);
  if (options_.visit_program) options_.visit_program(content.path, *image, signature);
  outcome.program = FactsOf(content.path, NameOf(content.path), *image, signature);
  outcome.program->in_system_folder = place.in_system_folder;
}

void ContentExaminer::ExamineDump(const ScanContent& content, ContentOutcome& outcome) {
  const Result<minidump::Minidump> dump = minidump::ReadMinidump(content.bytes);
  if (!dump.ok()) {
    outcome.losses.push_back({content.path, dump.error()});
    return;
  }
  for (std::size_t i = 0; i < std::min(dump->damage.size(), kMostDamageTold); ++i) {
    outcome.losses.push_back({content.path, dump->damage[i]});
  }
  if (dump->damage_count > kMostDamageTold) {
    outcome.losses.push_back(
        {content.path,
         Error{ErrorCode::kInvalid, 0, "minidump",
               std::to_string(dump->damage_count - kMostDamageTold) + " more places are damaged"}});
  }
  outcome.taken = dump->time;
  if (options_.visit_dump) options_.visit_dump(content.path, *dump);
  const ProcessMemory memory(*dump, content.bytes);
  ScanMemory(content.path, memory, outcome.findings);
  if (yara_.has_value()) RunYaraOnRegions(content, memory, outcome);
}

void ContentExaminer::ExamineRawMemory(const ScanContent& content, ContentOutcome& outcome) {
  ScanMemory(content.path, ProcessMemory(content.bytes), outcome.findings);
}

// One reading for all that want every byte. What does not fit goes through in windows.
void ContentExaminer::ExamineBytes(const ScanContent& content, Kind kind, ContentOutcome& outcome) {
  const std::uint64_t size = content.bytes.size();
  Bytes whole = content.whole;
  if (whole.empty() && size <= options_.yara_limits.window) {
    const Result<Bytes> read = ReadWhole(content);
    if (!read.ok()) return outcome.losses.push_back({content.path, read.error()});
    whole = *read;
  }
  if (yara_.has_value()) RunYara(content, whole, outcome);
  if (kind == Kind::kOle || kind == Kind::kRtf) {
    return ExamineDocument(content, kind, whole, outcome);
  }
  if (!options_.look_inside || kind != Kind::kOther) return;
  if (!whole.empty() || size == 0) return ScanFileBytes(content.path, 0, whole, outcome.findings);
  buffer_.resize(kMemoryWindowBytes);
  for (std::uint64_t at = 0; at < size; at += kMemoryWindowBytes - kMemoryOverlapBytes) {
    const Result<std::size_t> got = content.bytes.ReadAgain(at, buffer_);
    if (!got.ok()) return outcome.losses.push_back({content.path, got.error()});
    ScanFileBytes(content.path, at, Bytes(buffer_).first(*got), outcome.findings);
    if (*got < buffer_.size()) return;
  }
}

void ContentExaminer::ExamineDocument(const ScanContent& content, Kind kind, Bytes whole,
                                      ContentOutcome& outcome) {
  if (whole.empty()) {
    outcome.losses.push_back({content.path, Error{ErrorCode::kLimit, 0, "document",
                                                  "too large: not looked at as a document"}});
    return;
  }
  DocumentFacts facts;
  if (kind == Kind::kOle) {
    ReadOleDocument(whole, facts);
  } else {
    ReadRtfDocument(whole, facts);
  }
  if (facts.is_damaged) {
    outcome.losses.push_back(
        {content.path, Error{ErrorCode::kInvalid, 0, "document", "parts of it cannot be read"}});
  }
  CheckDocument(content.path, facts, outcome.findings);
}

void ContentExaminer::RunYara(const ScanContent& content, Bytes whole, ContentOutcome& outcome) {
  matches_.clear();
  std::vector<Error> losses;
  const YaraNames names = YaraNamesOf(content.path, outcome.program.has_value());
  if (whole.empty()) {
    yara_->Scan(content.bytes, names, matches_, losses);
  } else {
    yara_->Scan(whole, names, matches_, losses);
  }
  const std::size_t before = outcome.findings.size();
  AddYaraFindings(content.path, 0, *options_.yara, matches_, outcome.findings);
  DropKnown(before, outcome.findings);
  for (Error& error : losses) outcome.losses.push_back({content.path, std::move(error)});
}

// Regions that could be an implant's, each as a content of its own: rules that look at the
// beginning or the size fit there and not in the whole dump.
void ContentExaminer::RunYaraOnRegions(const ScanContent& content, const ProcessMemory& memory,
                                       ContentOutcome& outcome) {
  const YaraNames names = YaraNamesOf(content.path, false);
  std::vector<Error> losses;
  for (const MemoryBlock& block : memory.blocks()) {
    if (!block.is_suspect() || block.size > kMostRegionBytes) continue;
    buffer_.resize(static_cast<std::size_t>(block.size));
    const std::size_t got = memory.Read(block.address, buffer_);
    matches_.clear();
    yara_->Scan(Bytes(buffer_).first(got), names, matches_, losses);
    const std::size_t before = outcome.findings.size();
    AddYaraFindings(content.path, block.offset, *options_.yara, matches_, outcome.findings);
    for (std::size_t i = before; i < outcome.findings.size(); ++i) {
      outcome.findings[i].reasons.push_back({"region", RegionText(block)});
    }
  }
  for (Error& error : losses) outcome.losses.push_back({content.path, std::move(error)});
}

}  // namespace noroshi::scan
