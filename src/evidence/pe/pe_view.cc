#include "evidence/pe/pe_view.h"

#include <algorithm>
#include <cstring>

#include "evidence/pe/pe_limits.h"

namespace noroshi::pe {
namespace {

// The loader reads sections from whole disk sectors, whatever the header says.
constexpr std::uint32_t kSectorBytes = 0x200;

std::uint64_t RawOffset(const PeSection& section, const PeHeader& header) {
  return header.file_alignment < kSectorBytes ? section.raw_offset
                                              : section.raw_offset & ~(kSectorBytes - 1);
}

}  // namespace

const PeView::Block* PeView::Fetch(std::uint64_t number) {
  Block& block = blocks_[number % kBlockCount];
  if (block.number == number) return &block;
  block.number = ~std::uint64_t{0};
  block.bytes.resize(kBlockBytes);
  const Result<std::size_t> read = file_.ReadAgain(number * kBlockBytes, block.bytes);
  if (!read.ok()) {
    error_ = read.error();
    return nullptr;
  }
  block.bytes.resize(*read);
  block.number = number;
  return &block;
}

bool PeView::Read(std::uint64_t offset, std::span<std::uint8_t> out) {
  if (offset > size_ || size_ - offset < out.size()) return false;
  while (!out.empty()) {
    const Block* const block = Fetch(offset / kBlockBytes);
    const std::size_t at = offset % kBlockBytes;
    if (block == nullptr || at >= block->bytes.size()) return false;
    const std::size_t count = std::min(out.size(), block->bytes.size() - at);
    std::memcpy(out.data(), block->bytes.data() + at, count);
    out = out.subspan(count);
    offset += count;
  }
  return true;
}

bool PeView::ReadThrough(std::uint64_t offset, std::span<std::uint8_t> out) {
  if (offset > size_ || size_ - offset < out.size()) return false;
  const Result<std::size_t> read = file_.ReadAgain(offset, out);
  if (!read.ok()) error_ = read.error();
  return read.ok() && *read == out.size();
}

std::optional<std::string> PeView::Text(std::uint64_t offset) {
  std::string text;
  while (offset < size_) {
    const Block* const block = Fetch(offset / kBlockBytes);
    const std::size_t at = offset % kBlockBytes;
    if (block == nullptr || at >= block->bytes.size()) return std::nullopt;
    const std::size_t count = std::min(block->bytes.size() - at, kMaxNameBytes - text.size() + 1);
    const std::uint8_t* const begin = block->bytes.data() + at;
    const std::uint8_t* const end = std::find(begin, begin + count, 0);
    text.append(begin, end);
    if (end != begin + count) return text;
    if (text.size() > kMaxNameBytes) return std::nullopt;
    offset += count;
  }
  return std::nullopt;
}

void PeView::SetSections(const std::vector<PeSection>& sections, const PeHeader& header) {
  ranges_.clear();
  for (const PeSection& section : sections) {
    // What lies behind the bytes in the file is zeros in memory: nothing to read there.
    ranges_.push_back({section.virtual_address, section.raw_size, RawOffset(section, header)});
  }
  ranges_.push_back({0, std::min<std::uint64_t>(header.headers_size, size_), 0});
}

std::optional<std::uint64_t> PeView::OffsetOf(std::uint32_t address) const noexcept {
  for (const Range& range : ranges_) {
    if (address < range.address || address - range.address >= range.size) continue;
    const std::uint64_t offset = range.offset + (address - range.address);
    if (offset < size_) return offset;
  }
  return std::nullopt;
}

}  // namespace noroshi::pe
