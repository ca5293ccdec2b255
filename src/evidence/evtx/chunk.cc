#include "evidence/evtx/chunk.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/crc32.h"

namespace noroshi::evtx {
namespace {

constexpr std::string_view kSignature("ElfChnk\0", 8);
constexpr std::size_t kFirstIdAt = 24;
constexpr std::size_t kLastIdAt = 32;
constexpr std::size_t kFreeSpaceAt = 48;
constexpr std::size_t kDataChecksumAt = 52;
constexpr std::size_t kFlagsAt = 120;
constexpr std::size_t kHeaderChecksumAt = 124;
constexpr std::size_t kTablesAt = 128;

// No chunk holds more: the smallest record has 28 bytes.
constexpr std::uint64_t kMaxRecordsPerChunk = kChunkBytes / 28;

}  // namespace

bool HasChunkSignature(Bytes bytes, std::size_t at) noexcept {
  return at <= bytes.size() && bytes.size() - at >= kSignature.size() &&
         std::equal(kSignature.begin(), kSignature.end(), bytes.begin() + at,
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

SlotKind ClassifySlot(Bytes slot) noexcept {
  if (slot.size() >= kChunkHeaderBytes && HasChunkSignature(slot, 0)) return SlotKind::kChunk;
  // Zero throughout: the first byte is, and each equals the one before it. Pre-allocated logs are
  // mostly such slots, and memcmp reads them as fast as memory goes.
  const bool zero = slot.empty() || (slot[0] == 0 && std::memcmp(slot.data(), slot.data() + 1,
                                                                 slot.size() - 1) == 0);
  return zero ? SlotKind::kUnused : SlotKind::kForeign;
}

std::size_t ChunkHeader::EndOfRecords(std::size_t chunk_bytes) const noexcept {
  return std::clamp<std::size_t>(free_space, kChunkHeaderBytes,
                                 std::max(chunk_bytes, kChunkHeaderBytes));
}

std::uint64_t ChunkHeader::PromisedRecords() const noexcept {
  if (empty() || last_id < first_id) return 0;
  const std::uint64_t span = last_id - first_id;
  return span < kMaxRecordsPerChunk ? span + 1 : 0;
}

ChunkHeader ReadChunkHeader(Bytes chunk) noexcept {
  ChunkHeader header;
  header.first_id = LoadOrZero<std::uint64_t>(chunk, kFirstIdAt);
  header.last_id = LoadOrZero<std::uint64_t>(chunk, kLastIdAt);
  header.free_space = LoadOrZero<std::uint32_t>(chunk, kFreeSpaceAt);
  header.data_checksum = LoadOrZero<std::uint32_t>(chunk, kDataChecksumAt);
  header.flags = LoadOrZero<std::uint32_t>(chunk, kFlagsAt);
  header.header_checksum = LoadOrZero<std::uint32_t>(chunk, kHeaderChecksumAt);
  return header;
}

std::uint32_t HeaderChecksum(Bytes chunk) noexcept {
  const std::uint32_t before = Crc32Of(chunk.first(kFlagsAt));
  return Crc32Of(chunk.subspan(kTablesAt, kChunkHeaderBytes - kTablesAt), before);
}

std::uint32_t DataChecksum(Bytes chunk, std::size_t end_of_records) noexcept {
  const std::size_t end = std::min(end_of_records, chunk.size());
  return end <= kChunkHeaderBytes
             ? 0
             : Crc32Of(chunk.subspan(kChunkHeaderBytes, end - kChunkHeaderBytes));
}

}  // namespace noroshi::evtx
