// LibarchiveReader: an ArchiveReader by libarchive: all formats it knows, zip with passwords too.
// As ArchiveReader.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/container/archive_reader.h"

namespace noroshi {

class LibarchiveReader final : public ArchiveReader {
 public:
  // An error where libarchive finds no such archive at the start. It tries the passwords itself.
  static Result<std::shared_ptr<ArchiveReader>> Open(ContainerKind kind,
                                                     std::unique_ptr<ArchiveInput> input,
                                                     const std::vector<std::string>& passwords,
                                                     std::shared_ptr<UnpackBudget> budget);

  Result<std::optional<ArchiveMember>> Next() override;

 private:
  LibarchiveReader(ContainerKind kind, std::unique_ptr<ArchiveInput> input,
                   std::shared_ptr<UnpackBudget> budget);
  Result<std::size_t> ReadContent(std::span<std::uint8_t> out) override;
  Status PassOver();
  // Behind the last member: an archive that was cut, or that something was added to.
  Status CheckRest();

  ContainerKind kind_;
  std::unique_ptr<ArchiveInput> input_;
  std::shared_ptr<UnpackBudget> budget_;
  // libarchive's; destroyed before input_, which it reads from.
  ArchiveHandle handle_;
  bool began_ = false;
};

}  // namespace noroshi
