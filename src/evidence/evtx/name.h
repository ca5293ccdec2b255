// BinXML names: element and attribute names, kept once per chunk and referred to by offset
// (EVTX spec, section 4). The chunk's name table is a hint that we do not use: names are resolved
// only through the references in the stream (E-4.4), so a ruined table loses nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/byte_reader.h"
#include "evidence/evtx/issues.h"

namespace noroshi::evtx {

// Next offset, hash and length before the characters, NUL behind them.
inline constexpr std::size_t kNameHeaderBytes = 8;
inline constexpr std::size_t kNameNulBytes = 2;

// The 16 bits that Windows stores with a name: h = h * 65,599 + unit, low half (E-4.3).
[[nodiscard]] std::uint16_t NameHash(Bytes utf16le) noexcept;

// The bytes that the name record at `offset` takes; 0 when it does not fit the chunk.
[[nodiscard]] std::size_t NameRecordSize(Bytes chunk, std::size_t offset) noexcept;

// Reads a name reference at the reader's position, which moves behind it and behind the name record
// when that lies inline. Appends the name as UTF-8. A reference that points outside `chunk`
// gives an empty name and kNameBounds; a wrong hash gives the name and kNameHash. Returns false
// only when the stream itself ends or an inline name does not fit: reading cannot go on.
//
// The reader must span the chunk from its first byte, so that positions are chunk offsets.
[[nodiscard]] bool ReadName(ByteReader& in, Bytes chunk, std::string& out, Issues& issues);

}  // namespace noroshi::evtx
