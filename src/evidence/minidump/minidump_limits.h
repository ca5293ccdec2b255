// How much of a minidump is believed. A hostile file can claim anything in a few bytes; a real
// process stays far below.
#pragma once

#include <cstddef>
#include <cstdint>

namespace noroshi::minidump {

// Windows writes some twenty.
inline constexpr std::uint32_t kMaxStreams = 4'096;
// A table of one stream: the memory regions of a browser or a database are some ten thousand, of 48
// bytes each.
inline constexpr std::size_t kMaxTableBytes = std::size_t{32} << 20;
inline constexpr std::uint64_t kMaxRows = std::uint64_t{1} << 18;
// A path of Windows has at most 32,767 characters.
inline constexpr std::uint32_t kMaxTextBytes = 65'536;
// All texts of one dump together: many rows may point at the same long one.
inline constexpr std::size_t kMaxAllTextBytes = std::size_t{32} << 20;
inline constexpr std::size_t kMaxDamageKept = 32;
// Bytes of memory for each byte of the file.
inline constexpr std::uint64_t kMaxShare = 2;

}  // namespace noroshi::minidump
