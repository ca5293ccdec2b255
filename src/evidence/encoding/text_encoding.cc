#include "evidence/encoding/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace noroshi {
namespace {

constexpr std::array<std::uint8_t, 3> kUtf8Mark = {0xEF, 0xBB, 0xBF};
constexpr std::array<std::uint8_t, 2> kUtf16LeMark = {0xFF, 0xFE};
constexpr std::array<std::uint8_t, 2> kUtf16BeMark = {0xFE, 0xFF};

// Enough units to see that every other byte is zero; a name or two would not be.
constexpr std::size_t kMinUtf16Units = 4;
// As many as are looked at: the start of a log is like the rest of it.
constexpr std::size_t kMaxUtf16Units = 2048;
// Keys, digits and punctuation of a log are ASCII even where its values are Japanese.
constexpr std::size_t kMinAsciiUnitsPercent = 30;

template <std::size_t kSize>
bool StartsWith(Bytes start, const std::array<std::uint8_t, kSize>& mark) noexcept {
  return start.size() >= kSize && std::equal(mark.begin(), mark.end(), start.begin());
}

// No NUL characters, many ASCII ones of one byte order and hardly any of the other.
TextEncoding GuessUtf16(Bytes start) noexcept {
  const std::size_t units = std::min(start.size() / 2, kMaxUtf16Units);
  if (units < kMinUtf16Units) return TextEncoding::kAscii;
  std::size_t little = 0, big = 0;
  for (std::size_t i = 0; i < units; ++i) {
    const std::uint8_t first = start[2 * i], second = start[2 * i + 1];
    if (first == 0 && second == 0) return TextEncoding::kAscii;
    little += second == 0 && first < 0x80;
    big += first == 0 && second < 0x80;
  }
  const auto many = [&](std::size_t count) { return count * 100 >= units * kMinAsciiUnitsPercent; };
  if (many(little) && big * 100 <= units) return TextEncoding::kUtf16Le;
  if (many(big) && little * 100 <= units) return TextEncoding::kUtf16Be;
  return TextEncoding::kAscii;
}

// The length a first byte promises and the range of the byte behind it (Unicode, table 3-7: no
// overlong forms, no surrogates, nothing beyond U+10FFFF). length 0: no character begins so.
struct Lead {
  std::uint8_t length = 0, low = 0x80, high = 0xBF;
};

constexpr Lead LeadOf(std::uint8_t byte) noexcept {
  if (byte < 0x80) return {1};
  if (byte < 0xC2) return {};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

// How many bytes of the character at the start of `text` are there and right.
std::size_t GoodBytes(Bytes text, const Lead& lead) noexcept {
  const std::size_t end = std::min<std::size_t>(lead.length, text.size());
  if (end < 2) return end;
  if (text[1] < lead.low || text[1] > lead.high) return 1;
  for (std::size_t i = 2; i < end; ++i) {
    if ((text[i] & 0xC0) != 0x80) return i;
  }
  return end;
}

bool IsCp932Lead(std::uint8_t byte) noexcept {
  return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}
bool IsCp932Trail(std::uint8_t byte) noexcept {
  return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}
bool IsHalfWidthKana(std::uint8_t byte) noexcept { return byte >= 0xA1 && byte <= 0xDF; }

// Characters beyond ASCII that fit an encoding, and bytes that do not.
struct Fit {
  std::size_t good = 0, bad = 0;
};

Fit FitUtf8(Bytes block) noexcept {
  Fit fit;
  for (std::size_t i = 0; i < block.size();) {
    const Bytes rest = block.subspan(i);
    const Lead lead = LeadOf(rest[0]);
    const std::size_t good = lead.length == 0 ? 0 : GoodBytes(rest, lead);
    const bool cut = good == rest.size() && good != 0;
    if (lead.length > 1 && good == lead.length) ++fit.good;
    if (good != lead.length || lead.length == 0) fit.bad += cut ? 0 : 1;
    i += std::max<std::size_t>(good, 1);
  }
  return fit;
}

Fit FitCp932(Bytes block) noexcept {
  Fit fit;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const std::uint8_t byte = block[i];
    if (byte < 0x80) continue;
    if (IsHalfWidthKana(byte)) {
      ++fit.good;
    } else if (IsCp932Lead(byte)) {
      if (i + 1 == block.size()) break;
      const bool fits = IsCp932Trail(block[i + 1]);
      ++(fits ? fit.good : fit.bad);
      i += fits ? 1 : 0;
    } else {
      ++fit.bad;
    }
  }
  return fit;
}

}  // namespace

std::string_view TextEncodingName(TextEncoding encoding) noexcept {
  static constexpr std::array<std::string_view, 5> kNames = {"ascii", "utf-8", "utf-16le",
                                                             "utf-16be", "cp932"};
  return kNames[static_cast<std::size_t>(encoding)];
}

TextStart DetectTextStart(Bytes start) noexcept {
  if (StartsWith(start, kUtf8Mark)) return {TextEncoding::kUtf8, kUtf8Mark.size()};
  if (StartsWith(start, kUtf16LeMark)) return {TextEncoding::kUtf16Le, kUtf16LeMark.size()};
  if (StartsWith(start, kUtf16BeMark)) return {TextEncoding::kUtf16Be, kUtf16BeMark.size()};
  return {GuessUtf16(start), 0};
}

TextEncoding GuessByteEncoding(Bytes block) noexcept {
  const Fit utf8 = FitUtf8(block);
  if (utf8.bad == 0) return TextEncoding::kUtf8;
  const Fit cp932 = FitCp932(block);
  // Broken characters per whole one, compared crosswise; UTF-8 is hard to hit by chance, so it
  // also wins while most of its characters are whole.
  const bool mostly_utf8 = utf8.good > 2 * utf8.bad;
  const bool better_cp932 = cp932.bad * (utf8.good + 1) < utf8.bad * (cp932.good + 1);
  return !mostly_utf8 && better_cp932 ? TextEncoding::kCp932 : TextEncoding::kUtf8;
}

std::size_t AsciiPrefix(Bytes text) noexcept {
  std::size_t at = 0;
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && text[at] < 0x80) ++at;
  return at;
}

std::size_t ValidUtf8Prefix(Bytes text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    at += AsciiPrefix(text.subspan(at));
    if (at == text.size()) break;
    const Bytes rest = text.subspan(at);
    const Lead lead = LeadOf(rest[0]);
    if (lead.length == 0 || GoodBytes(rest, lead) != lead.length) break;
    at += lead.length;
  }
  return at;
}

std::size_t BrokenUtf8Bytes(Bytes text) noexcept {
  const Lead lead = LeadOf(text[0]);
  return lead.length == 0 ? 1 : std::max<std::size_t>(GoodBytes(text, lead), 1);
}

bool IsCutUtf8(Bytes text) noexcept {
  if (text.empty()) return false;
  const Lead lead = LeadOf(text[0]);
  return lead.length > text.size() && GoodBytes(text, lead) == text.size();
}

}  // namespace noroshi
