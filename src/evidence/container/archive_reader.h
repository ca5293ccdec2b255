// ArchiveReader: the members of a tar, zip, 7z, ISO 9660, cab or lha archive, one after the other,
// by libarchive. Nothing is written anywhere and no name of a member is ever used as a path.
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
  // An error where libarchive finds no such archive at the start. It tries the passwords itself, so
  // that none fits shows only when a member is read.
  static Result<std::shared_ptr<ArchiveReader>> Open(ContainerKind kind,
                                                     std::unique_ptr<ArchiveInput> input,
                                                     const std::vector<std::string>& passwords,
                                                     std::shared_ptr<UnpackBudget> budget);

  // The next member; nullopt at the end. An error ends the archive. Passes over what was not read
  // of the member before.
  Result<std::optional<ArchiveMember>> Next();

  // The content of the member that Next() gave last, once. Reading it after the next call of Next()
  // is an error, and harmless. Keeps the archive alive.
  static std::unique_ptr<ByteStream> Content(std::shared_ptr<ArchiveReader> reader);

 private:
  class MemberStream;

  ArchiveReader(ContainerKind kind, std::unique_ptr<ArchiveInput> input,
                std::shared_ptr<UnpackBudget> budget);
  Status PassOver();
  // Behind the last member: an archive that was cut, or that something was added to.
  Status CheckRest();
  Result<std::size_t> ReadContent(std::uint64_t member, std::span<std::uint8_t> out);

  ContainerKind kind_;
  std::unique_ptr<ArchiveInput> input_;
  std::shared_ptr<UnpackBudget> budget_;
  // libarchive's; destroyed before input_, which it reads from.
  ArchiveHandle handle_;
  // Number of the current one, from 1.
  std::uint64_t member_ = 0;
  // Bytes of it still to come, by what the archive says.
  std::uint64_t left_ = 0;
  bool size_known_ = false;
};

}  // namespace noroshi
