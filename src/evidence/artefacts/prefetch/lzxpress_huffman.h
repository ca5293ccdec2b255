// LZXPRESS with Huffman coding, as Windows packs prefetch files since version 8.1 ("MAM").
//
// Format: [MS-XCA] section 2.2. Blocks of 64 KiB, each with its own code; a pure function of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"

namespace noroshi::prefetch {

// The first `size` bytes of the unpacked data. kTruncated when the packed data end before, kInvalid
// when they contradict themselves; never more than `size` bytes are made.
[[nodiscard]] Result<std::vector<std::uint8_t>> UnpackLzxpressHuffman(Bytes packed,
                                                                      std::size_t size);

}  // namespace noroshi::prefetch
