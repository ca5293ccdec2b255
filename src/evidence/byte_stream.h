// ByteStream: bytes in one direction, from wherever they come: a file, a member of an archive,
// standard input, text after its encoding was undone. Readers of line-based evidence are built on
// it and never learn which it is.
//
// One owner, one thread at a time. Memory: whatever one layer buffers; nothing grows with size.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "evidence/file.h"

namespace noroshi {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Puts 1 to out.size() bytes at the start of `out` and returns how many; 0 is the end, and stays
  // so. An error (kIo, kTruncated, kInvalid, kLimit; offset in this stream) also stays: everything
  // before it has been handed out. For a reader it is the end: whoever opened the stream tells the
  // reason and the bytes lost. REQUIRES: out is not empty.
  [[nodiscard]] virtual Result<std::size_t> Read(std::span<std::uint8_t> out) = 0;

  // The whole size where it is known before reading. A hint only: a file may grow, and the
  // directory of an archive may lie.
  [[nodiscard]] virtual std::optional<std::uint64_t> size_bytes() const { return std::nullopt; }
};

// Reads until `out` is full or the stream ends; the number of bytes read. An error after some
// bytes gives those bytes: the next call returns it.
[[nodiscard]] Result<std::size_t> ReadFull(ByteStream& stream, std::span<std::uint8_t> out);

// What openers look at to tell formats apart. Enough for the long first line of a cloud log or the
// header lines of a W3C log, small against any evidence worth reading.
inline constexpr std::size_t kSniffBytes = std::size_t{64} << 10;

// A stream whose start was read ahead, so that somebody could look at it, and is handed out again.
class SniffedStream final : public ByteStream {
 public:
  // Reads the first `bytes` of `inner`, or what there is. An error at the very start is returned; a
  // later one is kept for Read.
  static Result<std::unique_ptr<SniffedStream>> Open(std::unique_ptr<ByteStream> inner,
                                                     std::size_t bytes = kSniffBytes);

  // The first bytes of the stream, whatever has been read since. As long as this lives.
  [[nodiscard]] Bytes start() const noexcept { return start_; }
  // start() is all there is. Then there is no point in reading on to know more.
  [[nodiscard]] bool is_whole() const noexcept { return whole_; }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override;
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override;

 private:
  explicit SniffedStream(std::unique_ptr<ByteStream> inner) : inner_(std::move(inner)) {}

  std::unique_ptr<ByteStream> inner_;
  std::vector<std::uint8_t> start_;
  // How many bytes of start_ have been handed out.
  std::size_t given_ = 0;
  bool whole_ = false;
};

// A regular file from its beginning. Shares the file; a position of its own, so that several can
// read one file side by side.
class FileStream final : public ByteStream {
 public:
  explicit FileStream(std::shared_ptr<const ReadOnlyFile> file) : file_(std::move(file)) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override;
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return file_->size(); }

 private:
  std::shared_ptr<const ReadOnlyFile> file_;
  std::uint64_t offset_ = 0;
};

// A descriptor that can only be read on, such as standard input. Borrows it. Whoever opened the
// descriptor closes it. An interrupted call is tried again.
class DescriptorStream final : public ByteStream {
 public:
  explicit DescriptorStream(int descriptor) : descriptor_(descriptor) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override;

 private:
  int descriptor_;
  std::uint64_t offset_ = 0;
};

}  // namespace noroshi
