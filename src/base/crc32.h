// CRC-32 as EVTX, zip and PNG use it: reflected, polynomial 0xEDB88320. "123456789" gives
// 0xCBF43926.
//
// Cost: about 20 bytes a nanosecond where the processor multiplies without carry (every x86 since
// 2010), else about 1.5. Which one is decided once, at the first call.
// Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"

namespace noroshi {

// The sum of the bytes that `before` is the sum of, followed by `bytes`. 0 is the sum of nothing.
// So a file can be summed piece by piece, in order.
[[nodiscard]] std::uint32_t Crc32Of(Bytes bytes, std::uint32_t before = 0) noexcept;

namespace internal {

// Eight table look-ups for eight bytes: the truth the fast kernel is tested against.
[[nodiscard]] std::uint32_t Crc32Scalar(Bytes bytes, std::uint32_t before) noexcept;

}  // namespace internal
}  // namespace noroshi
