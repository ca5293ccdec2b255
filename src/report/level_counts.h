// Small arithmetic on LevelCounts. Pure and constexpr.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "report/report_document.h"

namespace noroshi {

// The sum over all levels.
[[nodiscard]] constexpr std::uint64_t TotalOf(const LevelCounts& counts) noexcept {
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  return total;
}

// Adds level by level.
constexpr void AddTo(LevelCounts& sum, const LevelCounts& more) noexcept {
  for (std::size_t i = 0; i < kLevelCount; ++i) sum[i] += more[i];
}

// Compares by gravity: the counts of the gravest level first. One critical finding outweighs any
// number of high ones.
[[nodiscard]] constexpr std::strong_ordering CompareGravity(const LevelCounts& a,
                                                            const LevelCounts& b) noexcept {
  for (std::size_t i = kLevelCount; i-- > 0;) {
    if (a[i] != b[i]) return a[i] <=> b[i];
  }
  return std::strong_ordering::equal;
}

}  // namespace noroshi
