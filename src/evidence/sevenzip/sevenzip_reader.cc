#include "evidence/sevenzip/sevenzip_reader.h"

#include <algorithm>
#include <utility>

#include "base/crc32.h"
#include "evidence/container/member_name.h"
#include "evidence/sevenzip/number.h"
#include "evidence/sevenzip/packed_directory.h"
#include "evidence/sevenzip/plain_twin.h"

namespace noroshi::sevenzip {
namespace {

// Packed bytes made of noise break the rules of their method long before that.
constexpr std::uint64_t kTrialBytes = std::uint64_t{1} << 20;
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

bool IsAnyEncrypted(const SevenZipDirectory& directory) {
  const auto& folders = directory.streams.folders;
  return std::any_of(folders.begin(), folders.end(),
                     [](const PackFolder& folder) { return folder.encrypted; });
}

// Folders that libarchive cannot undo, encrypted or not.
bool IsAnyBeyondLibarchive(const SevenZipDirectory& directory) {
  const auto& folders = directory.streams.folders;
  return !std::all_of(folders.begin(), folders.end(), IsLibarchives);
}

// Reads `size` bytes, for their checksum or only to be rid of them.
Result<std::uint32_t> CrcOfNext(ByteStream& stream, std::uint64_t size) {
  std::vector<std::uint8_t> block(kBlockBytes);
  std::uint32_t crc = 0;
  while (size != 0) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), size));
    NOROSHI_TRY(const std::size_t got, stream.Read(std::span(block).first(wanted)));
    if (got == 0) return Error{ErrorCode::kTruncated, 0, "container member", {}};
    crc = Crc32Of(Bytes(block).first(got), crc);
    size -= got;
  }
  return crc;
}

// Bytes that are nonsense, as they are after a wrong password.
bool IsAboutBytes(const Error& error) noexcept {
  return error.code == ErrorCode::kInvalid || error.code == ErrorCode::kTruncated ||
         error.code == ErrorCode::kBadChecksum;
}

}  // namespace

SevenZipReader::SevenZipReader(SevenZipDirectory directory, FolderInput input, KeyRing keys)
    : directory_(std::move(directory)), input_(std::move(input)), keys_(std::move(keys)) {}

Result<std::shared_ptr<ArchiveReader>> SevenZipReader::Open(
    std::shared_ptr<const RereadableBytes> bytes, const std::vector<std::string>& passwords,
    std::shared_ptr<UnpackBudget> budget) {
  FolderInput input{std::move(bytes), budget};
  KeyRing keys(passwords, std::move(budget));
  Result<OpenedDirectory> opened = OpenDirectory(input, keys);
  // libarchive takes room for as many members as a directory says it has: none that is invalid or
  // beyond the limits may come before it.
  if (!opened.ok()) return opened.error();
  const bool is_ours = opened->was_encrypted || IsAnyEncrypted(opened->directory) ||
                       IsAnyBeyondLibarchive(opened->directory);
  if (!is_ours) {
    return std::shared_ptr<ArchiveReader>();
  }
  return std::shared_ptr<ArchiveReader>(
      new SevenZipReader(std::move(opened->directory), std::move(input), std::move(keys)));
}

bool SevenZipReader::FindFolder() {
  const std::vector<PackFolder>& folders = directory_.streams.folders;
  while (folder_ < folders.size() && part_ == folders[folder_].parts.size()) {
    ++folder_;
    part_ = 0;
    part_at_ = 0;
  }
  return folder_ < folders.size();
}

Result<std::optional<ArchiveMember>> SevenZipReader::Next() {
  while (entry_ < directory_.entries.size()) {
    const SevenZipEntry& entry = directory_.entries[entry_++];
    BeginMember(std::uint64_t{0});
    current_ = {};
    crc_ = 0;
    bool encrypted = false;
    if (entry.has_content) {
      if (!FindFolder()) {
        return Error{ErrorCode::kInvalid, 0, "container", "its directory names missing members"};
      }
      const PackFolder& folder = directory_.streams.folders[folder_];
      current_ = folder.parts[part_++];
      current_folder_ = folder_;
      current_at_ = part_at_;
      part_at_ += current_.size;
      encrypted = folder.encrypted;
    }
    if (!entry.is_file) continue;
    BeginMember(current_.size);
    ArchiveMember member;
    ShownName shown = ShowMemberName(entry.name, {});
    member.name = std::move(shown.text);
    member.oddity = std::move(shown.oddity);
    member.size_bytes = current_.size;
    member.encrypted = encrypted;
    return std::optional<ArchiveMember>(std::move(member));
  }
  return std::optional<ArchiveMember>();
}

Result<std::size_t> SevenZipReader::ReadContent(std::span<std::uint8_t> out) {
  if (left() == 0) {
    if (current_.size == 0 || !current_.crc || crc_ == *current_.crc) return std::size_t{0};
    return Error{ErrorCode::kBadChecksum, 0, "container member", "its checksum does not fit"};
  }
  NOROSHI_TRY([[maybe_unused]] const Done reached, ReachMember());
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left(), out.size()));
  NOROSHI_TRY(const std::size_t got, stream_->Read(out.first(wanted)));
  if (got == 0) return Error{ErrorCode::kTruncated, 0, "container member", {}};
  stream_at_ += got;
  crc_ = Crc32Of(Bytes(out).first(got), crc_);
  return got;
}

Status SevenZipReader::ReachMember() {
  if (open_folder_ != current_folder_) {
    NOROSHI_TRY([[maybe_unused]] const Done opened, OpenCurrentFolder());
  }
  if (folder_error_) return *folder_error_;
  if (stream_at_ >= current_at_) return Ok();
  Result<std::uint32_t> passed = CrcOfNext(*stream_, current_at_ - stream_at_);
  if (!passed.ok()) {
    folder_error_ = passed.error();
    return *folder_error_;
  }
  stream_at_ = current_at_;
  return Ok();
}

Status SevenZipReader::OpenCurrentFolder() {
  const PackFolder& folder = directory_.streams.folders[current_folder_];
  open_folder_ = current_folder_;
  stream_at_ = 0;
  folder_error_.reset();
  const Status known = CheckTwin(folder);
  Result<std::size_t> password =
      known.ok() ? ChoosePassword(folder) : Result<std::size_t>(known.error());
  Result<std::unique_ptr<ByteStream>> stream =
      password.ok() ? OpenFolder(folder, input_, keys_, *password)
                    : Result<std::unique_ptr<ByteStream>>(password.error());
  if (!stream.ok()) {
    folder_error_ = stream.error();
    return *folder_error_;
  }
  stream_ = *std::move(stream);
  return Ok();
}

Result<std::size_t> SevenZipReader::ChoosePassword(const PackFolder& folder) {
  if (!folder.encrypted) return std::size_t{0};
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    NOROSHI_TRY(const bool fits, Fits(folder, i));
    if (!fits) continue;
    keys_.Prefer(i);
    return std::size_t{0};
  }
  return Error{ErrorCode::kUnsupported, 0, "container",
               "encrypted, and no password given opens it (or it is damaged)"};
}

Result<bool> SevenZipReader::Fits(const PackFolder& folder, std::size_t password) {
  NOROSHI_TRY(const auto stream, OpenFolder(folder, input_, keys_, password));
  const FolderPart part = folder.parts.empty() ? FolderPart{} : folder.parts.front();
  const std::uint64_t wanted = IsCompressed(folder) ? std::min(part.size, kTrialBytes) : part.size;
  const Result<std::uint32_t> crc = CrcOfNext(*stream, wanted);
  if (!crc.ok() && !IsAboutBytes(crc.error())) return crc.error();
  if (!crc.ok()) return false;
  return wanted != part.size || !part.crc || *crc == *part.crc;
}

}  // namespace noroshi::sevenzip
