#include "evidence/evtx/slot_reader.h"

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/file_header.h"

namespace noroshi::evtx {

SlotReader::SlotReader(ReadOnlyFile file, SlotLayout layout)
    : file_(std::move(file)), layout_(layout) {}

std::uint64_t SlotReader::begin() const noexcept {
  return layout_ == SlotLayout::kGrid ? kFileHeaderBytes : 0;
}

Status SlotReader::ReadUpTo(std::uint64_t offset, std::size_t size,
                            std::vector<std::uint8_t>& bytes) const {
  bytes.resize(size);
  NOROSHI_TRY(const std::size_t got, file_.ReadAt(offset, bytes));
  bytes.resize(got);
  return Ok();
}

Status SlotReader::ReadHeader(std::vector<std::uint8_t>& bytes) const {
  return ReadUpTo(0, kFileHeaderBytes, bytes);
}

Status SlotReader::Read(std::uint64_t offset, std::vector<std::uint8_t>& bytes) const {
  NOROSHI_TRY([[maybe_unused]] const Done done, ReadUpTo(offset, kChunkBytes, bytes));
  if (layout_ == SlotLayout::kGrid || HasChunkSignature(bytes, 0)) return Ok();
  for (std::size_t at = kSectorBytes; at < bytes.size(); at += kSectorBytes) {
    if (HasChunkSignature(bytes, at)) {
      bytes.resize(at);
      break;
    }
  }
  return Ok();
}

void SlotReader::ForEach(const std::function<void(std::uint64_t offset, Bytes slot)>& visit) const {
  std::vector<std::uint8_t> bytes;
  for (std::uint64_t offset = begin(); offset < size(); offset += bytes.size()) {
    if (!Read(offset, bytes) || bytes.empty()) return;
    visit(offset, bytes);
  }
}

}  // namespace noroshi::evtx
