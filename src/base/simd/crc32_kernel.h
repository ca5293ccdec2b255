// Folding for CRC-32: a long text is reduced to 16 bytes that have the same sum, by multiplication
// without carry ("Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009).
// crc32.cc holds the algorithm around it and the scalar truth.
//
// Pure functions; safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"

namespace noroshi::simd {

inline constexpr std::uint32_t kCrc32Poly = 0xEDB88320;  // reflected
inline constexpr std::size_t kCrc32FoldedBytes = 16;
// Four lanes of 16.
inline constexpr std::size_t kMinCrc32FoldBytes = 64;

// Whether this processor can. Asks it each time: keep the answer.
[[nodiscard]] bool CanFoldCrc32() noexcept;

// Folds as much of `bytes` as fills lanes, after a sum in `state` (not inverted); returns how many
// bytes that is. REQUIRES: CanFoldCrc32(), kMinCrc32FoldBytes bytes.
std::size_t FoldCrc32(Bytes bytes, std::uint32_t state,
                      std::array<std::uint8_t, kCrc32FoldedBytes>& folded) noexcept;

}  // namespace noroshi::simd
