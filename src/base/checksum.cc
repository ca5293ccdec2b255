#include "base/checksum.h"

#include <array>
#include <bit>
#include <cstring>

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::size_t kLanes = 4;
constexpr std::size_t kStride = kLanes * sizeof(std::uint64_t);
constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;  // odd: multiplying loses nothing

using Lanes = std::array<std::uint64_t, kLanes>;

void Add(const char* at, Lanes& lanes) noexcept {
  for (std::size_t i = 0; i < kLanes; ++i) {
    std::uint64_t word;
    std::memcpy(&word, at + i * sizeof word, sizeof word);
    lanes[i] = std::rotl(lanes[i] ^ word, 29) * kOdd;
  }
}

}  // namespace

std::uint64_t Checksum64(std::string_view bytes) noexcept {
  Lanes lanes = {1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + kStride <= bytes.size(); at += kStride) Add(bytes.data() + at, lanes);
  char rest[kStride] = {};
  if (at < bytes.size()) std::memcpy(rest, bytes.data() + at, bytes.size() - at);
  Add(rest, lanes);
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t lane : lanes) sum = HashMix(sum, lane);
  return sum;
}

}  // namespace noroshi
