// SevenZipReader: the members of a 7z archive that libarchive cannot give: encrypted (AES-256, the
// directory or not), or packed by what it does not undo (Deflate64, filters for ARM). LZMA, LZMA2,
// deflate, bzip2 or nothing, with the filters of liblzma, are undone here, the rest through a plain
// twin of the folder (plain_twin.h). Everything streams; checksums of members are checked at their
// ends. Source of the format: 7zFormat.txt of the 7-Zip SDK (public domain).
//
// As ArchiveReader. Memory: the directory, and what the coders of one folder need.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/container/archive_reader.h"
#include "evidence/sevenzip/directory.h"
#include "evidence/sevenzip/folder_stream.h"

namespace noroshi::sevenzip {

class SevenZipReader final : public ArchiveReader {
 public:
  // Null where libarchive reads all: that is for others to read. An error where the directory is
  // not sound or too large: nobody is to read it. kUnsupported when no password opens the
  // directory; without one they are all tried there, or at the first member of each folder.
  static Result<std::shared_ptr<ArchiveReader>> Open(std::shared_ptr<const RereadableBytes> bytes,
                                                     const std::vector<std::string>& passwords,
                                                     std::shared_ptr<UnpackBudget> budget);

  Result<std::optional<ArchiveMember>> Next() override;

 private:
  SevenZipReader(SevenZipDirectory directory, FolderInput input, KeyRing keys);
  Result<std::size_t> ReadContent(std::span<std::uint8_t> out) override;

  // Moves to the folder of the next part that there is.
  bool FindFolder();
  // The stream stands at the current member.
  Status ReachMember();
  Status OpenCurrentFolder();
  Result<std::size_t> ChoosePassword(const PackFolder& folder);
  // Whether the folder's first bytes make sense with that password.
  Result<bool> Fits(const PackFolder& folder, std::size_t password);

  SevenZipDirectory directory_;
  FolderInput input_;
  KeyRing keys_;
  std::size_t entry_ = 0;              // of the next member
  std::size_t folder_ = 0, part_ = 0;  // of the next part
  std::uint64_t part_at_ = 0;          // where it begins in its folder
  // Of the current member.
  FolderPart current_;
  std::size_t current_folder_ = 0;
  std::uint64_t current_at_ = 0;
  std::uint32_t crc_ = 0;
  // Of the folder that is open; kNone before the first.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t open_folder_ = kNone;
  std::unique_ptr<ByteStream> stream_;
  std::uint64_t stream_at_ = 0;
  std::optional<Error> folder_error_;
};

}  // namespace noroshi::sevenzip
