// SevenZipDirectory: the members of a 7z archive and where their bytes are. The directory may be
// packed and encrypted itself; that is undone by the caller, layer by layer.
// Source: 7zFormat.txt of the 7-Zip SDK (public domain).
//
// Plain data; parsing is pure and safe from any thread. Cost: linear in the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/sevenzip/streams_info.h"

namespace noroshi::sevenzip {

inline constexpr std::size_t kSignatureBytes = 32;
// Unpacked: a million members with long names.
inline constexpr std::uint64_t kMaxDirectoryBytes = std::uint64_t{64} << 20;
inline constexpr std::size_t kMaxDirectoryEntries = 1'000'000;

// The start of the file: where its directory is.
struct SignatureHeader {
  std::uint64_t directory_at = 0;  // in the file
  std::uint64_t directory_bytes = 0;
  std::uint32_t directory_crc = 0;
};

// A regular file of the archive, or what the archive says is none.
struct SevenZipEntry {
  std::string name;         // UTF-8
  bool has_content = true;  // its bytes are the next part of the folders, in order
  bool is_file = true;      // false: a directory, a link, or a note that something was deleted
};

struct SevenZipDirectory {
  // True: no entries yet; the one folder is the directory, packed.
  bool packed = false;
  StreamsInfo streams;
  std::vector<SevenZipEntry> entries;
};

// kTruncated, kBadMagic or kBadChecksum. `file_bytes`: the directory must lie inside.
Result<SignatureHeader> ReadSignature(Bytes start, std::uint64_t file_bytes);

// `area_bytes`: of the packed bytes between signature and directory. kInvalid, kTruncated, kLimit.
Result<SevenZipDirectory> ReadDirectory(Bytes bytes, std::uint64_t area_bytes);

}  // namespace noroshi::sevenzip
