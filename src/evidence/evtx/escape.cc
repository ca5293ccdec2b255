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

char* WriteEscapedUtf16(const std::uint8_t* utf16le, std::size_t at, std::size_t end,
                        const Replacements& table, char* out) noexcept {
  while (at < end) {
    const std::size_t run = internal::CopyHarmless(utf16le + 2 * at, end - at, out);
    at += run;
    out += run;
    if (at == end) break;
    const std::size_t wide = WideRun(utf16le, at, end);
    if (wide == 0) {
      out = WriteReplaced(LoadUnit(utf16le, at++), table, out);
    } else {
      out += WriteUtf16({utf16le + 2 * at, 2 * wide}, out);
      at += wide;
    }
  }
  return out;
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
std::size_t CopyHarmless(const std::uint8_t* utf16le, std::size_t units, char* out) noexcept {
  const auto load = [](const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  };
  std::size_t at = 0;
  for (; at + kStepUnits <= units; at += kStepUnits) {
    // Saturation makes 0 or 255 of everything beyond a byte; as signed bytes both are below ' '.
    const __m128i text = _mm_packus_epi16(load(utf16le + 2 * at), load(utf16le + 2 * at + 16));
    __m128i harm = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
    for (const char c : {'"', '&', '<', '>', '\\'}) {
      harm = _mm_or_si128(harm, _mm_cmpeq_epi8(text, _mm_set1_epi8(c)));
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), text);
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(harm));
    if (mask != 0) return at + static_cast<std::size_t>(std::countr_zero(mask));
  }
  return at + CopyHarmlessPlain(utf16le + 2 * at, units - at, out + at);
}
#else
std::size_t CopyHarmless(const std::uint8_t* utf16le, std::size_t units, char* out) noexcept {
  return CopyHarmlessPlain(utf16le, units, out);
}
#endif

}  // namespace internal

void AppendEscaped(std::string_view utf8, Escaping escaping, TextBuffer& out) {
  const Replacements& table = ReplacementsOf(escaping);
  std::size_t run = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const std::string_view replacement = table[static_cast<std::uint8_t>(utf8[i])];
    if (replacement.empty()) continue;
    out.Append(utf8.substr(run, i - run));
    out.Append(replacement);
    run = i + 1;
  }
  out.Append(utf8.substr(run));
}

void AppendEscapedUtf16(Bytes utf16le, Escaping escaping, TextBuffer& out) {
  const Replacements& table = ReplacementsOf(escaping);
  const std::size_t units = utf16le.size() / 2;
  for (std::size_t at = 0; at < units;) {
    const std::size_t end = PieceEnd(utf16le.data(), at, units);
    char* const begin = out.Reserve(kMaxEscapedBytes * (end - at) + kStepUnits);
    out.SetEnd(WriteEscapedUtf16(utf16le.data(), at, end, table, begin));
    at = end;
  }
}

std::string Escaped(std::string_view utf8, Escaping escaping) {
  TextBuffer out;
  AppendEscaped(utf8, escaping, out);
  return std::string(out.view());
}

void AppendXmlName(std::string_view name, std::string& out) {
  if (name.empty() || !MayStartName(name.front())) out.push_back('_');
  for (const char c : name) out.push_back(MayStandInName(c) ? c : '_');
}

}  // namespace noroshi::evtx
