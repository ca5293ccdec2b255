// ArchiveInput: the bytes libarchive reads, given to it by our streams. It is offered seeking only
// where that costs nothing.
//
// One owner, the object around it; libarchive keeps a pointer, so it does not move.
#pragma once

#include <archive.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "evidence/byte_stream.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi {

struct ArchiveClose {
  void operator()(archive* handle) const noexcept { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, ArchiveClose>;

// Exactly one of a stream and re-readable bytes is behind it: 7z needs its directory at the end and
// so the latter, tar is content with the former.
class ArchiveInput {
 public:
  explicit ArchiveInput(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}
  // `bytes->size()` must be known.
  explicit ArchiveInput(std::shared_ptr<const RereadableBytes> bytes) : bytes_(std::move(bytes)) {}
  ArchiveInput(const ArchiveInput&) = delete;
  ArchiveInput& operator=(const ArchiveInput&) = delete;

  // What it was made of, for readers of our own; null for a stream.
  [[nodiscard]] const std::shared_ptr<const RereadableBytes>& bytes() const noexcept {
    return bytes_;
  }

  // Makes `handle` read from this. The formats and filters it may find are set before.
  Status Open(archive* handle);

  // Reads what lies behind the end of the archive, if it comes from a stream; how many of those
  // bytes are not zero. Says what the stream failed with. Call it when `handle` is at its end.
  Result<std::uint64_t> ReadRest(archive* handle);

  // What the bytes below failed with, if they did; else what libarchive says.
  [[nodiscard]] Error ErrorOf(archive* handle) const;

 private:
  // libarchive's callbacks; `self` is the object that Open was called on.
  static la_ssize_t ReadBlock(archive* handle, void* self, const void** block);
  static la_int64_t Seek(archive* handle, void* self, la_int64_t offset, int whence);

  std::unique_ptr<ByteStream> stream_;
  std::shared_ptr<const RereadableBytes> bytes_;
  // Behind the last block that libarchive got, and the size of that block.
  std::uint64_t position_ = 0;
  std::size_t block_bytes_ = 0;
  std::vector<std::uint8_t> block_;
  std::optional<Error> error_;
};

}  // namespace noroshi
