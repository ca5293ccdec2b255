#include "scan/memory/encoded_content.h"

#include <algorithm>
#include <optional>
#include <string>

#include "decoders/base64.h"

namespace noroshi::scan {
namespace {

using decoders::Base64Form;
using decoders::IsBase64;

// Enough to know what it is: headers stand in front.
constexpr std::size_t kDecodedCharacters = 4'096;

bool StartsWith(Bytes bytes, std::size_t at, std::initializer_list<int> wanted) {
  if (at > bytes.size() || bytes.size() - at < wanted.size()) return false;
  return std::equal(wanted.begin(), wanted.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](int a, std::uint8_t b) { return a < 0 || a == b; });
}

bool IsProgram(Bytes bytes) {
  const auto header = LoadOrZero<std::uint32_t>(bytes, 0x3C);
  return StartsWith(bytes, 0, {'M', 'Z'}) && header >= 0x40 && header < bytes.size() &&
         StartsWith(bytes, header, {'P', 'E', 0, 0});
}

// Behind a DER SEQUENCE's head of one, two or three bytes.
std::optional<std::size_t> InsideSequence(Bytes bytes) {
  if (!StartsWith(bytes, 0, {0x30})) return std::nullopt;
  if (StartsWith(bytes, 1, {0x82})) return 4;
  if (StartsWith(bytes, 1, {0x81})) return 3;
  return 2;
}

bool IsRsaKey(Bytes bytes) {
  const auto inside = InsideSequence(bytes);
  if (!inside.has_value()) return false;
  // The algorithm rsaEncryption, or straight a modulus of 1,024 bits or more.
  return StartsWith(
             bytes, *inside,
             {0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01}) ||
         StartsWith(bytes, *inside, {0x02, 0x81, 0x81, 0x00}) ||
         StartsWith(bytes, *inside, {0x02, 0x82, -1, 0x01, 0x00});
}

std::optional<EncodedKind> KindOf(Bytes bytes) {
  if (StartsWith(bytes, 0, {0x06, 0x02, 0, 0, 0, -1, 0, 0, 'R', 'S', 'A', '1'}) ||
      StartsWith(bytes, 0, {0x07, 0x02, 0, 0, 0, -1, 0, 0, 'R', 'S', 'A', '2'})) {
    return EncodedKind::kWindowsKey;
  }
  if (IsProgram(bytes)) return EncodedKind::kProgram;
  if (StartsWith(bytes, 0, {0xCE, 0xCA, 0xEF, 0xBE})) return EncodedKind::kDotNetResource;
  if (IsRsaKey(bytes)) return EncodedKind::kRsaKey;
  return std::nullopt;
}

// Line ends belong to a text, but do not count.
bool IsLineEnd(std::uint8_t byte) { return byte == '\r' || byte == '\n'; }

// The text that begins at `at` with `step` bytes a character; where it ends.
std::size_t TakeText(Bytes bytes, std::size_t at, std::size_t step, std::string& text) {
  text.clear();
  for (; at < bytes.size() && bytes.size() - at >= step; at += step) {
    if (step == 2 && bytes[at + 1] != 0) break;
    const auto c = static_cast<char>(bytes[at]);
    if (IsBase64(c, Base64Form::kStandard)) {
      text += c;
    } else if (!IsLineEnd(bytes[at])) {
      break;
    }
  }
  return at;
}

class Finder {
 public:
  Finder(Bytes bytes, std::vector<EncodedContent>& contents) : bytes_(bytes), contents_(contents) {}

  void Find() {
    std::size_t at = 0;
    while (at < bytes_.size() && contents_.size() < kMostEncodedKept) {
      if (!IsBase64(static_cast<char>(bytes_[at]), Base64Form::kStandard)) {
        ++at;
        continue;
      }
      const bool wide = at + 1 < bytes_.size() && bytes_[at + 1] == 0;
      at = std::max(at + 1, Judge(at, wide));
    }
  }

 private:
  std::size_t Judge(std::size_t at, bool wide) {
    const std::size_t end = TakeText(bytes_, at, wide ? 2 : 1, text_);
    if (text_.size() < kLeastEncoded) return end;
    std::string_view start = std::string_view(text_).substr(0, kDecodedCharacters);
    start = start.substr(0, start.size() / 4 * 4);
    if (!decoders::DecodeBase64(start, Base64Form::kStandard, decoded_)) return end;
    if (const auto kind = KindOf(decoded_)) contents_.push_back({*kind, at, end - at, wide});
    return end;
  }

  Bytes bytes_;
  std::vector<EncodedContent>& contents_;
  std::string text_;
  std::vector<std::uint8_t> decoded_;
};

}  // namespace

std::string_view EncodedKindName(EncodedKind kind) noexcept {
  switch (kind) {
    case EncodedKind::kWindowsKey: return "rsa_key_of_windows";
    case EncodedKind::kRsaKey: return "rsa_key";
    case EncodedKind::kProgram: return "program";
    case EncodedKind::kDotNetResource: return "dotnet_resource";
  }
  return "";
}

void FindEncodedContent(Bytes bytes, std::vector<EncodedContent>& contents) {
  Finder(bytes, contents).Find();
}

}  // namespace noroshi::scan
