#include "evidence/container/archive_reader.h"

#include <archive_entry.h>

#include <algorithm>
#include <utility>

#include "evidence/container/member_name.h"

namespace noroshi {
namespace {

// Headers that libarchive calls unusable but passable, in a row, before we stop asking.
constexpr int kMaxBadHeaders = 1000;

void AllowFormat(ContainerKind kind, archive* handle) {
  if (kind == ContainerKind::kTar) archive_read_support_format_tar(handle);
  if (kind == ContainerKind::kZip) archive_read_support_format_zip(handle);
  if (kind == ContainerKind::kSevenZip) archive_read_support_format_7zip(handle);
  if (kind == ContainerKind::kIso9660) archive_read_support_format_iso9660(handle);
  if (kind == ContainerKind::kCabinet) archive_read_support_format_cab(handle);
  if (kind == ContainerKind::kLha) archive_read_support_format_lha(handle);
}

std::string_view TextOf(const char* text) { return text == nullptr ? std::string_view() : text; }

}  // namespace

// Holds the archive, and knows which member it was made for.
class ArchiveReader::MemberStream final : public ByteStream {
 public:
  explicit MemberStream(std::shared_ptr<ArchiveReader> reader)
      : reader_(std::move(reader)), member_(reader_->member_) {
    if (reader_->size_known_) size_ = reader_->left_;
  }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (error_) return *error_;
    Result<std::size_t> got = reader_->ReadContent(member_, out);
    if (!got.ok()) error_ = got.error();
    return got;
  }
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return size_; }

 private:
  std::shared_ptr<ArchiveReader> reader_;
  std::uint64_t member_;
  std::optional<std::uint64_t> size_;
  std::optional<Error> error_;
};

ArchiveReader::ArchiveReader(ContainerKind kind, std::unique_ptr<ArchiveInput> input,
                             std::shared_ptr<UnpackBudget> budget)
    : kind_(kind),
      input_(std::move(input)),
      budget_(std::move(budget)),
      handle_(archive_read_new()) {}

Result<std::shared_ptr<ArchiveReader>> ArchiveReader::Open(
    ContainerKind kind, std::unique_ptr<ArchiveInput> input,
    const std::vector<std::string>& passwords, std::shared_ptr<UnpackBudget> budget) {
  std::shared_ptr<ArchiveReader> reader(
      new ArchiveReader(kind, std::move(input), std::move(budget)));
  archive* handle = reader->handle_.get();
  AllowFormat(kind, handle);
  for (const std::string& password : passwords) {
    archive_read_add_passphrase(handle, password.c_str());  // refuses "" only
  }
  NOROSHI_TRY([[maybe_unused]] const Done opened, reader->input_->Open(handle));
  return reader;
}

Result<std::optional<ArchiveMember>> ArchiveReader::Next() {
  if (Status passed = PassOver(); !passed.ok()) return passed.error();
  ++member_;
  archive* handle = handle_.get();
  for (int bad = 0; bad < kMaxBadHeaders;) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle, &entry);
    if (result == ARCHIVE_EOF) {
      NOROSHI_TRY([[maybe_unused]] const Done checked, CheckRest());
      return std::optional<ArchiveMember>();
    }
    if (result == ARCHIVE_FATAL) break;
    if (result < ARCHIVE_WARN) {
      ++bad;
      continue;
    }
    const bool is_link = archive_entry_hardlink(entry) != nullptr;
    if (is_link || archive_entry_filetype(entry) != AE_IFREG) continue;
    ArchiveMember member;
    ShownName shown = ShowMemberName(TextOf(archive_entry_pathname_utf8(entry)),
                                     TextOf(archive_entry_pathname(entry)));
    member.name = std::move(shown.text);
    member.oddity = std::move(shown.oddity);
    member.encrypted = archive_entry_is_encrypted(entry) != 0;
    size_known_ = archive_entry_size_is_set(entry) != 0;
    left_ = size_known_
                ? static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0))
                : 0;
    if (size_known_) member.size_bytes = left_;
    return std::optional<ArchiveMember>(std::move(member));
  }
  Error error = input_->ErrorOf(handle);
  if (archive_read_has_encrypted_entries(handle) > 0) error.code = ErrorCode::kUnsupported;
  return error;
}

Status ArchiveReader::CheckRest() {
  if (kind_ != ContainerKind::kTar) return Ok();  // the others begin with their end
  NOROSHI_TRY(const std::uint64_t rest, input_->ReadRest(handle_.get()));
  if (rest == 0) return Ok();
  return Error{ErrorCode::kInvalid, 0, "container", "behind the end of the archive lies something"};
}

Status ArchiveReader::PassOver() {
  if (member_ == 0) return Ok();
  // 7z unpacks what it passes over; the directory says how much that is. Zip members of unknown
  // size have to be unpacked to find their end.
  if (kind_ == ContainerKind::kSevenZip) return budget_->Charge(left_);
  if (kind_ != ContainerKind::kZip || size_known_) return Ok();
  std::vector<std::uint8_t> block(kSniffBytes);
  for (;;) {
    const la_ssize_t got = archive_read_data(handle_.get(), block.data(), block.size());
    if (got <= 0) return Ok();  // if that was an error, the next header says so
    if (Status status = budget_->Charge(static_cast<std::uint64_t>(got)); !status.ok()) {
      return status;
    }
  }
}

std::unique_ptr<ByteStream> ArchiveReader::Content(std::shared_ptr<ArchiveReader> reader) {
  return std::make_unique<MemberStream>(std::move(reader));
}

Result<std::size_t> ArchiveReader::ReadContent(std::uint64_t member, std::span<std::uint8_t> out) {
  if (member != member_) return Error{ErrorCode::kCancelled, 0, "container member", "passed over"};
  const la_ssize_t got = archive_read_data(handle_.get(), out.data(), out.size());
  if (got < 0) return input_->ErrorOf(handle_.get());
  const auto size = static_cast<std::uint64_t>(got);
  left_ -= std::min(left_, size);
  // Of a tar archive as well: the holes of a sparse file cost it nothing.
  NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->Charge(size));
  return static_cast<std::size_t>(size);
}

}  // namespace noroshi
