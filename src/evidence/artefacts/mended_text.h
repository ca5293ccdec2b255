// Text of artefacts as valid UTF-8, whatever its bytes are.
//
// Pure functions; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_reader.h"

namespace noroshi::artefacts {

// `text` itself where it is valid UTF-8; else a copy in `scratch` with U+FFFD for each byte that
// begins no character. Valid until `scratch` changes.
[[nodiscard]] std::string_view MendedText(std::string_view text, std::string& scratch);

// How a text file is written: UTF-16 by its mark, or by the zeros beside its first characters.
enum class TextForm : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be };
[[nodiscard]] TextForm TextFormOf(Bytes bytes) noexcept;

// A whole small text file as UTF-8, without byte order mark; wrong bytes mended.
[[nodiscard]] std::string FileText(Bytes bytes);

// UTF-16LE up to the first NUL, as UTF-8.
[[nodiscard]] std::string WideText(Bytes utf16le);

// Windows-1252 up to the first NUL, as UTF-8.
[[nodiscard]] std::string AnsiText(Bytes ansi);

}  // namespace noroshi::artefacts
