#include "evidence/evtx/slot_reader.h"

#include <algorithm>

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/file_header.h"

namespace noroshi::evtx {

SlotReader::SlotReader(std::unique_ptr<const RereadableBytes> bytes, SlotLayout layout)
    : bytes_(std::move(bytes)), layout_(layout) {}

std::uint64_t SlotReader::begin() const noexcept {
  return layout_ == SlotLayout::kGrid ? kFileHeaderBytes : 0;
}

Status SlotReader::ReadUpTo(Reading reading, std::uint64_t offset, std::size_t size,
                            std::vector<std::uint8_t>& bytes) const {
  bytes.resize(size);
  NOROSHI_TRY(const std::size_t got, (*bytes_.*reading)(offset, bytes));
  bytes.resize(got);
  return Ok();
}

Status SlotReader::ReadHeader(std::vector<std::uint8_t>& bytes) const {
  return ReadUpTo(&RereadableBytes::ReadAt, 0, kFileHeaderBytes, bytes);
}

std::size_t SlotReader::SlotEnd(std::uint64_t offset, Bytes bytes) const noexcept {
  const bool chunk = HasChunkSignature(bytes, 0);
  if (chunk && layout_ == SlotLayout::kSearch) return bytes.size();
  std::size_t end = bytes.size();
  if (layout_ == SlotLayout::kGrid) {
    const std::size_t to_grid = kChunkBytes - (offset - begin()) % kChunkBytes;
    // Beside the grid, a chunk ends early only where the next one begins.
    if (chunk) return HasChunkSignature(bytes, to_grid) ? to_grid : end;
    end = std::min(end, to_grid);
  }
  for (std::size_t at = kSectorBytes; at < end; at += kSectorBytes) {
    if (HasChunkSignature(bytes, at)) return at;
  }
  return end;
}

Status SlotReader::Read(std::uint64_t offset, std::vector<std::uint8_t>& bytes) const {
  return ReadSlot(&RereadableBytes::ReadAt, offset, bytes);
}

Status SlotReader::ReadSlot(Reading reading, std::uint64_t offset,
                            std::vector<std::uint8_t>& bytes) const {
  NOROSHI_TRY([[maybe_unused]] const Done done, ReadUpTo(reading, offset, kChunkBytes, bytes));
  bytes.resize(SlotEnd(offset, bytes));
  return Ok();
}

void SlotReader::ForEach(const std::function<void(std::uint64_t offset, Bytes slot)>& visit) const {
  std::vector<std::uint8_t> bytes;
  for (std::uint64_t offset = begin(); offset < size(); offset += bytes.size()) {
    if (!ReadSlot(&RereadableBytes::ReadAgain, offset, bytes) || bytes.empty()) return;
    visit(offset, bytes);
  }
}

}  // namespace noroshi::evtx
