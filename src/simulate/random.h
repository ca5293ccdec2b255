// SeededRandom: the simulation's own number generator, so that a seed gives the same organisation
// on every machine and with every standard library (whose distributions differ).
//
// splitmix64. Not for secrets. One owner; Fork() gives independent streams, so that a change in
// one part of a scenario does not stir all others.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace noroshi {

class SeededRandom {
 public:
  // Any seed will do, 0 included: the first output is mixed already.
  explicit SeededRandom(std::uint64_t seed) noexcept : state_(seed) {}

  [[nodiscard]] SeededRandom Fork(std::string_view label) const noexcept {
    return SeededRandom(Hash64(label, state_));
  }
  [[nodiscard]] SeededRandom Fork(std::uint64_t label) const noexcept {
    return SeededRandom(HashMix(state_, label));
  }

  // All 64 bits are equally good. Two multiplications; no memory is touched.
  std::uint64_t Next() noexcept {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }

  // 0 .. bound-1; 0 when bound is 0. The bias of the remainder is below 2^-32 here.
  std::uint64_t Below(std::uint64_t bound) noexcept { return bound == 0 ? 0 : Next() % bound; }
  // low .. high, both included.
  std::uint64_t Between(std::uint64_t low, std::uint64_t high) noexcept {
    return low + Below(high - low + 1);
  }
  // True in `percent` of a hundred calls, on average.
  bool Chance(unsigned percent) noexcept { return Below(100) < percent; }

  // One of the items. A reference into the caller's array or container; REQUIRES that it is not
  // empty.
  template <class T, std::size_t N>
  const T& Pick(const T (&items)[N]) noexcept {
    return items[Below(N)];
  }
  template <class Container>
  const auto& PickFrom(const Container& items) noexcept {
    return items[Below(items.size())];
  }

  // `length` characters out of `alphabet`.
  std::string Letters(std::string_view alphabet, std::size_t length) {
    std::string out;
    while (out.size() < length) out.push_back(alphabet[Below(alphabet.size())]);
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace noroshi
