#include "stream/text/json_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

// The longest form of one byte, "\\u001b".
constexpr std::size_t kMaxEscapeBytes = 6;

char* WriteEscape(unsigned char c, char* out) noexcept {
  static constexpr std::string_view kNamed = "\"\"\\\\\bb\ff\nn\rr\tt";
  *out++ = '\\';
  if (c == '\\' || c == '"') {
    *out++ = static_cast<char>(c);
    return out;
  }
  for (std::size_t i = 0; i < kNamed.size(); i += 2) {
    if (kNamed[i] != static_cast<char>(c)) continue;
    *out++ = kNamed[i + 1];
    return out;
  }
  static constexpr char kHex[] = "0123456789abcdef";
  for (const char digit : {'u', '0', '0', kHex[c >> 4], kHex[c & 15]}) *out++ = digit;
  return out;
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

// Writes what the character at `at` becomes and moves behind it.
char* WriteSpecial(std::string_view text, std::size_t& at, char* out) noexcept {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (kByteClasses[byte] == ByteClass::kEscape) {
    ++at;
    return WriteEscape(byte, out);
  }
  const std::size_t length = SequenceLength(text.substr(at));
  const std::string_view shown = length == 0 ? kReplacement : text.substr(at, length);
  at += std::max<std::size_t>(length, 1);
  return std::copy(shown.begin(), shown.end(), out);
}

#if defined(__SSE2__)
constexpr std::size_t kStep = 16;

// A bit for each of sixteen bytes that is not plain.
unsigned SpecialBits(__m128i bytes) noexcept {
  const auto is = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  // Signed: bytes from 0x80 up are below the blank, too.
  const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
  const __m128i special =
      _mm_or_si128(_mm_or_si128(low, is('"')), _mm_or_si128(is('\\'), is(0x7f)));
  return static_cast<unsigned>(_mm_movemask_epi8(special));
}
#endif

}  // namespace

namespace internal {

std::size_t CopyPlainScalar(const char* text, std::size_t size, char* out) noexcept {
  std::size_t at = 0;
  for (; at < size; ++at) {
    if (kByteClasses[static_cast<unsigned char>(text[at])] != ByteClass::kPlain) break;
    out[at] = text[at];
  }
  return at;
}

std::size_t CopyPlain(const char* text, std::size_t size, char* out) noexcept {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + kStep <= size; at += kStep) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), bytes);
    const unsigned special = SpecialBits(bytes);
    if (special != 0) return at + static_cast<std::size_t>(std::countr_zero(special));
  }
#endif
  return at + CopyPlainScalar(text + at, size - at, out + at);
}

}  // namespace internal

void AppendJsonEscaped(std::string_view text, std::string& out) {
  // A window on the stack: room for the worst case is there without being cleared first.
  constexpr std::size_t kPiece = 256;
  char window[kPiece + kMaxEscapeBytes];
  char* to = window;
  for (std::size_t at = 0; at < text.size();) {
    const auto room = static_cast<std::size_t>(window + kPiece - to);
    const std::size_t plain =
        internal::CopyPlain(text.data() + at, std::min(text.size() - at, room), to);
    at += plain;
    to += plain;
    if (plain < room && at < text.size()) to = WriteSpecial(text, at, to);
    if (to < window + kPiece) continue;
    out.append(window, to);
    to = window;
  }
  out.append(window, to);
}

}  // namespace noroshi
