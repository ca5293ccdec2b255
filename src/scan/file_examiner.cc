#include "scan/file_examiner.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include "evidence/file.h"
#include "evidence/span_bytes.h"
#include "scan/data_sample.h"
#include "scan/document/ooxml_parts.h"
#include "scan/file_checks.h"
#include "scan/known_form.h"
#include "scan/overlay_archive.h"
#include "scan/scan_path.h"
#include "scan/side_loading.h"

namespace noroshi::scan {
namespace {

template <class T>
void MoveTo(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

std::string FullPath(const std::string& path) {
  std::error_code error;
  const std::filesystem::path full = std::filesystem::absolute(path, error);
  return error ? path : full.lexically_normal().string();
}

}  // namespace

FileOutcome FileExaminer::Examine(const ScanFile& file) {
  FileOutcome outcome;
  outcome.file = file;
  std::vector<ScanLoss>& losses = outcome.content.losses;
  auto opened = ReadOnlyFile::Open(file.path);
  if (!opened.ok()) {
    CheckName(file.shown, NameOf(file.shown), outcome.content.findings);
    losses.push_back({file.shown, opened.error()});
    return outcome;
  }
  const auto bytes = std::make_shared<const ReadOnlyFile>(*std::move(opened));
  outcome.bytes = bytes->size();
  sample_.resize(kSampleBytes);
  const Result<std::size_t> read = bytes->ReadAt(0, sample_);
  if (!read.ok()) {
    losses.push_back({file.shown, read.error()});
    return outcome;
  }
  const Bytes start = Bytes(sample_).first(*read);
  // A short file has been read whole by now.
  const Bytes whole = *read == bytes->size() ? start : Bytes();
  const std::string place = FullPath(file.path);
  examiner_.Examine({file.shown, FileBytes(bytes), start, whole, false, place}, outcome.content);
  if (outcome.content.program.has_value()) ++outcome.programs;
  if (outcome.content.is_signed) ++outcome.signed_programs;
  if (options_.open_archives) OpenFileContents(bytes, start, outcome);
  const std::int64_t modified =
      outcome.content.taken != 0 ? outcome.content.taken : bytes->modified();
  if (outcome.content.program.has_value()) outcome.content.program->modified = modified;
  for (ScanFinding& finding : outcome.content.findings) {
    if (finding.modified == 0) finding.modified = modified;
  }
  return outcome;
}

// What lies in the file besides itself: an archive's members, or those behind a program.
void FileExaminer::OpenFileContents(const std::shared_ptr<const ReadOnlyFile>& bytes, Bytes start,
                                    FileOutcome& outcome) {
  folders_.clear();
  programs_held_ = overlays_ = 0;
  if (outcome.content.overlay_size != 0) {
    OpenOverlay(outcome.file.shown, FileBytes(bytes), outcome.content, outcome);
  } else if (SniffContainer(start) != ContainerKind::kNone) {
    WalkMembers(ContentWalk(bytes, start, options_.read, FilterFor(outcome.file.shown)),
                outcome.file.shown, Holder::kFile, outcome);
  }
  JudgeMembers(outcome);
}

// The content of a packed file that is no archive has no name of its own.
ContentFilter FileExaminer::FilterFor(const std::string& holder) const {
  if (!options_.only_known_forms) return {};
  return [holder](std::string_view name, Bytes start) {
    return WantsWholeMember(name.empty() ? UnpackedName(holder) : name, start);
  };
}

void FileExaminer::WalkMembers(ContentWalk walk, const std::string& holder, Holder kind,
                               FileOutcome& outcome) {
  // A program's members may come while those of the archive around it are under way.
  std::vector<OpenArchive> around = std::exchange(archives_, {});
  const Holder holder_around = std::exchange(holder_, kind);
  while (std::optional<ContentPart> part = walk.Next()) {
    // The content of a packed file that is no archive has no name of its own.
    if (part->name.empty() && part->kind == ContentPart::Kind::kContent) {
      part->name = UnpackedName(holder);
    }
    const std::string shown = part->name.empty() ? holder : holder + "!/" + part->name;
    TakePart(*part, shown, outcome);
    if (part->error.has_value()) outcome.content.losses.push_back({shown, *part->error});
  }
  archives_ = std::move(around);
  holder_ = holder_around;
}

// An archive behind a program is read into memory, up to what a member may have.
void FileExaminer::OpenOverlay(const std::string& shown, const RereadableBytes& program,
                               const ContentOutcome& content, FileOutcome& outcome) {
  std::vector<std::uint8_t> overlay(
      static_cast<std::size_t>(std::min<std::uint64_t>(content.overlay_size, kOverlayReach)));
  const auto read = [&] {
    const Result<std::size_t> got = program.ReadAgain(content.overlay_offset, overlay);
    overlay.resize(got.ok() ? *got : 0);  // it was read before: what is gone now was told then
  };
  read();
  const auto begin = FindOverlayArchive(overlay);
  if (!begin.has_value()) return;
  const bool too_large = content.overlay_size > kMaxContentBytes;
  if (too_large || ++overlays_ > kMaxOverlays) {
    outcome.content.losses.push_back(
        {shown, Error{ErrorCode::kLimit, content.overlay_offset, "archive behind a program",
                      too_large ? "larger than 64 MiB: not opened"
                                : "one of too many in this file: not opened"}});
    return;
  }
  overlay.resize(static_cast<std::size_t>(content.overlay_size));
  read();
  if (overlay.size() <= *begin) return;
  ReadOptions limits = options_.read;
  limits.unpack.free_bytes = std::min(limits.unpack.free_bytes, kMaxOverlayUnpacked);
  limits.unpack.bytes = limits.unpack.free_bytes;
  WalkMembers(ContentWalk(Bytes(overlay).subspan(*begin), limits, FilterFor(shown)), shown,
              Holder::kProgram, outcome);
}

void FileExaminer::TakePart(const ContentPart& part, const std::string& shown,
                            FileOutcome& outcome) {
  using Kind = ContentPart::Kind;
  if (part.kind == Kind::kArchive) {
    archives_.push_back({part.name, {}, {}});
    archives_.back().archive.kind = part.container;
    archives_.back().archive.is_self_extracting =
        holder_ == Holder::kProgram && archives_.size() == 1;
  } else if (part.kind == Kind::kArchiveEnd && !archives_.empty()) {
    EndArchive(archives_.back(), shown, outcome);
    archives_.pop_back();
  } else if (!archives_.empty()) {  // also what cannot be read is a member
    OpenArchive& archive = archives_.back();
    const std::size_t skip = archive.name.empty() ? 0 : archive.name.size() + 2;
    const std::string_view inner =
        std::string_view(part.name).substr(std::min(skip, part.name.size()));
    archive.archive.Add(inner);
    if (part.kind == Kind::kContent && part.is_whole) {
      ReadOoxmlPart(inner, part.bytes, archive.document);
    }
  }
  if (part.kind == Kind::kContent) ExamineMember(shown, part, outcome);
}

void FileExaminer::EndArchive(const OpenArchive& archive, const std::string& shown,
                              FileOutcome& outcome) {
  const DocumentFacts& document = archive.document;
  if (!document.is_document || document.kind.empty()) {
    return CheckArchive(shown, archive.archive, outcome.content.findings);
  }
  if (document.is_damaged) {
    outcome.content.losses.push_back(
        {shown, Error{ErrorCode::kInvalid, 0, "document", "parts of its macros cannot be read"}});
  }
  CheckDocument(shown, document, outcome.content.findings);
}

void FileExaminer::ExamineMember(const std::string& shown, const ContentPart& part,
                                 FileOutcome& outcome) {
  const Bytes bytes = part.bytes;
  ++outcome.members;
  outcome.bytes += bytes.size();
  ContentOutcome member;
  const SpanBytes file(bytes);
  examiner_.Examine(
      {shown, file, bytes.first(std::min(bytes.size(), kSampleBytes)), bytes, !part.is_whole},
      member);
  for (ScanFinding& finding : member.findings) finding.modified = member.taken;
  MoveTo(member.findings, outcome.content.findings);
  MoveTo(member.losses, outcome.content.losses);
  if (member.overlay_size != 0 && holder_ == Holder::kFile) {
    OpenOverlay(shown, file, member, outcome);
  }
  HoldMember(shown, member, outcome);
}

void FileExaminer::HoldMember(const std::string& shown, ContentOutcome& member,
                              FileOutcome& outcome) {
  FolderFacts& folder = folders_[std::string(FolderOf(shown))];
  ++folder.file_count;
  if (member.program.has_value()) {
    ++outcome.programs;
    if (member.is_signed) ++outcome.signed_programs;
    if (++programs_held_ <= kMaxProgramsHeld) {
      folder.programs.push_back(*std::move(member.program));
    } else if (programs_held_ == kMaxProgramsHeld + 1) {
      outcome.content.losses.push_back(
          {outcome.file.shown, Error{ErrorCode::kLimit, 0, "programs of one archive",
                                     "side-loading is not looked for from here on"}});
    }
  }
  if (member.data.has_value() && folder.data.size() < kMaxProgramsHeld) {
    folder.data.push_back(*std::move(member.data));
  }
}

// Programs beside each other in an archive are as good as in a folder.
void FileExaminer::JudgeMembers(FileOutcome& outcome) {
  for (auto& [path, folder] : folders_) {
    folder.path = path;
    FindSideLoading(folder, outcome.content.findings);
  }
  folders_.clear();
}

}  // namespace noroshi::scan
