#include "evidence/evtx/escape.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/utf.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace noroshi::evtx {
namespace {

// What each byte is written as; empty = as it is.
using Replacements = std::array<std::string_view, 256>;

constexpr Replacements XmlTextReplacements() {
  Replacements table{};
  for (std::size_t i = 0; i < 0x20; ++i) table[i] = "\xEF\xBF\xBD";
  table['\t'] = table['\n'] = table['\r'] = {};
  table['&'] = "&amp;";
  table['<'] = "&lt;";
  table['>'] = "&gt;";
  return table;
}

constexpr Replacements XmlAttributeReplacements() {
  Replacements table = XmlTextReplacements();
  table['"'] = "&quot;";
  return table;
}

constexpr std::string_view kControls =
    "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\u0008\\u0009\\u000a\\u000b\\u000c"
    "\\u000d\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
    "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f";

constexpr Replacements JsonReplacements() {
  constexpr std::size_t kEscapeBytes = 6;
  Replacements table{};
  for (std::size_t i = 0; i < 0x20; ++i)
    table[i] = kControls.substr(i * kEscapeBytes, kEscapeBytes);
  table['\b'] = "\\b";
  table['\t'] = "\\t";
  table['\n'] = "\\n";
  table['\f'] = "\\f";
  table['\r'] = "\\r";
  table['"'] = "\\\"";
  table['\\'] = "\\\\";
  return table;
}

// In the order of Escaping.
constexpr std::array<Replacements, 3> kReplacements = {
    XmlTextReplacements(), XmlAttributeReplacements(), JsonReplacements()};

// Every replacement, and three bytes of UTF-8, fit in so many bytes a unit or byte.
constexpr std::size_t kMaxEscapedBytes = 6;
constexpr std::size_t kStepUnits = 16;
// Text is escaped in pieces of this size, so that room is asked for by what the text needs, not by
// the worst case of all of it.
constexpr std::size_t kPieceUnits = 1'024;

const Replacements& ReplacementsOf(Escaping escaping) noexcept {
  return kReplacements[static_cast<std::size_t>(escaping)];
}

char16_t LoadUnit(const std::uint8_t* utf16le, std::size_t index) noexcept {
  return LoadUnchecked<std::uint16_t>(utf16le + 2 * index);
}

bool IsHarmless(char16_t unit) noexcept {
  return unit >= 0x20 && unit < 0x80 && unit != '"' && unit != '&' && unit != '<' && unit != '>' &&
         unit != '\\';
}

#if defined(__SSE2__)
// One bit for each of 16 characters that is not harmless. As signed bytes, all beyond ASCII are
// below ' '.
unsigned HarmMask(__m128i text) noexcept {
  __m128i harm = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
  for (const char c : {'"', '&', '<', '>', '\\'}) {
    harm = _mm_or_si128(harm, _mm_cmpeq_epi8(text, _mm_set1_epi8(c)));
  }
  return static_cast<unsigned>(_mm_movemask_epi8(harm));
}
#endif

char* WriteReplaced(char16_t ascii, const Replacements& table, char* out) noexcept {
  const std::string_view replacement = table[ascii];
  if (replacement.empty()) {
    *out = static_cast<char>(ascii);
    return out + 1;
  }
  return std::copy(replacement.begin(), replacement.end(), out);
}

// How many units from `at` on are not ASCII, up to `end`.
std::size_t WideRun(const std::uint8_t* utf16le, std::size_t at, std::size_t end) noexcept {
  std::size_t run = 0;
  while (at + run < end && LoadUnit(utf16le, at + run) >= 0x80) ++run;
  return run;
}

// As much of a piece of text as must stay together: not half a surrogate pair.
std::size_t PieceEnd(const std::uint8_t* utf16le, std::size_t at, std::size_t units) noexcept {
  const std::size_t end = std::min(units, at + kPieceUnits);
  const bool splits_pair = end < units && (LoadUnit(utf16le, end - 1) & 0xFC00) == 0xD800;
  return splits_pair ? end - 1 : end;
}

// What a NUL in a text is.
enum class Nul : std::uint8_t { kCharacter, kEnd };

// A text as it lies in the evidence, and how much behind it may be read.
struct WideText {
  const std::uint8_t* data;
  std::size_t units;
  std::size_t spare_units;
};

// Writes units [at, end); returns where it stopped: `end`, or the NUL that ends the text.
template <Nul kNul>
std::size_t WriteEscapedUtf16(const WideText& text, std::size_t at, std::size_t end,
                              const Replacements& table, char*& out) noexcept {
  for (;;) {
    const std::size_t spare = text.units - end + text.spare_units;
    const std::size_t run = internal::CopyHarmless(text.data + 2 * at, end - at, spare, out);
    at += run;
    out += run;
    if (at == end) return end;
    const std::size_t wide = WideRun(text.data, at, end);
    if (wide == 0) {
      const char16_t unit = LoadUnit(text.data, at);
      if (kNul == Nul::kEnd && unit == 0) return at;
      out = WriteReplaced(unit, table, out);
      ++at;
    } else {
      out += WriteUtf16({text.data + 2 * at, 2 * wide}, out);
      at += wide;
    }
  }
}

template <Nul kNul>
void AppendWide(const WideText& text, Escaping escaping, TextBuffer& out) {
  const Replacements& table = ReplacementsOf(escaping);
  for (std::size_t at = 0; at < text.units;) {
    const std::size_t end = PieceEnd(text.data, at, text.units);
    char* to = out.Reserve(kMaxEscapedBytes * (end - at) + kStepUnits);
    at = WriteEscapedUtf16<kNul>(text, at, end, table, to);
    out.SetEnd(to);
    if (at != end) return;
  }
}

// Hands out `utf8` in runs: as it is, or what stands for a byte.
template <class Append>
void Escape(std::string_view utf8, Escaping escaping, Append append) {
  const Replacements& table = ReplacementsOf(escaping);
  std::size_t run = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const std::string_view replacement = table[static_cast<std::uint8_t>(utf8[i])];
    if (replacement.empty()) continue;
    append(utf8.substr(run, i - run));
    append(replacement);
    run = i + 1;
  }
  append(utf8.substr(run));
}

// As internal::CopyHarmless for text of one byte a character.
std::size_t CopyHarmlessBytes(const std::uint8_t* ansi, std::size_t size, char* out) noexcept {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + kStepUnits <= size; at += kStepUnits) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(ansi + at));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), text);
    const unsigned mask = HarmMask(text);
    if (mask != 0) return at + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  for (; at < size && IsHarmless(ansi[at]); ++at) out[at] = static_cast<char>(ansi[at]);
  return at;
}

bool MayStandInName(char c) noexcept {
  const auto byte = static_cast<std::uint8_t>(c);
  const std::uint8_t lower = byte | 0x20;
  return byte >= 0x80 || (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') ||
         byte == '_' || byte == '-' || byte == '.' || byte == ':';
}

bool MayStartName(char c) noexcept {
  return MayStandInName(c) && (c < '0' || c > '9') && c != '-' && c != '.';
}

}  // namespace

namespace internal {

std::size_t CopyHarmlessPlain(const std::uint8_t* utf16le, std::size_t units, char* out) noexcept {
  std::size_t at = 0;
  for (; at < units; ++at) {
    const char16_t unit = LoadUnit(utf16le, at);
    if (!IsHarmless(unit)) break;
    out[at] = static_cast<char>(unit);
  }
  return at;
}

#if defined(__SSE2__)
std::size_t CopyHarmless(const std::uint8_t* utf16le, std::size_t units, std::size_t spare,
                         char* out) noexcept {
  const auto load = [](const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  };
  std::size_t at = 0;
  for (; at < units && at + kStepUnits <= units + spare; at += kStepUnits) {
    // Saturation makes 0 or 255 of everything beyond a byte; both are harmful.
    const __m128i text = _mm_packus_epi16(load(utf16le + 2 * at), load(utf16le + 2 * at + 16));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), text);
    const unsigned mask = HarmMask(text);
    if (mask != 0) return std::min(units, at + static_cast<std::size_t>(std::countr_zero(mask)));
  }
  if (at >= units) return units;
  return at + CopyHarmlessPlain(utf16le + 2 * at, units - at, out + at);
}
#else
std::size_t CopyHarmless(const std::uint8_t* utf16le, std::size_t units, std::size_t,
                         char* out) noexcept {
  return CopyHarmlessPlain(utf16le, units, out);
}
#endif

}  // namespace internal

void AppendEscaped(std::string_view utf8, Escaping escaping, TextBuffer& out) {
  Escape(utf8, escaping, [&out](std::string_view run) { out.Append(run); });
}

void AppendEscaped(std::string_view utf8, Escaping escaping, std::string& out) {
  Escape(utf8, escaping, [&out](std::string_view run) { out.append(run); });
}

void AppendEscapedUtf16(Bytes utf16le, Escaping escaping, TextBuffer& out) {
  AppendWide<Nul::kCharacter>({utf16le.data(), utf16le.size() / 2, 0}, escaping, out);
}

void AppendEscapedUtf16ToNul(Bytes utf16le, std::size_t spare, Escaping escaping, TextBuffer& out) {
  AppendWide<Nul::kEnd>({utf16le.data(), utf16le.size() / 2, spare / 2}, escaping, out);
}

void AppendEscapedAnsi(Bytes ansi, Escaping escaping, TextBuffer& out) {
  const Replacements& table = ReplacementsOf(escaping);
  for (std::size_t begin = 0; begin < ansi.size(); begin += kPieceUnits) {
    const Bytes piece = ansi.subspan(begin, std::min(kPieceUnits, ansi.size() - begin));
    char* to = out.Reserve(kMaxEscapedBytes * piece.size() + kStepUnits);
    for (std::size_t at = 0; at < piece.size(); ++at) {
      const std::size_t run = CopyHarmlessBytes(piece.data() + at, piece.size() - at, to);
      at += run;
      to += run;
      if (at == piece.size()) break;
      if (piece[at] >= 0x80) {
        to += WriteAnsi(piece.subspan(at, 1), to);
      } else if (piece[at] != 0) {
        to = WriteReplaced(piece[at], table, to);
      }
    }
    out.SetEnd(to);
  }
}

std::string Escaped(std::string_view utf8, Escaping escaping) {
  std::string out;
  AppendEscaped(utf8, escaping, out);
  return out;
}

void AppendXmlName(std::string_view name, std::string& out) {
  if (name.empty() || !MayStartName(name.front())) out.push_back('_');
  for (const char c : name) out.push_back(MayStandInName(c) ? c : '_');
}

}  // namespace noroshi::evtx
