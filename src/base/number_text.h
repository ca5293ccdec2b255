// Integers as text, straight into a buffer. Digits come in pairs from a table; nothing is zeroed,
// allocated or checked.
//
// Pure functions; safe from any thread. Each returns the end of what it wrote.
//
// Room is the caller's: a function writes as many bytes as its comment says, without a look at what
// is behind.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace noroshi {

inline constexpr std::size_t kMaxDecimalDigits = 20;  // 2^64 - 1
inline constexpr std::size_t kMaxHexDigits = 16;

namespace internal {

// "00" to "99".
inline constexpr std::array<char, 200> kDecimalPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// "00" to "FF".
inline constexpr std::array<char, 512> kHexPairs = [] {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::array<char, 512> pairs{};
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[2 * i] = kDigits[i >> 4];
    pairs[2 * i + 1] = kDigits[i & 15];
  }
  return pairs;
}();

// 1, 10, 100, ... up to the largest that fits 64 bits.
inline constexpr std::array<std::uint64_t, kMaxDecimalDigits> kPowersOfTen = [] {
  std::array<std::uint64_t, kMaxDecimalDigits> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
  return powers;
}();

}  // namespace internal

// Two digits. REQUIRES: number < 100.
inline char* WriteTwoDigits(std::uint32_t number, char* out) noexcept {
  std::memcpy(out, &internal::kDecimalPairs[2 * number], 2);
  return out + 2;
}

// Two upper-case hex digits.
inline char* WriteHexByte(std::uint8_t byte, char* out) noexcept {
  std::memcpy(out, &internal::kHexPairs[2U * byte], 2);
  return out + 2;
}

// How many digits the number has; 1 for 0. Without a division.
inline std::size_t CountDecimalDigits(std::uint64_t number) noexcept {
  // 1233 / 4096 is a little more than log10(2): the guess is right or one too small.
  number |= 1;
  const auto guess = static_cast<std::size_t>(std::bit_width(number) * 1233 >> 12);
  return guess + (number >= internal::kPowersOfTen[guess] ? 1U : 0U);
}

// Decimal, without leading zeros. Needs room for kMaxDecimalDigits.
inline char* WriteDecimal(std::uint64_t number, char* out) noexcept {
  char* const end = out + CountDecimalDigits(number);
  char* at = end;
  for (; number >= 100; number /= 100) {
    at -= 2;
    WriteTwoDigits(static_cast<std::uint32_t>(number % 100), at);
  }
  if (number >= 10) {
    WriteTwoDigits(static_cast<std::uint32_t>(number), at - 2);
  } else {
    at[-1] = static_cast<char>('0' + number);
  }
  return end;
}

// Lower-case hex, without leading zeros or prefix. Needs room for kMaxHexDigits.
inline char* WriteLowerHex(std::uint64_t number, char* out) noexcept {
  const int digits = static_cast<int>(std::bit_width(number | 1) + 3) / 4;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    *out++ = "0123456789abcdef"[number >> shift & 15];
  }
  return out;
}

}  // namespace noroshi
