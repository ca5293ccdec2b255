// The 64 KiB slots of an EVTX file and the header of those that hold a chunk (EVTX spec,
// section 2).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"

namespace noroshi::evtx {

inline constexpr std::size_t kChunkBytes = 65'536;
inline constexpr std::size_t kChunkHeaderBytes = 512;

enum class SlotKind : std::uint8_t {
  // All zero: pre-allocated (E-2.1).
  kUnused,
  // Begins with the chunk signature and holds a whole header.
  kChunk,
  // Anything else (E-2.2): what is in it can only be carved.
  kForeign,
};
[[nodiscard]] SlotKind ClassifySlot(Bytes slot) noexcept;

// True when a chunk signature stands at `at`.
[[nodiscard]] bool HasChunkSignature(Bytes bytes, std::size_t at) noexcept;

struct ChunkHeader {
  // Record ids of the first and the last of its records, as stated.
  std::uint64_t first_id = 0, last_id = 0;
  // Offset behind the last record, as stated.
  std::uint32_t free_space = 0;
  // CRC-32 of the bytes between header and EndOfRecords().
  std::uint32_t data_checksum = 0;
  std::uint32_t flags = 0;
  std::uint32_t header_checksum = 0;

  // Behind the last record: clamped to the chunk, and never inside the header (E-2.4).
  [[nodiscard]] std::size_t EndOfRecords(std::size_t chunk_bytes) const noexcept;
  // An emptied chunk: both ids all ones (E-2.6).
  [[nodiscard]] bool empty() const noexcept { return first_id == ~0ULL && last_id == ~0ULL; }
  // How many records the ids promise; 0 for an empty chunk or ids that cannot be (E-2.5).
  [[nodiscard]] std::uint64_t PromisedRecords() const noexcept;
  // Windows wrote no checksums into this chunk.
  [[nodiscard]] bool no_checksums() const noexcept { return (flags & 4U) != 0; }
};

// REQUIRES: ClassifySlot(chunk) == kChunk.
[[nodiscard]] ChunkHeader ReadChunkHeader(Bytes chunk) noexcept;

// CRC32 over the header without its checksum and flags; over the records.
[[nodiscard]] std::uint32_t HeaderChecksum(Bytes chunk) noexcept;
[[nodiscard]] std::uint32_t DataChecksum(Bytes chunk, std::size_t end_of_records) noexcept;

}  // namespace noroshi::evtx
