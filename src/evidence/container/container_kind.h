// ContainerKind: which container some bytes begin, by signature. Pure, safe from any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/byte_reader.h"

namespace noroshi {

enum class ContainerKind : std::uint8_t {
  kNone,
  // One packed stream each, not archives.
  kGzip,
  kBzip2,
  kXz,
  kZstd,
  // From here on archives: they have members.
  kTar,
  kZip,
  kSevenZip,
  kIso9660,  // images of disks, as mail brings them
  kCabinet,
  kLha,  // .lzh, old and alive in Japan
};

// A tar archive has no signature in its oldest form; it is known by the checksum of its first
// header.
[[nodiscard]] ContainerKind SniffContainer(Bytes start) noexcept;

[[nodiscard]] constexpr bool IsArchive(ContainerKind kind) noexcept {
  return kind >= ContainerKind::kTar;
}

// "gzip", "tar", ...
[[nodiscard]] std::string_view ContainerKindName(ContainerKind kind) noexcept;

}  // namespace noroshi
