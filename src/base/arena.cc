#include "base/arena.h"

#include <algorithm>

namespace noroshi {

void* Arena::AllocateBytes(std::size_t size, std::size_t alignment) {
  while (block_ < blocks_.size()) {
    const std::size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (start <= blocks_[block_].size && blocks_[block_].size - start >= size) {
      used_ = start + size;
      return blocks_[block_].bytes.get() + start;
    }
    ++block_;
    used_ = 0;
  }
  const std::size_t block_bytes = std::max(kBlockBytes, size);
  // Uninitialised on purpose: clearing 64 KiB per block would cost more than filling it.
  blocks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[block_bytes]), block_bytes});
  used_ = size;
  return blocks_.back().bytes.get();
}

std::size_t Arena::capacity() const noexcept {
  std::size_t total = 0;
  for (const Block& block : blocks_) total += block.size;
  return total;
}

}  // namespace noroshi
