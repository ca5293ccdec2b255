// Packed values of ESE columns: characters of seven bits, and LZXPRESS.
//
// Format: as ese_checksum.h says; LZXPRESS: [MS-XCA] section 2.4. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"

namespace noroshi::ese {

// Unpacks a value whose column says that it is packed; one that is not, for all that, comes back as
// it is. kUnsupported for the ways that need Microsoft's own code (Xpress9, Xpress10), kInvalid for
// data that contradict themselves, kLimit beyond `max` bytes.
[[nodiscard]] Result<std::vector<std::uint8_t>> UnpackValue(Bytes packed, std::size_t max);

// Exactly `size` bytes of LZXPRESS without Huffman codes.
[[nodiscard]] Result<std::vector<std::uint8_t>> UnpackLzxpress(Bytes packed, std::size_t size);

}  // namespace noroshi::ese
