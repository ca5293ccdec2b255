// Records inside a chunk: their header, and the walk over those that are live (EVTX spec,
// sections 2.4 and 3).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "evidence/evtx/chunk.h"

namespace noroshi::evtx {

inline constexpr std::size_t kRecordHeaderBytes = 24;
// The copy of the size.
inline constexpr std::size_t kRecordTrailerBytes = 4;
inline constexpr std::size_t kMinRecordBytes = kRecordHeaderBytes + kRecordTrailerBytes;

// Where a record lies and what its header says of it. Offsets are bytes in the chunk. Nothing of
// the body has been looked at.
struct RecordSpan {
  // Of its signature, in the chunk; a multiple of eight (E-3.1).
  std::uint32_t offset = 0;
  // Of the whole record in bytes, header and trailer included, as its header says.
  std::uint32_t size = 0;
  // Of the header; exported logs number it anew (docs/design/formats/evtx.md).
  std::uint64_t id = 0;
  // When it was written: FILETIME, 100 ns ticks since 1601 UTC.
  std::uint64_t written = 0;
  // The size at its end equals the one at its start (E-3.2).
  bool copy_matches = false;

  [[nodiscard]] std::size_t body_begin() const noexcept { return offset + kRecordHeaderBytes; }
  [[nodiscard]] std::size_t body_end() const noexcept {
    return offset + size - kRecordTrailerBytes;
  }
  [[nodiscard]] std::size_t end() const noexcept { return offset + size; }
};

// Why there is no record at a place. kSignature: four bytes that are neither the signature nor
// zero. kSize: too small, or more than there is.
enum class RecordError : std::uint8_t { kNone, kZero, kSignature, kSize };

// Reads the record header at `offset` of data that end at bytes.size(). kZero: four zero bytes
// where the signature should be. With kSize, `record` says what the header says, except when there
// is no room for a header at all; then it is as it was.
[[nodiscard]] RecordError ReadRecord(Bytes bytes, std::size_t offset, RecordSpan& record) noexcept;

// The live records of a chunk, first to last.
class RecordWalk {
 public:
  RecordWalk(Bytes chunk, const ChunkHeader& header) noexcept;

  // The next record; false at the end, for whatever reason.
  [[nodiscard]] bool Next(RecordSpan& record) noexcept;

  // After Next said false: why. kNone and kZero are normal ends.
  [[nodiscard]] RecordError error() const noexcept { return error_; }
  // Behind the last record read.
  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  // Where the header says that the records end.
  [[nodiscard]] std::size_t end() const noexcept { return end_; }

 private:
  Bytes chunk_;
  std::uint64_t last_id_;
  std::size_t end_;
  std::size_t position_ = kChunkHeaderBytes;
  RecordError error_ = RecordError::kNone;
  bool done_ = false;
};

}  // namespace noroshi::evtx
