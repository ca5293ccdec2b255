// Text made safe for XML and JSON (E-7.3). UTF-8 input must be valid.
//
// Cost: runs that need nothing are copied whole; ASCII in UTF-16 goes through at 16 characters a
// step where the processor can (SSE2), with a plain loop as the truth beside it. Wider steps gain
// nothing: the usual text has 13 characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_reader.h"
#include "evidence/evtx/text_buffer.h"

namespace noroshi::evtx {

enum class Escaping : std::uint8_t {
  // & < > become entities; controls that XML 1.0 forbids become U+FFFD.
  kXmlText,
  // And the double quote.
  kXmlAttribute,
  // The inside of a JSON string.
  kJson,
};

void AppendEscaped(std::string_view utf8, Escaping escaping, TextBuffer& out);
void AppendEscaped(std::string_view utf8, Escaping escaping, std::string& out);
// Lone surrogates become U+FFFD; an odd last byte is dropped. NULs are escaped, not an end.
void AppendEscapedUtf16(Bytes utf16le, Escaping escaping, TextBuffer& out);
// As above, but the text ends at its first NUL. `spare` bytes behind the text can be read.
void AppendEscapedUtf16ToNul(Bytes utf16le, std::size_t spare, Escaping escaping, TextBuffer& out);
// Windows-1252; NULs are left out.
void AppendEscapedAnsi(Bytes ansi, Escaping escaping, TextBuffer& out);

// For constants: the same, to a string.
[[nodiscard]] std::string Escaped(std::string_view utf8, Escaping escaping);
// A name out of the evidence as an XML name: what may not stand in one becomes '_'.
void AppendXmlName(std::string_view name, std::string& out);

// Room beyond the text that CopyHarmless writes to.
inline constexpr std::size_t kHarmlessSlack = 16;

namespace internal {

// Copies units to `out` as characters up to the first that is not printable ASCII, or is one of
// " & < > \; returns how many. `out` has room for `units` + kHarmlessSlack bytes. `spare` units
// behind can be read.
std::size_t CopyHarmless(const std::uint8_t* utf16le, std::size_t units, std::size_t spare,
                         char* out) noexcept;
// One unit at a time: what CopyHarmless is tested against.
std::size_t CopyHarmlessPlain(const std::uint8_t* utf16le, std::size_t units, char* out) noexcept;

}  // namespace internal
}  // namespace noroshi::evtx
