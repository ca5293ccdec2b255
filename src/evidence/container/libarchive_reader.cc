#include "evidence/container/libarchive_reader.h"

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

LibarchiveReader::LibarchiveReader(ContainerKind kind, std::unique_ptr<ArchiveInput> input,
                                   std::shared_ptr<UnpackBudget> budget)
    : kind_(kind),
      input_(std::move(input)),
      budget_(std::move(budget)),
      handle_(archive_read_new()) {}

Result<std::shared_ptr<ArchiveReader>> LibarchiveReader::Open(
    ContainerKind kind, std::unique_ptr<ArchiveInput> input,
    const std::vector<std::string>& passwords, std::shared_ptr<UnpackBudget> budget) {
  std::shared_ptr<LibarchiveReader> reader(
      new LibarchiveReader(kind, std::move(input), std::move(budget)));
  archive* handle = reader->handle_.get();
  AllowFormat(kind, handle);
  for (const std::string& password : passwords) {
    archive_read_add_passphrase(handle, password.c_str());  // refuses "" only
  }
  NOROSHI_TRY([[maybe_unused]] const Done opened, reader->input_->Open(handle));
  return std::shared_ptr<ArchiveReader>(std::move(reader));
}

Result<std::optional<ArchiveMember>> LibarchiveReader::Next() {
  if (Status passed = PassOver(); !passed.ok()) return passed.error();
  began_ = true;
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
    if (archive_entry_size_is_set(entry) != 0) {
      member.size_bytes = std::max<la_int64_t>(archive_entry_size(entry), 0);
    }
    BeginMember(member.size_bytes);
    return std::optional<ArchiveMember>(std::move(member));
  }
  Error error = input_->ErrorOf(handle);
  if (archive_read_has_encrypted_entries(handle) > 0) error.code = ErrorCode::kUnsupported;
  return error;
}

Status LibarchiveReader::CheckRest() {
  if (kind_ != ContainerKind::kTar) return Ok();  // the others begin with their end
  NOROSHI_TRY(const std::uint64_t rest, input_->ReadRest(handle_.get()));
  if (rest == 0) return Ok();
  return Error{ErrorCode::kInvalid, 0, "container", "behind the end of the archive lies something"};
}

Status LibarchiveReader::PassOver() {
  if (!began_) return Ok();
  // 7z unpacks what it passes over; the directory says how much that is. Zip members of unknown
  // size have to be unpacked to find their end.
  if (kind_ == ContainerKind::kSevenZip) return budget_->Charge(left());
  if (kind_ != ContainerKind::kZip || size_known()) return Ok();
  std::vector<std::uint8_t> block(kSniffBytes);
  for (;;) {
    const la_ssize_t got = archive_read_data(handle_.get(), block.data(), block.size());
    if (got <= 0) return Ok();  // if that was an error, the next header says so
    if (Status status = budget_->Charge(static_cast<std::uint64_t>(got)); !status.ok()) {
      return status;
    }
  }
}

Result<std::size_t> LibarchiveReader::ReadContent(std::span<std::uint8_t> out) {
  const la_ssize_t got = archive_read_data(handle_.get(), out.data(), out.size());
  if (got < 0) return input_->ErrorOf(handle_.get());
  // Of a tar archive as well: the holes of a sparse file cost it nothing.
  const auto size = static_cast<std::size_t>(got);
  NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->Charge(size));
  return size;
}

}  // namespace noroshi
