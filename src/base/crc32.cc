#include "base/crc32.h"

#include <array>

#include "base/simd/crc32_kernel.h"

namespace noroshi {
namespace {

using Table = std::array<std::uint32_t, 256>;
constexpr std::size_t kStepBytes = 8;

// tables[k][b]: what byte b does to the sum when k more bytes follow it.
constexpr std::array<Table, kStepBytes> MakeTables() noexcept {
  std::array<Table, kStepBytes> tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t sum = i;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? simd::kCrc32Poly : 0U);
    tables[0][i] = sum;
  }
  for (std::size_t k = 1; k < kStepBytes; ++k) {
    for (std::size_t i = 0; i < 256; ++i) {
      const std::uint32_t shorter = tables[k - 1][i];
      tables[k][i] = (shorter >> 8) ^ tables[0][shorter & 0xFF];
    }
  }
  return tables;
}
constexpr std::array<Table, kStepBytes> kTables = MakeTables();

std::uint32_t AddEight(const std::uint8_t* bytes, std::uint32_t state) noexcept {
  const std::uint64_t word = LoadUnchecked<std::uint64_t>(bytes) ^ state;
  state = 0;
  for (std::size_t i = 0; i < kStepBytes; ++i) {
    state ^= kTables[kStepBytes - 1 - i][(word >> (8 * i)) & 0xFF];
  }
  return state;
}

}  // namespace

namespace internal {

std::uint32_t Crc32Scalar(Bytes bytes, std::uint32_t before) noexcept {
  std::uint32_t state = ~before;
  std::size_t at = 0;
  for (; at + kStepBytes <= bytes.size(); at += kStepBytes) {
    state = AddEight(bytes.data() + at, state);
  }
  for (; at < bytes.size(); ++at) state = kTables[0][(state ^ bytes[at]) & 0xFF] ^ (state >> 8);
  return ~state;
}

}  // namespace internal

std::uint32_t Crc32Of(Bytes bytes, std::uint32_t before) noexcept {
  static const bool kFolds = simd::CanFoldCrc32();
  if (!kFolds || bytes.size() < simd::kMinCrc32FoldBytes) {
    return internal::Crc32Scalar(bytes, before);
  }
  std::array<std::uint8_t, simd::kCrc32FoldedBytes> folded{};
  const std::size_t done = simd::FoldCrc32(bytes, ~before, folded);
  // The folded bytes stand for all before them, so their sum begins with an empty state.
  return internal::Crc32Scalar(bytes.subspan(done), internal::Crc32Scalar(folded, ~0U));
}

}  // namespace noroshi
