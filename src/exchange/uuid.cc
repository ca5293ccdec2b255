#include "exchange/uuid.h"

#include <openssl/evp.h>

#include <array>

namespace noroshi {
namespace {

// The namespace of this project: 7f0c4f6e-2f3b-4a52-9c1e-5d1b6a0e9a31, drawn once.
constexpr std::array<unsigned char, 16> kNamespace = {
    0x7f, 0x0c, 0x4f, 0x6e, 0x2f, 0x3b, 0x4a, 0x52, 0x9c, 0x1e, 0x5d, 0x1b, 0x6a, 0x0e, 0x9a, 0x31};

}  // namespace

std::string Uuid(std::string_view name) {
  std::string text(kNamespace.begin(), kNamespace.end());
  text += name;
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  // Fails only when the library has no SHA-1; then all bytes stay zero, and ids are equal but
  // valid.
  (void)EVP_Digest(text.data(), text.size(), hash.data(), nullptr, EVP_sha1(), nullptr);
  hash[6] = static_cast<unsigned char>((hash[6] & 0x0F) | 0x40);
  hash[8] = static_cast<unsigned char>((hash[8] & 0x3F) | 0x80);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += kDigits[hash[i] >> 4];
    out += kDigits[hash[i] & 15];
  }
  return out;
}

}  // namespace noroshi
