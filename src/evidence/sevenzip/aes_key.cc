#include "evidence/sevenzip/aes_key.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "base/utf.h"

namespace noroshi::sevenzip {
namespace {

constexpr std::string_view kAesName = "7z encryption";
// Rounds hashed by one call: what OpenSSL asks for a call is then spread over kilobytes.
constexpr std::size_t kRoundsAtOnce = 64;

struct HashContextFree {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

void AppendUnit(char32_t unit, std::vector<std::uint8_t>& out) {
  out.push_back(static_cast<std::uint8_t>(unit & 0xFF));
  out.push_back(static_cast<std::uint8_t>((unit >> 8) & 0xFF));
}

// The code point that `text` begins with, as UTF-8 of `size` bytes.
char32_t CodePointOf(std::string_view text, std::size_t size) noexcept {
  constexpr unsigned kFirstBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t value = static_cast<std::uint8_t>(text[0]) & kFirstBits[size];
  for (std::size_t i = 1; i < size; ++i) {
    value = value << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3Fu);
  }
  return value;
}

// A byte that is no UTF-8 becomes the character of its value.
void AppendUtf16le(std::string_view text, std::vector<std::uint8_t>& out) {
  while (!text.empty()) {
    const std::size_t size = std::max<std::size_t>(Utf8SequenceBytes(text), 1);
    char32_t value = size == 1 ? static_cast<std::uint8_t>(text[0]) : CodePointOf(text, size);
    if (value >= 0x10000) {
      AppendUnit(0xD800 + ((value - 0x10000) >> 10), out);
      value = 0xDC00 + ((value - 0x10000) & 0x3FF);
    }
    AppendUnit(value, out);
    text.remove_prefix(size);
  }
}

void PutRound(std::uint64_t round, std::uint8_t* out) noexcept {
  for (unsigned i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(round >> (8 * i));
}

AesKey HashRounds(const std::vector<std::uint8_t>& seed, std::uint64_t rounds) {
  const std::size_t step = seed.size() + 8;
  const std::uint64_t at_once = std::min<std::uint64_t>(rounds, kRoundsAtOnce);
  std::vector<std::uint8_t> block(step * static_cast<std::size_t>(at_once));
  for (std::size_t i = 0; i < at_once; ++i) {
    std::copy(seed.begin(), seed.end(), block.begin() + static_cast<std::ptrdiff_t>(i * step));
  }
  const std::unique_ptr<EVP_MD_CTX, HashContextFree> context(EVP_MD_CTX_new());
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  for (std::uint64_t round = 0; round < rounds; round += at_once) {  // both are powers of two
    for (std::size_t i = 0; i < at_once; ++i) {
      PutRound(round + i, block.data() + i * step + seed.size());
    }
    EVP_DigestUpdate(context.get(), block.data(), block.size());
  }
  AesKey key{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), key.data(), &size);
  return key;
}

}  // namespace

Result<AesSettings> ReadAesSettings(Bytes properties) {
  AesSettings settings;
  ByteReader in(properties);
  NOROSHI_TRY(const std::uint8_t first, in.U8(kAesName));
  settings.rounds_power = first & 0x3F;
  if (settings.rounds_power > kMaxRoundsPower && settings.rounds_power != kNoRounds) {
    return Error{ErrorCode::kLimit, 0, kAesName, "its password takes too long to try"};
  }
  if ((first & 0xC0) == 0) return settings;
  NOROSHI_TRY(const std::uint8_t sizes, in.U8(kAesName));
  const std::size_t salt_bytes = static_cast<std::size_t>(first >> 7 & 1) + (sizes >> 4);
  const std::size_t start_bytes = static_cast<std::size_t>(first >> 6 & 1) + (sizes & 0x0F);
  NOROSHI_TRY(const Bytes salt, in.Take(salt_bytes, kAesName));
  NOROSHI_TRY(const Bytes start, in.Take(start_bytes, kAesName));
  settings.salt.assign(salt.begin(), salt.end());
  std::copy(start.begin(), start.end(), settings.start.begin());
  return settings;
}

AesKey DeriveAesKey(std::string_view password, const AesSettings& settings) {
  std::vector<std::uint8_t> seed = settings.salt;
  AppendUtf16le(password, seed);
  if (settings.rounds_power != kNoRounds) return HashRounds(seed, settings.rounds());
  AesKey key{};
  std::copy_n(seed.begin(), std::min(seed.size(), key.size()), key.begin());
  return key;
}

}  // namespace noroshi::sevenzip
