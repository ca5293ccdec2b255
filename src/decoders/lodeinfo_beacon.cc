#include "decoders/lodeinfo_beacon.h"

#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "decoders/base64.h"

namespace noroshi::decoders {
namespace {

constexpr std::string_view kAlphabet =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t kLengthAt = 16;        // in the decoded head
constexpr std::size_t kBodyLengthAt = 0x30;  // in the decoded body
constexpr std::uint32_t kCipherBlock = 16;

// Takes the key off: `sign` -1, or +1 for an implementation that adds where this one subtracts. The
// key goes on under characters that are not ciphered too; what is no letter or digit in it is -1.
std::string Decipher(std::string_view text, std::string_view key, int sign) {
  const int size = static_cast<int>(kAlphabet.size());
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t at = kAlphabet.find(text[i]);
    if (at == std::string_view::npos) {
      plain += text[i];
      continue;
    }
    const std::size_t shift = kAlphabet.find(key[i % key.size()]);
    const int by = shift == std::string_view::npos ? -1 : static_cast<int>(shift);
    plain +=
        kAlphabet[static_cast<std::size_t>((static_cast<int>(at) + sign * by + 2 * size) % size)];
  }
  return plain;
}

// Identity 1.
bool HeadFits(std::string_view head, std::size_t body_characters) {
  std::vector<std::uint8_t> bytes;
  return DecodeBase64(head, Base64Form::kUrlDots, bytes) &&
         LoadOrZero<std::uint32_t>(bytes, kLengthAt) == body_characters;
}

// Identity 2, in both variants.
bool BodyFits(std::string_view body, LodeinfoBeacon& beacon) {
  std::vector<std::uint8_t> bytes;
  if (!DecodeBase64(body, Base64Form::kUrlDots, bytes)) return false;
  const Bytes view(bytes);
  if (view.size() <= kBodyLengthAt + 5) return false;
  const std::uint32_t mask = view[kBodyLengthAt + 4] * 0x01010101U;
  const auto stated = LoadOrZero<std::uint32_t>(view, kBodyLengthAt);
  const auto fits = [&](std::uint32_t length, std::size_t head) {
    return length != 0 && length % kCipherBlock == 0 && std::uint64_t{length} + head == view.size();
  };
  beacon.length_is_masked = fits(stated ^ mask, kBodyLengthAt + 5);
  beacon.cipher_bytes = beacon.length_is_masked ? stated ^ mask : stated;
  return beacon.length_is_masked || fits(stated, kBodyLengthAt + 4);
}

}  // namespace

std::optional<LodeinfoBeacon> ReadLodeinfoBeacon(std::string_view name, std::string_view data) {
  if (name.empty() || data.size() <= kLodeinfoHeadCharacters) return std::nullopt;
  const std::string_view head = data.substr(0, kLodeinfoHeadCharacters);
  const std::string_view body = data.substr(kLodeinfoHeadCharacters);
  LodeinfoBeacon beacon;
  beacon.body_characters = static_cast<std::uint32_t>(body.size());
  if (!HeadFits(head, body.size())) {
    beacon.head_is_ciphered = true;
    if (!HeadFits(Decipher(head, name, -1), body.size()) &&
        !HeadFits(Decipher(head, name, 1), body.size())) {
      return std::nullopt;
    }
  }
  if (!BodyFits(body, beacon)) return std::nullopt;
  return beacon;
}

}  // namespace noroshi::decoders
