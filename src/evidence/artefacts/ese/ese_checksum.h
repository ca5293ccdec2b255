// The checksums of ESE databases: one word over all words (headers, and pages before Windows 7),
// and the error-correcting one of newer pages, one for each quarter of a page above 8 KiB.
//
// Format: Microsoft's published sources of the Extensible Storage Engine (MIT, 2021); Joachim Metz,
// "Extensible Storage Engine (ESE) Database File (EDB) format". Pure functions; cost: one look at
// each word.
#pragma once

#include <cstdint>

#include "base/byte_reader.h"

namespace noroshi::ese {

// All words behind the first, on 0x89ABCDEF.
[[nodiscard]] std::uint32_t XorChecksum(Bytes bytes) noexcept;

// The sum of all words on `page` below, and above it the parities of the bits by their places.
// `has_head`: the first eight bytes are the checksum itself and count as zero.
[[nodiscard]] std::uint64_t EccChecksum(Bytes bytes, std::uint32_t page, bool has_head) noexcept;

// Whether a page's bytes are those that were written as page `number`.
[[nodiscard]] bool PageChecksumHolds(Bytes page, std::uint32_t number) noexcept;

}  // namespace noroshi::ese
