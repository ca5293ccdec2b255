#include "stream/json_text.h"

#include <array>
#include <cstdint>

namespace noroshi {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

enum class ByteClass : std::uint8_t { kPlain, kEscape, kLead };

constexpr auto kByteClasses = [] {
  std::array<ByteClass, 256> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool escape = i < 0x20 || i == 0x7f || i == '"' || i == '\\';
    classes[i] = i >= 0x80 ? ByteClass::kLead : escape ? ByteClass::kEscape : ByteClass::kPlain;
  }
  return classes;
}();

void AppendEscape(unsigned char c, std::string& out) {
  static constexpr std::string_view kNamed = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (std::size_t i = 0; i < kNamed.size(); i += 2) {
    if (kNamed[i] != static_cast<char>(c)) continue;
    out += '\\';
    out += kNamed[i + 1];
    return;
  }
  static constexpr char kHex[] = "0123456789abcdef";
  out += "\\u00";
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

// Bytes of the well-formed UTF-8 sequence at the front of `text`, or 0 (Unicode table 3-7).
std::size_t SequenceLength(std::string_view text) noexcept {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (at(i) & 0xc0) == 0x80; };
  const unsigned lead = at(0);
  if (lead >= 0xc2 && lead <= 0xdf) return continues(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool overlong = lead == 0xe0 && at(1) < 0xa0;
    const bool surrogate = lead == 0xed && at(1) > 0x9f;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool overlong = lead == 0xf0 && at(1) < 0x90;
    const bool beyond = lead == 0xf4 && at(1) > 0x8f;
    return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

}  // namespace

void AppendJsonEscaped(std::string_view text, std::string& out) {
  std::size_t copied = 0;
  const auto flush = [&](std::size_t end) { out.append(text.substr(copied, end - copied)); };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const ByteClass kind = kByteClasses[byte];
    if (kind == ByteClass::kPlain) {
      ++at;
      continue;
    }
    const std::size_t length = kind == ByteClass::kLead ? SequenceLength(text.substr(at)) : 0;
    if (length != 0) {
      at += length;
      continue;
    }
    flush(at);
    if (kind == ByteClass::kEscape) {
      AppendEscape(byte, out);
    } else {
      out += kReplacement;
    }
    copied = ++at;
  }
  flush(text.size());
}

}  // namespace noroshi
