#include "evidence/evidence_walk.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "evidence/archived_hosts.h"
#include "evidence/artefacts/artefact_formats.h"
#include "evidence/artefacts/host_tree.h"
#include "evidence/container/archive_reader.h"
#include "evidence/container/container_kind.h"
#include "evidence/container/gzip_stream.h"
#include "evidence/container/packed_stream.h"
#include "evidence/container/unpack_budget.h"
#include "evidence/container/watched_stream.h"
#include "evidence/encoding/utf8_stream.h"
#include "evidence/evtx/evtx_source.h"
#include "evidence/text_formats.h"

namespace noroshi {
namespace {

using Kind = EvidencePart::Kind;

constexpr std::string_view kMemberMark = "!/";

DamageKind KindOf(const Error& error) noexcept {
  switch (error.code) {
    case ErrorCode::kLimit: return DamageKind::kContainerLimit;
    case ErrorCode::kUnsupported: return DamageKind::kEncrypted;
    case ErrorCode::kIo: return DamageKind::kUnreadable;
    default: return DamageKind::kContainer;
  }
}

Error LimitError(const char* text, std::uint32_t limit) {
  return {ErrorCode::kLimit, 0, "container", fmt::format(fmt::runtime(text), limit)};
}

// What is known of a thing before its content is looked at.
struct Head {
  std::uint32_t ordinal = 0;
  std::uint32_t depth = 0;  // containers around it
  std::string name;
  std::optional<std::uint64_t> size_bytes;
  bool encrypted = false;
};

// An archive under way.
struct Level {
  std::shared_ptr<ArchiveReader> reader;
  Head head;
  std::shared_ptr<StreamNotes> notes;  // of its packed bytes; null for the input itself
};

// The source handed out last.
struct Current {
  Head head;
  std::shared_ptr<StreamNotes> stream;  // null for a log read where it lies
  std::shared_ptr<TextNotes> text;      // null for binary formats
};

class Walk final : public EvidenceWalk {
 public:
  Walk(const ReadOptions& options, std::uint64_t input_bytes)
      : options_(options), budget_(std::make_shared<UnpackBudget>(options.unpack, input_bytes)) {}

  void OpenFile(std::shared_ptr<const ReadOnlyFile> file, Bytes start, const std::string& path) {
    is_file_ = true;
    const ContainerKind kind = SniffContainer(start);
    Head head{0, 0, {}, file->size(), false};
    if (kind == ContainerKind::kZip) hosts_ = ArchivedHosts::Find(file, options_);
    if (kind == ContainerKind::kZip || kind == ContainerKind::kSevenZip) {
      auto bytes = std::make_unique<CountedFile>(std::move(file), budget_);
      head.depth = 1;
      first_ = OpenArchive(kind, std::make_unique<ArchiveInput>(std::move(bytes)), nullptr, head);
      return;
    }
    if (kind == ContainerKind::kNone && evtx::IsEvtxStart(start)) {
      first_ = OpenEvtxFile(std::move(file), head);
      return;
    }
    const artefacts::ArtefactFormat* artefact =
        kind == ContainerKind::kNone ? artefacts::DetectArtefact({start, path}) : nullptr;
    if (artefact != nullptr) {
      const std::uint64_t size = file->size();
      auto source = artefact->open(
          {std::make_shared<CountedFile>(std::move(file), budget_), size, path}, options_);
      first_ = SourcePart(artefacts::NameHost(std::move(source), artefacts::HostOfTree(path)),
                          {head, nullptr, nullptr});
      return;
    }
    first_ = OpenContent(Counted(std::make_unique<FileStream>(file)), head);
    if (first_->kind == Kind::kOther) first_ = OpenEvtxFile(std::move(file), head);
  }

  void OpenPipe(std::unique_ptr<ByteStream> pipe) {
    first_ = OpenContent(Counted(std::move(pipe)), {});
  }

  std::optional<EvidencePart> Next() override {
    if (first_) return std::exchange(first_, std::nullopt);
    if (current_) return EndSource();
    if (levels_.empty()) return std::nullopt;
    if (budget_->exhausted()) return EndContainer(budget_->Charge(0).error());
    if (ordinal_ >= options_.unpack.members) {
      return EndContainer(LimitError("it has more than {} members", options_.unpack.members));
    }
    auto next = levels_.back().reader->Next();
    if (!next.ok()) return EndContainer(next.error());
    if (!*next) return EndContainer(std::nullopt);
    return OpenMember(**std::move(next));
  }

  [[nodiscard]] std::uint64_t bytes_consumed() const noexcept override {
    return budget_->consumed();
  }

 private:
  std::unique_ptr<ByteStream> Counted(std::unique_ptr<ByteStream> stream) {
    return std::make_unique<CountedStream>(std::move(stream), budget_);
  }

  static EvidencePart PartOf(Kind kind, const Head& head) {
    EvidencePart part;
    part.kind = kind;
    part.ordinal = head.ordinal;
    part.name = head.name;
    part.size_bytes = head.size_bytes;
    return part;
  }

  EvidencePart Failed(const Head& head, const Error& error) {
    EvidencePart part = PartOf(Kind::kFailed, head);
    const DamageKind kind = head.encrypted ? DamageKind::kEncrypted : KindOf(error);
    part.account.damaged = head.size_bytes.value_or(0);
    part.damage.push_back({kind, 0, part.account.damaged, 0, 0, error.detail});
    return part;
  }

  EvidencePart SourcePart(std::unique_ptr<Source> source, Current current) {
    EvidencePart part = PartOf(Kind::kSource, current.head);
    part.source = std::move(source);
    part.is_packed = current.head.depth != 0;
    current_ = std::move(current);
    return part;
  }

  EvidencePart OpenEvtxFile(std::shared_ptr<const ReadOnlyFile> file, const Head& head) {
    std::unique_ptr<const RereadableBytes> bytes =
        std::make_unique<CountedFile>(std::move(file), budget_);
    auto source = evtx::OpenEvtx(bytes, options_);
    if (!source.ok()) return Failed(head, source.error());
    if (*source == nullptr) return PartOf(Kind::kOther, head);
    return SourcePart(*std::move(source), {head, nullptr, nullptr});
  }

  // Unpacks packed streams, one inside the other, until something else comes.
  EvidencePart OpenContent(std::unique_ptr<ByteStream> content, Head head) {
    for (;;) {
      auto notes = std::make_shared<StreamNotes>();
      content = std::make_unique<WatchedStream>(std::move(content), notes);
      auto sniffed = SniffedStream::Open(std::move(content));
      if (!sniffed.ok()) return Failed(head, sniffed.error());
      const ContainerKind kind = SniffContainer((*sniffed)->start());
      if (kind == ContainerKind::kNone) return OpenLeaf(*std::move(sniffed), notes, head);
      if (++head.depth > options_.unpack.depth) return Failed(head, TooDeep());
      if (IsArchive(kind)) return OpenArchiveStream(kind, *std::move(sniffed), notes, head);
      head.size_bytes.reset();  // that was its packed size
      auto unpacked = Unpack(kind, *std::move(sniffed));
      if (!unpacked.ok()) return Failed(head, unpacked.error());
      content = *std::move(unpacked);
    }
  }

  [[nodiscard]] Error TooDeep() const {
    return LimitError("more than {} containers inside each other", options_.unpack.depth);
  }

  Result<std::unique_ptr<ByteStream>> Unpack(ContainerKind kind,
                                             std::unique_ptr<ByteStream> packed) {
    if (kind != ContainerKind::kGzip) return PackedStream::Open(kind, std::move(packed), budget_);
    return std::unique_ptr<ByteStream>(std::make_unique<GzipStream>(std::move(packed), budget_));
  }

  EvidencePart OpenLeaf(std::unique_ptr<SniffedStream> stream, std::shared_ptr<StreamNotes> notes,
                        const Head& head) {
    // A plain file is no log when it comes here, or one without its beginning, which OpenFile looks
    // for where the file lies.
    if (!is_file_ || head.depth != 0) {
      if (std::unique_ptr<Source> source = evtx::OpenEvtxStream(stream, options_)) {
        return SourcePart(std::move(source), {head, std::move(notes), nullptr});
      }
    }
    if (const auto* artefact = artefacts::DetectArtefact({stream->start(), head.name})) {
      return OpenArtefactStream(*artefact, std::move(stream), std::move(notes), head);
    }
    auto text_notes = std::make_shared<TextNotes>();
    auto text = SniffedStream::Open(std::make_unique<Utf8Stream>(std::move(stream), text_notes));
    if (!text.ok()) return Failed(head, text.error());
    for (const TextFormat& format : TextFormats()) {
      auto source = format.open(*text, options_);
      if (!source.ok()) return Failed(head, source.error());
      if (*source == nullptr) continue;
      return SourcePart(*std::move(source), {head, std::move(notes), std::move(text_notes)});
    }
    EvidencePart other = PartOf(Kind::kOther, head);
    if ((*text)->start().empty()) other.size_bytes = 0;
    return other;
  }

  // Artefacts are read in any order.
  EvidencePart OpenArtefactStream(const artefacts::ArtefactFormat& format,
                                  std::unique_ptr<SniffedStream> stream,
                                  std::shared_ptr<StreamNotes> notes, const Head& head) {
    auto kept = std::make_shared<SpooledBytes>(std::move(stream), options_.spool_folder);
    const Status whole = kept->KeepWhole();
    // A stream that breaks off has given what is before; its end tells the reason.
    if (!whole.ok() && !kept->keeps_all()) return Failed(head, whole.error());
    const std::uint64_t size = kept->size();
    auto source = format.open({std::move(kept), size, {}}, options_);
    // Names of members of archives in archives begin with the archive's.
    return SourcePart(artefacts::NameHost(std::move(source), hosts_.HostOf(head.name)),
                      {head, std::move(notes), nullptr});
  }

  EvidencePart OpenArchiveStream(ContainerKind kind, std::unique_ptr<SniffedStream> packed,
                                 std::shared_ptr<StreamNotes> notes, const Head& head) {
    if (kind != ContainerKind::kSevenZip) {
      return OpenArchive(kind, std::make_unique<ArchiveInput>(std::move(packed)), std::move(notes),
                         head);
    }
    // Its directory is at its end.
    auto kept = std::make_unique<SpooledBytes>(std::move(packed), options_.spool_folder);
    if (Status whole = kept->KeepWhole(); !whole.ok()) return Failed(head, whole.error());
    return OpenArchive(kind, std::make_unique<ArchiveInput>(std::move(kept)), std::move(notes),
                       head);
  }

  EvidencePart OpenArchive(ContainerKind kind, std::unique_ptr<ArchiveInput> input,
                           std::shared_ptr<StreamNotes> notes, const Head& head) {
    auto reader = ArchiveReader::Open(kind, std::move(input), options_.archive_passwords, budget_);
    if (!reader.ok()) return Failed(head, reader.error());
    levels_.push_back({*std::move(reader), head, std::move(notes)});
    return PartOf(Kind::kContainer, head);
  }

  EvidencePart OpenMember(ArchiveMember member) {
    const Level& level = levels_.back();
    Head head;
    head.ordinal = ++ordinal_;
    head.depth = level.head.depth;
    head.name = level.head.name.empty() ? std::move(member.name)
                                        : level.head.name + std::string(kMemberMark) + member.name;
    head.size_bytes = member.size_bytes;
    head.encrypted = member.encrypted;
    TellApart(head.name);
    EvidencePart part =
        member.encrypted && options_.archive_passwords.empty()
            ? Failed(head, Error{ErrorCode::kUnsupported, 0, "container",
                                 "encrypted; give the password with --archive-password"})
            : OpenContent(ArchiveReader::Content(level.reader), head);
    if (!member.oddity.empty()) {
      part.damage.push_back({DamageKind::kMemberName, 0, 0, 0, 0, std::move(member.oddity)});
    }
    return part;
  }

  // Members of one name, which archives may have, get a number from the second on.
  void TellApart(std::string& name) {
    const std::uint32_t turn = ++seen_[Hash64(name)];
    if (turn > 1) name += "#" + std::to_string(turn);
  }

  EvidencePart EndSource() {
    const Current current = *std::exchange(current_, std::nullopt);
    EvidencePart part = PartOf(Kind::kSourceEnd, current.head);
    if (current.stream != nullptr && current.stream->error) {
      const Error& error = *current.stream->error;
      const std::uint64_t size = current.head.size_bytes.value_or(0), read = current.stream->bytes;
      part.account.damaged = size > read ? size - read : 0;
      const DamageKind kind = current.head.encrypted ? DamageKind::kEncrypted : KindOf(error);
      part.damage.push_back({kind, read, part.account.damaged, 0, 0, error.detail});
    }
    if (current.text != nullptr) NoteText(*current.text, part);
    return part;
  }

  static void NoteText(const TextNotes& notes, EvidencePart& part) {
    const std::string encoding(TextEncodingName(notes.encoding));
    if (notes.encoding != TextEncoding::kAscii && notes.encoding != TextEncoding::kUtf8) {
      part.encoding = encoding;
    }
    if (notes.no_converter) {
      part.damage.push_back({DamageKind::kTextEncoding, 0, 0, 0, 0,
                             "this system cannot convert code page 932; read as UTF-8"});
    }
    if (notes.replaced != 0) {
      part.damage.push_back({DamageKind::kTextEncoding, notes.first_replaced, 0, 0, 0,
                             std::to_string(notes.replaced) + " characters were not valid " +
                                 encoding + " and were replaced"});
    }
  }

  EvidencePart EndContainer(const std::optional<Error>& error) {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    EvidencePart part = PartOf(Kind::kContainerEnd, level.head);
    const std::uint64_t size = level.head.size_bytes.value_or(0);
    part.account.used = size;
    if (!error) return part;
    const std::uint64_t read = level.notes == nullptr ? budget_->consumed() : level.notes->bytes;
    part.account.damaged = size > read ? size - read : 0;
    part.account.used = size - part.account.damaged;
    part.damage.push_back({KindOf(*error), read, part.account.damaged, 0, 0, error->detail});
    return part;
  }

  const ReadOptions options_;
  std::shared_ptr<UnpackBudget> budget_;
  ArchivedHosts hosts_;  // of the input itself, if it is a zip archive
  std::optional<EvidencePart> first_;
  std::optional<Current> current_;
  std::vector<Level> levels_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  // names, by hash
  std::uint32_t ordinal_ = 0;
  bool is_file_ = false;  // the input is a file, not a pipe
};

Result<std::unique_ptr<EvidenceWalk>> OpenStandardInput(const ReadOptions& options) {
  auto walk = std::make_unique<Walk>(options, kUnknownSize);
  walk->OpenPipe(std::make_unique<DescriptorStream>(STDIN_FILENO));
  return std::unique_ptr<EvidenceWalk>(std::move(walk));
}

}  // namespace

Result<std::unique_ptr<EvidenceWalk>> OpenEvidence(const std::string& path,
                                                   const ReadOptions& options) {
  if (path == kStandardInput) return OpenStandardInput(options);
  NOROSHI_TRY(ReadOnlyFile opened, ReadOnlyFile::Open(path));
  const auto file = std::make_shared<const ReadOnlyFile>(std::move(opened));
  std::vector<std::uint8_t> start(kSniffBytes);
  NOROSHI_TRY(const std::size_t got, file->ReadAt(0, start));
  if (got == 0) return Error{ErrorCode::kTruncated, 0, "evidence file", "empty"};
  auto walk = std::make_unique<Walk>(options, file->size());
  walk->OpenFile(file, Bytes(start).first(got), path);
  return std::unique_ptr<EvidenceWalk>(std::move(walk));
}

}  // namespace noroshi
