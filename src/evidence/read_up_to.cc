#include "evidence/read_up_to.h"

#include <algorithm>

namespace noroshi {

Result<std::vector<std::uint8_t>> ReadUpTo(ByteStream& stream, std::size_t limit) {
  std::vector<std::uint8_t> bytes;
  while (bytes.size() < limit) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min(std::max(kSniffBytes, 2 * before), limit));
    const Result<std::size_t> got = ReadFull(stream, std::span(bytes).subspan(before));
    if (!got.ok() && before == 0) return got.error();
    const std::size_t size = before + (got.ok() ? *got : 0);
    const bool full = size == bytes.size();
    bytes.resize(size);
    if (!full) break;
  }
  return bytes;
}

}  // namespace noroshi
