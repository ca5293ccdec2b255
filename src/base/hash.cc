#include "base/hash.h"

#include <cstring>

namespace noroshi {
namespace {

std::uint64_t LoadUpTo8(const char* at, std::size_t size) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, at, size);
  return word;
}

}  // namespace

std::uint64_t Hash64(std::string_view text, std::uint64_t seed) noexcept {
  std::uint64_t hash = HashMix(seed, text.size());
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) hash = HashMix(hash, LoadUpTo8(text.data() + at, 8));
  if (at < text.size()) hash = HashMix(hash, LoadUpTo8(text.data() + at, text.size() - at));
  return hash;
}

std::string ToHex(std::uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = kDigits[value & 15];
  return text;
}

}  // namespace noroshi
