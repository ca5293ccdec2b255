#include "evidence/artefacts/ese/ese_checksum.h"

#include <bit>

namespace noroshi::ese {
namespace {

constexpr std::uint32_t kXorSeed = 0x89ABCDEF;
constexpr std::size_t kFlagsAt = 36;
constexpr std::uint32_t kHasEcc = 0x2000;
// Of a page above 8 KiB the last three checksums lie behind the ordinary head.
constexpr std::size_t kMaxSmallPageBytes = 8192;
constexpr std::size_t kQuarterSumsAt = 40;
constexpr std::size_t kQuarters = 4;

std::uint32_t WordAt(Bytes bytes, std::size_t at) noexcept {
  return LoadOrZero<std::uint32_t>(bytes, at);
}

}  // namespace

std::uint32_t XorChecksum(Bytes bytes) noexcept {
  std::uint32_t sum = kXorSeed;
  for (std::size_t at = 4; at + 4 <= bytes.size(); at += 4) sum ^= WordAt(bytes, at);
  return sum;
}

std::uint64_t EccChecksum(Bytes bytes, std::uint32_t page, bool has_head) noexcept {
  std::uint32_t sum = 0, ones = 0, zeros = 0;
  for (std::size_t at = has_head ? 8 : 0; at + 4 <= bytes.size(); at += 4) {
    const std::uint32_t word = WordAt(bytes, at);
    sum ^= word;
    if (std::popcount(word) % 2 == 0) continue;
    // Where the word's first bit lies, of all bits; and the opposite.
    const auto place = static_cast<std::uint32_t>(at * 8);
    ones ^= place;
    zeros ^= ~place;
  }
  std::uint32_t low_ones = 0, low_zeros = 0;
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    if ((sum >> bit & 1) == 0) continue;
    low_ones ^= bit;
    low_zeros ^= ~bit;
  }
  // Places have as many bits as the block has bits to count.
  const auto places = static_cast<std::uint32_t>(bytes.size() * 8 - 1);
  const std::uint32_t low = (ones & places & 0xFFE0) | (low_ones & 0x1F);
  const std::uint32_t high = (zeros & places & 0xFFE0) | (low_zeros & 0x1F);
  return std::uint64_t{high << 16 | low} << 32 | (sum ^ page);
}

bool PageChecksumHolds(Bytes page, std::uint32_t number) noexcept {
  const auto stored = LoadOrZero<std::uint64_t>(page, 0);
  if ((WordAt(page, kFlagsAt) & kHasEcc) == 0) {
    return static_cast<std::uint32_t>(stored) == XorChecksum(page) && stored >> 32 == number;
  }
  if (page.size() <= kMaxSmallPageBytes) return stored == EccChecksum(page, number, true);
  const std::size_t quarter = page.size() / kQuarters;
  if (stored != EccChecksum(page.first(quarter), number, true)) return false;
  for (std::size_t i = 1; i < kQuarters; ++i) {
    const auto sum = LoadOrZero<std::uint64_t>(page, kQuarterSumsAt + (i - 1) * 8);
    if (sum != EccChecksum(page.subspan(i * quarter, quarter), number, false)) return false;
  }
  return true;
}

}  // namespace noroshi::ese
