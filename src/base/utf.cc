#include "base/utf.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace noroshi {
namespace {

constexpr char32_t kMaxCodePoint = 0x10FFFF;
constexpr char32_t kFirstSupplementary = 0x10000;

constexpr bool IsHighSurrogate(char32_t unit) noexcept {
  return (unit & ~char32_t{0x3FF}) == 0xD800;
}
constexpr bool IsLowSurrogate(char32_t unit) noexcept {
  return (unit & ~char32_t{0x3FF}) == 0xDC00;
}
constexpr bool IsSurrogate(char32_t unit) noexcept { return (unit & ~char32_t{0x7FF}) == 0xD800; }

char16_t UnitAt(const std::uint8_t* utf16le, std::size_t index) noexcept {
  return static_cast<char16_t>(utf16le[2 * index] | utf16le[2 * index + 1] << 8);
}

std::uint64_t LoadFourUnits(const std::uint8_t* bytes) noexcept {
  std::uint64_t units;
  std::memcpy(&units, bytes, sizeof(units));
  return units;
}

#if defined(__SSE2__)
constexpr std::size_t kVectorUnits = 16;
constexpr short kBeyondAscii = static_cast<short>(0xFF80);
#endif
constexpr std::uint64_t kNonAsciiBits = 0xFF80FF80FF80FF80;
constexpr std::uint64_t kLowBits = 0x0001000100010001;
constexpr std::uint64_t kHighBits = 0x8000800080008000;

// Four ASCII units in a word to four bytes.
constexpr std::uint32_t PackFour(std::uint64_t units) noexcept {
  units = (units | units >> 8) & 0x0000FFFF0000FFFF;
  return static_cast<std::uint32_t>(units | units >> 16);
}

char* WriteTail(char* out, char32_t code_point, int shift) noexcept {
  for (; shift >= 0; shift -= 6) {
    *out++ = static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  }
  return out;
}

// REQUIRES: a Unicode scalar value.
char* WriteCodePoint(char* out, char32_t code_point) noexcept {
  if (code_point < 0x80) {
    *out++ = static_cast<char>(code_point);
    return out;
  }
  if (code_point < 0x800) {
    *out++ = static_cast<char>(0xC0 | code_point >> 6);
    return WriteTail(out, code_point, 0);
  }
  if (code_point < kFirstSupplementary) {
    *out++ = static_cast<char>(0xE0 | code_point >> 12);
    return WriteTail(out, code_point, 6);
  }
  *out++ = static_cast<char>(0xF0 | code_point >> 18);
  return WriteTail(out, code_point, 12);
}

// The character at `at`, which moves behind it.
char32_t ReadCodePoint(const std::uint8_t* utf16le, std::size_t units, std::size_t& at) noexcept {
  const char32_t first = UnitAt(utf16le, at++);
  if (!IsSurrogate(first)) return first;
  if (IsHighSurrogate(first) && at < units && IsLowSurrogate(UnitAt(utf16le, at))) {
    const char32_t second = UnitAt(utf16le, at++);
    return kFirstSupplementary + ((first & 0x3FF) << 10) + (second & 0x3FF);
  }
  return kReplacementCharacter;
}

// Windows-1252 bytes 0x80 .. 0x9F; 0 where the code page defines nothing.
// Source: unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT
constexpr std::array<char16_t, 32> kAnsiHigh = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t FromAnsi(std::uint8_t byte) noexcept {
  if (byte < 0x80 || byte >= 0xA0) return byte;
  const char16_t mapped = kAnsiHigh[byte - 0x80U];
  return mapped == 0 ? kReplacementCharacter : mapped;
}

}  // namespace

std::size_t NarrowAscii(const std::uint8_t* utf16le, std::size_t units, char* out) noexcept {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + kVectorUnits <= units; at += kVectorUnits) {
    const auto* const from = reinterpret_cast<const __m128i*>(utf16le + 2 * at);
    const __m128i low = _mm_loadu_si128(from), high = _mm_loadu_si128(from + 1);
    const __m128i beyond = _mm_and_si128(_mm_or_si128(low, high), _mm_set1_epi16(kBeyondAscii));
    if (_mm_movemask_epi8(_mm_cmpeq_epi16(beyond, _mm_setzero_si128())) != 0xFFFF) break;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), _mm_packus_epi16(low, high));
  }
#endif
  for (; at + 8 <= units; at += 8) {
    const std::uint64_t low = LoadFourUnits(utf16le + 2 * at);
    const std::uint64_t high = LoadFourUnits(utf16le + 2 * at + 8);
    if (((low | high) & kNonAsciiBits) != 0) break;
    const std::uint64_t packed = static_cast<std::uint64_t>(PackFour(high)) << 32 | PackFour(low);
    std::memcpy(out + at, &packed, sizeof(packed));
  }
  for (; at < units; ++at) {
    const char16_t unit = UnitAt(utf16le, at);
    if (unit >= 0x80) break;
    out[at] = static_cast<char>(unit);
  }
  return at;
}

std::size_t WriteUtf16(std::span<const std::uint8_t> utf16le, char* out) noexcept {
  const std::size_t units = utf16le.size() / 2;
  char* const begin = out;
  for (std::size_t at = 0; at < units;) {
    const std::size_t run = NarrowAscii(utf16le.data() + 2 * at, units - at, out);
    at += run;
    out += run;
    // Text that left ASCII tends to stay outside it: do not go back for every character.
    while (at < units && UnitAt(utf16le.data(), at) >= 0x80) {
      out = WriteCodePoint(out, ReadCodePoint(utf16le.data(), units, at));
    }
  }
  return static_cast<std::size_t>(out - begin);
}

void AppendUtf16(std::span<const std::uint8_t> utf16le, std::string& out) {
  // A window on the stack: growing `out` by the worst case would clear bytes for nothing.
  constexpr std::size_t kWindowUnits = 512;
  char window[kWindowUnits * kMaxUtf8PerUtf16Unit];
  const std::size_t units = utf16le.size() / 2;
  for (std::size_t at = 0; at < units;) {
    std::size_t end = std::min(units, at + kWindowUnits);
    const bool splits_pair =
        end < units && end - at > 1 && IsHighSurrogate(UnitAt(utf16le.data(), end - 1));
    if (splits_pair) --end;
    out.append(window, WriteUtf16(utf16le.subspan(2 * at, 2 * (end - at)), window));
    at = end;
  }
}

std::size_t Utf16BytesBeforeNul(std::span<const std::uint8_t> utf16le) noexcept {
  const std::size_t units = utf16le.size() / 2;
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 8 <= units; at += 8) {
    const auto* const eight = reinterpret_cast<const __m128i*>(utf16le.data() + 2 * at);
    const __m128i nul = _mm_cmpeq_epi16(_mm_loadu_si128(eight), _mm_setzero_si128());
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(nul));
    if (mask != 0) return 2 * at + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  for (; at + 4 <= units; at += 4) {
    const std::uint64_t four = LoadFourUnits(utf16le.data() + 2 * at);
    // Sets a unit's top bit where the unit is zero; a borrow can only add bits above a true zero.
    if (((four - kLowBits) & ~four & kHighBits) != 0) break;
  }
  while (at < units && UnitAt(utf16le.data(), at) != 0) ++at;
  return 2 * at;
}

bool IsAscii(std::string_view bytes) noexcept {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 16 <= bytes.size(); at += 16) {
    const auto* const sixteen = reinterpret_cast<const __m128i*>(bytes.data() + at);
    if (_mm_movemask_epi8(_mm_loadu_si128(sixteen)) != 0) return false;
  }
#endif
  return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t WriteAnsi(std::span<const std::uint8_t> ansi, char* out) noexcept {
  char* const begin = out;
  for (const std::uint8_t byte : ansi) {
    if (byte >= 0x80) {
      out = WriteCodePoint(out, FromAnsi(byte));
    } else if (byte != 0) {
      *out++ = static_cast<char>(byte);
    }
  }
  return static_cast<std::size_t>(out - begin);
}

void AppendAnsi(std::span<const std::uint8_t> ansi, std::string& out) {
  constexpr std::size_t kWindowBytes = 512;  // on the stack, as for UTF-16
  char window[kWindowBytes * kMaxUtf8PerAnsiByte];
  for (std::size_t at = 0; at < ansi.size(); at += kWindowBytes) {
    const std::size_t size = std::min(kWindowBytes, ansi.size() - at);
    out.append(window, WriteAnsi(ansi.subspan(at, size), window));
  }
}

void AppendCodePoint(char32_t code_point, std::string& out) {
  const bool scalar = code_point <= kMaxCodePoint && !IsSurrogate(code_point);
  char bytes[4];
  const char* const end = WriteCodePoint(bytes, scalar ? code_point : kReplacementCharacter);
  out.append(bytes, static_cast<std::size_t>(end - bytes));
}

std::size_t Utf8SequenceBytes(std::string_view bytes) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  std::size_t size = 0;
  if (byte(0) < 0x80) return 1;
  if (byte(0) >= 0xC2 && byte(0) < 0xE0) size = 2;
  if (byte(0) >= 0xE0 && byte(0) < 0xF0) size = 3;
  if (byte(0) >= 0xF0 && byte(0) < 0xF5) size = 4;
  if (size == 0 || bytes.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;   // overlong
  if (byte(0) == 0xED && byte(1) >= 0xA0) return 0;  // surrogate
  if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;   // overlong
  if (byte(0) == 0xF4 && byte(1) >= 0x90) return 0;  // beyond U+10FFFF
  return size;
}

std::string_view Utf8Prefix(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace noroshi
