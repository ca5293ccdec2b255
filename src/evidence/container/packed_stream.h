// PackedStream: what a bzip2, xz or zstd file holds, by libarchive.
//
// One owner. Memory: the decompressor's dictionary, which the file chooses: up to 64 MiB for xz -9,
// 128 MiB for zstd --ultra.
#pragma once

#include <memory>
#include <optional>

#include "evidence/container/archive_input.h"
#include "evidence/container/container_kind.h"
#include "evidence/container/unpack_budget.h"

namespace noroshi {

class PackedStream final : public ByteStream {
 public:
  // kInvalid when the file is damaged at its very start. REQUIRES: kind is kBzip2, kXz or kZstd.
  static Result<std::unique_ptr<ByteStream>> Open(ContainerKind kind,
                                                  std::unique_ptr<ByteStream> packed,
                                                  std::shared_ptr<UnpackBudget> budget);

  // As GzipStream.
  Result<std::size_t> Read(std::span<std::uint8_t> out) override;

 private:
  PackedStream(std::unique_ptr<ByteStream> packed, std::shared_ptr<UnpackBudget> budget)
      : input_(std::move(packed)), budget_(std::move(budget)), handle_(archive_read_new()) {}

  ArchiveInput input_;
  std::shared_ptr<UnpackBudget> budget_;
  // Ends before input_, which it reads from.
  ArchiveHandle handle_;
  // Nothing was packed at all: the end at once, and no error.
  bool empty_ = false;
  std::optional<Error> error_;
};

}  // namespace noroshi
