// Stable hashes: the same bytes give the same number on every machine, run and version, because
// finding ids are built from them and people keep those in tickets. Golden values in the test hold
// them in place.
//
// Not cryptographic, and not for use against an adversary who wants collisions in a hash table
// whose size matters (use a seed there). Pure functions, safe from any thread.
//
// The mixing step is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

// 64-bit hash of the text, mixed with `seed`. Roughly 1 ns per 8 bytes. The length goes in first,
// so texts that are one another's beginnings differ.
[[nodiscard]] std::uint64_t Hash64(std::string_view text, std::uint64_t seed = 0) noexcept;

// Mixes two hashes; order matters.
[[nodiscard]] constexpr std::uint64_t HashMix(std::uint64_t a, std::uint64_t b) noexcept {
  std::uint64_t x = a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6) + (a >> 2));
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// 16 lower-case hex digits, leading zeros kept.
[[nodiscard]] std::string ToHex(std::uint64_t value);

}  // namespace noroshi
