// ArchiveReader: the members of a tar, zip, 7z, ISO 9660, cab or lha archive, one after the other:
// by libarchive, and by sevenzip/ what libarchive cannot decrypt. Nothing is written anywhere and
// no name of a member is ever used as a path.
//
// One owner at a time; a member's content may be read by another thread than the one that walks, as
// long as they take turns. Memory: the archive's decompressor, and its directory where it has one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evidence/container/archive_input.h"
#include "evidence/container/container_kind.h"
#include "evidence/container/unpack_budget.h"

namespace noroshi {

// A regular file in an archive; links, folders and devices hold no bytes and are passed over.
struct ArchiveMember {
  // Valid UTF-8; otherwise as the archive spells it.
  std::string name;
  // What is wrong with the name, for the ledger; "" = nothing.
  std::string oddity;
  // Unpacked, as the archive says; not every one does, and it may lie.
  std::optional<std::uint64_t> size_bytes;
  bool encrypted = false;
};

class ArchiveReader {
 public:
  // An error where no such archive begins, or where its directory is encrypted and no password
  // opens it. Passwords are tried here; that none fits a member shows only when it is read.
  static Result<std::shared_ptr<ArchiveReader>> Open(ContainerKind kind,
                                                     std::unique_ptr<ArchiveInput> input,
                                                     const std::vector<std::string>& passwords,
                                                     std::shared_ptr<UnpackBudget> budget);

  virtual ~ArchiveReader() = default;

  // The next member; nullopt at the end. An error ends the archive. Passes over what was not read
  // of the member before.
  virtual Result<std::optional<ArchiveMember>> Next() = 0;

  // The content of the member that Next() gave last, once. Reading it after the next call of Next()
  // is an error, and harmless. Keeps the archive alive.
  static std::unique_ptr<ByteStream> Content(std::shared_ptr<ArchiveReader> reader);

 protected:
  // Content that was handed out for the member before is void from here on.
  void BeginMember(std::optional<std::uint64_t> size);
  // Bytes of it still to come, by what the archive says; 0 where it says nothing.
  [[nodiscard]] std::uint64_t left() const noexcept { return left_; }
  [[nodiscard]] bool size_known() const noexcept { return size_known_; }

 private:
  class MemberStream;

  // Of the current member, as ByteStream::Read.
  virtual Result<std::size_t> ReadContent(std::span<std::uint8_t> out) = 0;

  // Number of the current one, from 1.
  std::uint64_t member_ = 0;
  std::uint64_t left_ = 0;
  bool size_known_ = false;
};

}  // namespace noroshi
