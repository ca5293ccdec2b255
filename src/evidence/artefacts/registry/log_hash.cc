// Marvin32 as the registry uses it (Suhanov's specification, "Transaction log file"): 32-bit words
// are added to the state, which is mixed after each; the rest is closed with a byte 0x80.
#include <bit>

#include "evidence/artefacts/registry/hive_file.h"

namespace noroshi::registry {
namespace {

struct Marvin {
  std::uint32_t low, high;

  void Take(std::uint32_t word) noexcept {
    low += word;
    high ^= low;
    low = std::rotl(low, 20) + high;
    high = std::rotl(high, 9) ^ low;
    low = std::rotl(low, 27) + high;
    high = std::rotl(high, 19);
  }
};

}  // namespace

std::uint64_t Marvin32(Bytes bytes, std::uint64_t seed) noexcept {
  Marvin state{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  std::size_t at = 0;
  for (; bytes.size() - at >= 4; at += 4) state.Take(LoadOrZero<std::uint32_t>(bytes, at));
  std::uint32_t rest = 0x80;
  for (std::size_t end = bytes.size(); end > at; --end) rest = rest << 8 | bytes[end - 1];
  state.Take(rest);
  state.Take(0);
  return std::uint64_t{state.high} << 32 | state.low;
}

}  // namespace noroshi::registry
