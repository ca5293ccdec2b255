// Base64 (RFC 4648), also with the alphabet and padding that some implants use.
//
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace noroshi::decoders {

enum class Base64Form : std::uint8_t {
  kStandard,  // "+/", padded with '=', or not at all
  kUrlDots,   // "-_", padded with '.', or not at all
};

// Whether the character belongs to the alphabet; padding does not.
[[nodiscard]] bool IsBase64(char c, Base64Form form) noexcept;

// Decodes all of `text`. False, with what was decoded so far in `out`, at a foreign character, at
// padding that something follows, and for a length that no encoder leaves.
[[nodiscard]] bool DecodeBase64(std::string_view text, Base64Form form,
                                std::vector<std::uint8_t>& out);

}  // namespace noroshi::decoders
