// RereadableBytes: evidence whose bytes may be wanted a second time, because recovery looks at a
// whole log once a part of it turns out to be damaged. A file is read again where it lies; a stream
// is kept in an unnamed temporary file while it goes by, up to a limit.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "evidence/byte_stream.h"
#include "evidence/temporary_file.h"

namespace noroshi {

// All are safe from any thread.
class RereadableBytes {
 public:
  virtual ~RereadableBytes() = default;

  // Reads on: `offset` is at most kLookBackBytes before the furthest byte read so far. Fewer bytes
  // than asked for only at the end.
  [[nodiscard]] virtual Result<std::size_t> ReadAt(std::uint64_t offset,
                                                   std::span<std::uint8_t> out) const = 0;
  // Reads anywhere. Fewer bytes at the end of what is kept.
  [[nodiscard]] virtual Result<std::size_t> ReadAgain(std::uint64_t offset,
                                                      std::span<std::uint8_t> out) const = 0;
  // kUnknownSize until the end has been seen.
  [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
  // All bytes read so far can be read again. False once a stream outgrew its limit or the disk:
  // recovery then sees the first part only, and the ledger says so.
  [[nodiscard]] virtual bool keeps_all() const noexcept = 0;
};

inline constexpr std::uint64_t kUnknownSize = std::numeric_limits<std::uint64_t>::max();
// One slot of an event log: what a reader goes back when chunks are off their grid.
inline constexpr std::size_t kLookBackBytes = std::size_t{64} << 10;

class FileBytes final : public RereadableBytes {
 public:
  explicit FileBytes(std::shared_ptr<const ReadOnlyFile> file) : file_(std::move(file)) {}

  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return file_->ReadAt(offset, out);
  }
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return file_->ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override { return file_->size(); }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }

 private:
  std::shared_ptr<const ReadOnlyFile> file_;
};

// Evidence inside containers is unpacked as it is read, never as a whole onto the disk; what one
// log may take there for the time of its reading is this. The largest a log is usually allowed to
// grow to; of a larger one, the part behind it is read but not carved.
inline constexpr std::uint64_t kMaxSpoolBytes = std::uint64_t{4} << 30;

class SpooledBytes final : public RereadableBytes {
 public:
  // The temporary file goes into `folder` ("" = the system's). Where none can be made or the disk
  // is full, no more bytes are kept; reading on is not affected.
  SpooledBytes(std::unique_ptr<ByteStream> stream, std::string folder,
               std::uint64_t limit = kMaxSpoolBytes);

  // An error of the stream is returned when it is its turn, and again from then on.
  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override;
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override;
  [[nodiscard]] std::uint64_t size() const noexcept override;
  [[nodiscard]] bool keeps_all() const noexcept override;

  // Reads the stream to its end, for readers that begin there. kLimit when not all can be kept.
  Status KeepWhole();

 private:
  // Each wants mutex_ held. Pulls until `end` has been read, the stream ends or `end` cannot be
  // kept.
  void PullUntil(std::uint64_t end) const;
  void PullBlock() const;
  // Appends to the file, or gives up keeping for good: a hole in the middle would be worse than an
  // end.
  void Keep(Bytes block) const;
  [[nodiscard]] Result<std::size_t> Kept(std::uint64_t offset, std::span<std::uint8_t> out) const;

  std::unique_ptr<ByteStream> stream_;
  std::string folder_;
  std::uint64_t limit_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::optional<TemporaryFile> file_;
  mutable std::vector<std::uint8_t> window_;  // the last bytes pulled
  // Bytes of the stream seen, and those of them that are in the file; equal until keeping ended.
  mutable std::uint64_t pulled_ = 0, kept_ = 0;
  mutable bool keeping_ = true, ended_ = false;
  mutable std::optional<Error> error_;
};

}  // namespace noroshi
