// The form of a LODEINFO beacon: two lengths in it that must fit its size. Needs no key, so it
// works on proxy bodies, captures and memory; chance fits once in 2^32 and more.
//
//   name=HHHH...28 characters...BBBB...          base64url, '.' as padding
//   H decodes to 21 bytes: 16 of a digest, then the number of B characters as 32 bits
//   B decodes to a head of 0x34 or 0x35 bytes with the length of what follows, a multiple of 16
//
// Source: the published analyses of LODEINFO traffic and the samples they print;
// the identities were recomputed on one published beacon (v0.6.3). A miss proves
// nothing. Pure, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace noroshi::decoders {

inline constexpr std::size_t kLodeinfoHeadCharacters = 28;

struct LodeinfoBeacon {
  bool head_is_ciphered = false;      // Vigenere with the parameter's name as key: newer versions
  bool length_is_masked = false;      // by one byte: newer versions
  std::uint32_t body_characters = 0;  // identity 1
  std::uint32_t cipher_bytes = 0;     // identity 2: length of the encrypted part
};

// `name` and `data` are the sides of the body's only '='. Nullopt when an identity fails.
[[nodiscard]] std::optional<LodeinfoBeacon> ReadLodeinfoBeacon(std::string_view name,
                                                               std::string_view data);

}  // namespace noroshi::decoders
