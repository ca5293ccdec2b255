// What the parts of a 7z directory are called, by number. Source: 7zFormat.txt of the 7-Zip SDK
// (public domain).
#pragma once

#include <cstdint>

namespace noroshi::sevenzip {

enum PropertyId : std::uint64_t {
  kIdEnd = 0x00,
  kIdHeader = 0x01,
  kIdArchiveProperties = 0x02,
  kIdMainStreams = 0x04,
  kIdFiles = 0x05,
  kIdPackInfo = 0x06,
  kIdUnpackInfo = 0x07,
  kIdSubStreams = 0x08,
  kIdSize = 0x09,
  kIdCrc = 0x0A,
  kIdFolder = 0x0B,
  kIdUnpackSizes = 0x0C,
  kIdPartCounts = 0x0D,
  kIdEmptyStream = 0x0E,
  kIdEmptyFile = 0x0F,
  kIdAnti = 0x10,
  kIdNames = 0x11,
  kIdAttributes = 0x15,
  kIdPackedHeader = 0x17,
};

}  // namespace noroshi::sevenzip
