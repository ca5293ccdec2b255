#include "evidence/container/content_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "evidence/container/gzip_stream.h"
#include "evidence/container/packed_stream.h"
#include "evidence/read_up_to.h"
#include "evidence/span_bytes.h"

namespace noroshi {
namespace {

using Kind = ContentPart::Kind;

constexpr std::string_view kMemberMark = "!/";

ContentPart Failed(const std::string& name, Error error) {
  ContentPart part;
  part.kind = Kind::kFailed;
  part.name = name;
  part.error = std::move(error);
  return part;
}

std::string Below(const std::string& outer, const std::string& inner) {
  return outer.empty() ? inner : outer + std::string(kMemberMark) + inner;
}

std::string_view LastPart(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Reads to the end of `stream` or until `out` has `limit` bytes; false when something is left.
Result<bool> ReadAll(ByteStream& stream, std::size_t limit, std::vector<std::uint8_t>& out) {
  out.clear();
  NOROSHI_TRY(out, ReadUpTo(stream, limit));
  // A stream that broke off has given what was before; it says so now.
  std::uint8_t more = 0;
  const Result<std::size_t> got = stream.Read({&more, 1});
  if (!got.ok()) return got.error();
  return *got == 0;
}

}  // namespace

std::string UnpackedName(std::string_view packed_name) {
  const std::string_view name = LastPart(packed_name);
  for (const std::string_view ending : {".gz", ".bz2", ".xz", ".zst"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      return std::string(name.substr(0, name.size() - ending.size()));
    }
  }
  if (name.size() > 4 && name.ends_with(".tgz")) {
    return std::string(name.substr(0, name.size() - 4)) + ".tar";
  }
  return std::string(name) + ".unpacked";
}

ContentWalk::ContentWalk(std::shared_ptr<const ReadOnlyFile> file, Bytes start,
                         const ReadOptions& options, ContentFilter filter)
    : options_(options),
      filter_(std::move(filter)),
      budget_(std::make_shared<UnpackBudget>(options.unpack, file->size())) {
  auto stream = std::make_unique<CountedStream>(std::make_unique<FileStream>(file), budget_);
  Open(SniffContainer(start), std::make_unique<CountedFile>(std::move(file), budget_),
       std::move(stream));
}

ContentWalk::ContentWalk(Bytes bytes, const ReadOptions& options, ContentFilter filter)
    : options_(options),
      filter_(std::move(filter)),
      budget_(std::make_shared<UnpackBudget>(options.unpack, bytes.size())) {
  budget_->NoteConsumed(bytes.size());
  Open(SniffContainer(bytes.first(std::min(bytes.size(), kSniffBytes))),
       std::make_unique<SpanBytes>(bytes), std::make_unique<SpanStream>(bytes));
}

// The same bytes twice: libarchive wants to seek in some formats and to read on in others.
void ContentWalk::Open(ContainerKind kind, std::unique_ptr<const RereadableBytes> bytes,
                       std::unique_ptr<ByteStream> stream) {
  if (kind == ContainerKind::kZip || kind == ContainerKind::kSevenZip) {
    first_ =
        OpenArchive(kind, std::make_unique<ArchiveInput>(std::move(bytes)), {1, {}, false}, {});
    return;
  }
  first_ = OpenStream(std::move(stream), {});
}

std::optional<ContentPart> ContentWalk::Next() {
  if (first_) return std::exchange(first_, std::nullopt);
  if (pending_zip_) {
    const Head head = *std::exchange(pending_zip_, std::nullopt);
    std::vector<std::uint8_t> held = std::exchange(content_, {});
    auto input = std::make_unique<ArchiveInput>(std::make_unique<SpanBytes>(Bytes(held)));
    return OpenArchive(ContainerKind::kZip, std::move(input), head, std::move(held));
  }
  if (levels_.empty()) return std::nullopt;
  if (budget_->exhausted()) return EndArchive(budget_->Charge(0).error());
  if (members_ >= options_.unpack.members) {
    return EndArchive(Error{ErrorCode::kLimit, 0, "container",
                            fmt::format("it has more than {} members", options_.unpack.members)});
  }
  auto next = levels_.back().reader->Next();
  if (!next.ok()) return EndArchive(next.error());
  if (!*next) return EndArchive(std::nullopt);
  return OpenMember(**std::move(next));
}

ContentPart ContentWalk::OpenMember(ArchiveMember member) {
  ++members_;
  const Level& level = levels_.back();
  Head head{level.head.depth, Below(level.head.name, member.name), member.encrypted};
  TellApart(head.name);
  if (member.encrypted && options_.archive_passwords.empty()) {
    return Failed(head.name, Error{ErrorCode::kUnsupported, 0, "container",
                                   "encrypted; give the password with --archive-password"});
  }
  ContentPart part = OpenStream(ArchiveReader::Content(level.reader), head);
  if (!member.oddity.empty() && !part.error) {
    part.error = Error{ErrorCode::kInvalid, 0, kOddMemberName, std::move(member.oddity)};
  }
  return part;
}

// Members of one name, which archives may have, get a number from the second on.
void ContentWalk::TellApart(std::string& name) {
  const std::uint32_t turn = ++seen_[Hash64(name)];
  if (turn > 1) name += "#" + std::to_string(turn);
}

// Unpacks packed streams, one inside the other, until something else comes.
ContentPart ContentWalk::OpenStream(std::unique_ptr<ByteStream> content, Head head) {
  for (;;) {
    auto sniffed = SniffedStream::Open(std::move(content));
    if (!sniffed.ok()) return Failed(head.name, sniffed.error());
    const ContainerKind kind = SniffContainer((*sniffed)->start());
    if (kind == ContainerKind::kNone) return OpenLeaf(*std::move(sniffed), head);
    if (++head.depth > options_.unpack.depth) {
      return Failed(head.name, Error{ErrorCode::kLimit, 0, "container",
                                     fmt::format("more than {} containers inside each other",
                                                 options_.unpack.depth)});
    }
    if (kind == ContainerKind::kZip) return OpenZip(*std::move(sniffed), head);
    if (kind == ContainerKind::kSevenZip) return OpenSevenZip(*std::move(sniffed), head);
    if (IsArchive(kind)) {
      return OpenArchive(kind, std::make_unique<ArchiveInput>(*std::move(sniffed)), head, {});
    }
    auto unpacked = Unpack(kind, *std::move(sniffed));
    if (!unpacked.ok()) return Failed(head.name, unpacked.error());
    content = *std::move(unpacked);
    if (!head.name.empty()) head.name = Below(head.name, UnpackedName(head.name));
  }
}

Result<std::unique_ptr<ByteStream>> ContentWalk::Unpack(ContainerKind kind,
                                                        std::unique_ptr<ByteStream> packed) const {
  if (kind != ContainerKind::kGzip) return PackedStream::Open(kind, std::move(packed), budget_);
  return std::unique_ptr<ByteStream>(std::make_unique<GzipStream>(std::move(packed), budget_));
}

ContentPart ContentWalk::OpenLeaf(std::unique_ptr<SniffedStream> stream, const Head& head) {
  ContentPart part;
  part.kind = Kind::kContent;
  part.name = head.name;
  if (filter_ && !filter_(head.name, stream->start())) {
    const Bytes start = stream->start();
    content_.assign(start.begin(), start.end());
    unpacked_ += content_.size();
    part.bytes = content_;
    part.is_whole = stream->is_whole();
    return part;
  }
  const Result<bool> whole = ReadAll(*stream, kMaxContentBytes, content_);
  unpacked_ += content_.size();
  part.bytes = content_;
  part.is_whole = whole.ok() && *whole;
  if (!whole.ok()) {
    part.error = whole.error();
  } else if (!*whole) {
    part.error = Error{ErrorCode::kLimit, kMaxContentBytes, "container member",
                       fmt::format("larger than {} MiB: only its beginning was looked at",
                                   kMaxContentBytes >> 20)};
  }
  return part;
}

// Given as content first, its members after it; walked only where it is too large for that.
ContentPart ContentWalk::OpenZip(std::unique_ptr<SniffedStream> stream, const Head& head) {
  const std::size_t room = kMaxHeldBytes - std::min(held_, kMaxHeldBytes);
  const std::size_t limit = std::max(std::min(kMaxContentBytes, room), kSniffBytes);
  auto sniffed = SniffedStream::Open(std::move(stream), limit);
  if (!sniffed.ok()) return Failed(head.name, sniffed.error());
  if (!(*sniffed)->is_whole()) {
    return OpenArchive(ContainerKind::kZip, std::make_unique<ArchiveInput>(*std::move(sniffed)),
                       head, {});
  }
  const Bytes start = (*sniffed)->start();
  content_.assign(start.begin(), start.end());
  unpacked_ += content_.size();
  pending_zip_ = head;
  ContentPart part;
  part.kind = Kind::kContent;
  part.name = head.name;
  part.bytes = content_;
  part.container = ContainerKind::kZip;
  return part;
}

// Its directory is at its end.
ContentPart ContentWalk::OpenSevenZip(std::unique_ptr<SniffedStream> stream, const Head& head) {
  auto kept = std::make_unique<SpooledBytes>(std::move(stream), options_.spool_folder);
  if (Status whole = kept->KeepWhole(); !whole.ok()) return Failed(head.name, whole.error());
  return OpenArchive(ContainerKind::kSevenZip, std::make_unique<ArchiveInput>(std::move(kept)),
                     head, {});
}

ContentPart ContentWalk::OpenArchive(ContainerKind kind, std::unique_ptr<ArchiveInput> input,
                                     const Head& head, std::vector<std::uint8_t> held) {
  auto reader = ArchiveReader::Open(kind, std::move(input), options_.archive_passwords, budget_);
  if (!reader.ok()) return Failed(head.name, reader.error());
  held_ += held.size();
  levels_.push_back({std::move(held), *std::move(reader), head, kind});
  ContentPart part;
  part.kind = Kind::kArchive;
  part.name = head.name;
  part.container = kind;
  return part;
}

ContentPart ContentWalk::EndArchive(std::optional<Error> error) {
  ContentPart part;
  part.kind = Kind::kArchiveEnd;
  part.name = levels_.back().head.name;
  part.container = levels_.back().kind;
  part.error = std::move(error);
  held_ -= levels_.back().held.size();
  levels_.pop_back();
  return part;
}

}  // namespace noroshi
