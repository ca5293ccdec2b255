#include "base/case_fold.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/case_fold_table.h"
#include "base/utf.h"

namespace noroshi {
namespace {

constexpr char32_t kAsciiEnd = 0x80;

constexpr std::uint64_t Repeat(std::uint8_t byte) noexcept { return 0x0101010101010101ULL * byte; }

// Eight ASCII bytes at once: a byte in 'A'..'Z' gets bit 0x20. The sums cannot carry into the next
// byte because every byte is below 0x80.
constexpr std::uint64_t FoldEight(std::uint64_t bytes) noexcept {
  const std::uint64_t at_least_a = bytes + Repeat(0x80 - 'A');
  const std::uint64_t beyond_z = bytes + Repeat(0x80 - ('Z' + 1));
  return bytes | ((at_least_a & ~beyond_z & Repeat(0x80)) >> 2);
}

#if defined(__SSE2__)
constexpr std::size_t kVectorBytes = 16;

// Sixteen at once; all are below 0x80, so comparing them as signed numbers is right.
__m128i FoldSixteen(__m128i bytes) noexcept {
  const __m128i at_least_a = _mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1));
  const __m128i at_most_z = _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1));
  const __m128i capital = _mm_and_si128(at_least_a, at_most_z);
  return _mm_or_si128(bytes, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
}
#endif

constexpr char FoldAsciiCharacter(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr bool IsContinuation(unsigned char byte) noexcept { return (byte & 0xC0) == 0x80; }

// How many bytes a character with this first byte has; 0 = none starts so.
constexpr std::size_t SizeFromLead(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

// Overlong forms, surrogates and values beyond Unicode are not characters.
constexpr bool IsScalar(char32_t code_point, std::size_t size) noexcept {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  return code_point >= kSmallest[size] && code_point <= 0x10FFFF &&
         (code_point < 0xD800 || code_point > 0xDFFF);
}

}  // namespace

DecodedCharacter DecodeCharacter(std::string_view text, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  const DecodedCharacter invalid{kInvalidByteBase + lead, 1};
  const std::size_t size = SizeFromLead(lead);
  if (size == 1) return {lead, 1};
  if (size == 0 || text.size() - at < size) return invalid;
  char32_t code_point = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if (!IsContinuation(byte)) return invalid;
    code_point = code_point << 6 | (byte & 0x3F);
  }
  return IsScalar(code_point, size) ? DecodedCharacter{code_point, size} : invalid;
}

char32_t FoldCodePoint(char32_t code_point) noexcept {
  if (code_point < kAsciiEnd) {
    return static_cast<unsigned char>(FoldAsciiCharacter(static_cast<char>(code_point)));
  }
  const auto runs = CaseFoldRuns();
  const auto run = std::ranges::lower_bound(runs, code_point, {}, &CaseFoldRun::last);
  if (run == runs.end() || code_point < run->first) return code_point;
  if ((code_point - run->first) % run->step != 0) return code_point;
  return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + run->delta);
}

std::size_t FoldAscii(std::string_view text, char* out) noexcept {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + kVectorBytes <= text.size(); at += kVectorBytes) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    if (_mm_movemask_epi8(bytes) != 0) break;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), FoldSixteen(bytes));
  }
#endif
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    if ((bytes & Repeat(0x80)) != 0) break;
    bytes = FoldEight(bytes);
    std::memcpy(out + at, &bytes, sizeof(bytes));
  }
  for (; at < text.size() && static_cast<unsigned char>(text[at]) < kAsciiEnd; ++at) {
    out[at] = FoldAsciiCharacter(text[at]);
  }
  return at;
}

void AppendFolded(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = out.size();
    out.resize(start + text.size() - at);
    const std::size_t run = FoldAscii(text.substr(at), out.data() + start);
    out.resize(start + run);
    at += run;
    // Text that left ASCII tends to stay outside it: do not go back for every character.
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= kAsciiEnd) {
      const DecodedCharacter character = DecodeCharacter(text, at);
      if (character.code_point >= kInvalidByteBase) {
        out.push_back(text[at]);
      } else {
        AppendCodePoint(FoldCodePoint(character.code_point), out);
      }
      at += character.size;
    }
  }
}

std::string Folded(std::string_view text) {
  std::string out;
  AppendFolded(text, out);
  return out;
}

bool EqualsFolded(std::string_view a, std::string_view b) {
  std::size_t at_a = 0, at_b = 0;
  while (at_a < a.size() && at_b < b.size()) {
    const DecodedCharacter first = DecodeCharacter(a, at_a), second = DecodeCharacter(b, at_b);
    if (FoldCodePoint(first.code_point) != FoldCodePoint(second.code_point)) return false;
    at_a += first.size;
    at_b += second.size;
  }
  return at_a == a.size() && at_b == b.size();
}

}  // namespace noroshi
