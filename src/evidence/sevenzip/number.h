// Numbers, bit lists and checksum lists, as the directory of a 7z archive writes them.
// Source: 7zFormat.txt of the 7-Zip SDK (public domain).
//
// Pure, safe from any thread. Nothing is allocated by a count that the bytes left cannot bear out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::sevenzip {

// What errors name.
inline constexpr std::string_view kDirectoryName = "7z directory";

// One to nine bytes: the leading ones of the first say how many follow, its other bits are the
// highest of the value.
Result<std::uint64_t> ReadNumber(ByteReader& in);

// A number of things of which each takes a byte at least, `limit` at most. kInvalid for more than
// there are bytes, kLimit for more than we take.
Result<std::size_t> ReadCount(ByteReader& in, std::size_t limit);

// `count` bits, the highest of a byte first.
Result<std::vector<bool>> ReadBits(ByteReader& in, std::size_t count);

// The same, where one byte may say "all of them".
Result<std::vector<bool>> ReadDefined(ByteReader& in, std::size_t count);

// A CRC-32 for each that has one.
Result<std::vector<std::optional<std::uint32_t>>> ReadDigests(ByteReader& in, std::size_t count);

[[nodiscard]] Error BadDirectory(const ByteReader& in, const char* reason);

}  // namespace noroshi::sevenzip
