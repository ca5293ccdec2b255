#include "rules/text/base64.h"

#include <cstdint>

namespace noroshi {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t ByteAt(std::string_view bytes, std::size_t i) noexcept {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
}

}  // namespace

std::string Base64Encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::uint32_t group =
        ByteAt(bytes, i) << 16 | ByteAt(bytes, i + 1) << 8 | ByteAt(bytes, i + 2);
    const std::size_t left = bytes.size() - i;
    out += kAlphabet[group >> 18 & 63];
    out += kAlphabet[group >> 12 & 63];
    out += left > 1 ? kAlphabet[group >> 6 & 63] : '=';
    out += left > 2 ? kAlphabet[group & 63] : '=';
  }
  return out;
}

std::vector<std::string> Base64AtAnyOffset(std::string_view bytes) {
  constexpr std::size_t kStartCut[] = {0, 2, 3};  // by shift
  constexpr std::size_t kEndCut[] = {0, 3, 2};    // by (size + shift) mod 3
  std::vector<std::string> variants;
  for (std::size_t shift = 0; shift < 3; ++shift) {
    const std::string encoded = Base64Encode(std::string(shift, '\0') + std::string(bytes));
    const std::size_t cut = kStartCut[shift] + kEndCut[(bytes.size() + shift) % 3];
    if (encoded.size() <= cut) continue;
    variants.push_back(encoded.substr(kStartCut[shift], encoded.size() - cut));
  }
  return variants;
}

}  // namespace noroshi
