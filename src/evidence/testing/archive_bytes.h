// Archives made for tests, whole or as broken as a test wants them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace noroshi::testing {

enum class ArchiveFormat : std::uint8_t { kTar, kZip, kSevenZip, kIso9660 };
enum class PackFilter : std::uint8_t { kGzip, kBzip2, kXz, kZstd };

struct MemberBytes {
  std::string name;
  std::string content;
};

// With a password, zip members are encrypted (AES-256); the other formats cannot be.
std::string MakeArchive(ArchiveFormat format, const std::vector<MemberBytes>& members,
                        const std::string& password = {});

// One packed stream, as gzip, bzip2, xz and zstd write it.
std::string Pack(PackFilter filter, const std::string& content);

std::vector<std::uint8_t> BytesOf(const std::string& text);
std::string TextOfBytes(const std::vector<std::uint8_t>& bytes);

}  // namespace noroshi::testing
