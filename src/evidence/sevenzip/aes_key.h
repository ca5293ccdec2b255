// The key of an encrypted 7z folder: SHA-256 over 2^n rounds of salt, password and round number.
// Source: 7zFormat.txt and the method 06F10701 ("7zAES") of the 7-Zip SDK (public domain).
//
// Values; deriving is pure and safe from any thread. Cost: 2^n times some 30 bytes of SHA-256, with
// 7-Zip's n of 19 about 30 ms.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::sevenzip {

inline constexpr std::size_t kAesKeyBytes = 32, kAesBlockBytes = 16;
using AesKey = std::array<std::uint8_t, kAesKeyBytes>;

// 7-Zip reads no more than 2^24 rounds.
inline constexpr unsigned kMaxRoundsPower = 24;
// In place of a power: salt and password are the key, without any rounds.
inline constexpr unsigned kNoRounds = 0x3F;

// How a folder was encrypted, the password excepted.
struct AesSettings {
  unsigned rounds_power = 0;
  std::vector<std::uint8_t> salt;
  std::array<std::uint8_t, kAesBlockBytes> start{};  // the initialisation vector

  [[nodiscard]] std::uint64_t rounds() const noexcept {
    return rounds_power == kNoRounds ? 0 : std::uint64_t{1} << rounds_power;
  }
};

// From the properties of the coder. kInvalid, kTruncated; kLimit for too many rounds.
Result<AesSettings> ReadAesSettings(Bytes properties);

// `password` is UTF-8; it counts as UTF-16.
[[nodiscard]] AesKey DeriveAesKey(std::string_view password, const AesSettings& settings);

}  // namespace noroshi::sevenzip
