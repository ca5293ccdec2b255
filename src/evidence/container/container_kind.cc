#include "evidence/container/container_kind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace noroshi {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  ContainerKind kind;
};

constexpr std::array<Signature, 10> kSignatures = {{
    {"\x1F\x8B\x08"sv, ContainerKind::kGzip},
    {"BZh"sv, ContainerKind::kBzip2},
    {"\xFD"
     "7zXZ\0"sv,
     ContainerKind::kXz},
    {"\x28\xB5\x2F\xFD"sv, ContainerKind::kZstd},
    {"PK\x03\x04"sv, ContainerKind::kZip},
    {"PK\x05\x06"sv, ContainerKind::kZip},            // without members
    {"PK\x07\x08PK\x03\x04"sv, ContainerKind::kZip},  // one part of what was split
    {"PK00PK\x03\x04"sv, ContainerKind::kZip},
    {"7z\xBC\xAF\x27\x1C"sv, ContainerKind::kSevenZip},
    {"MSCF\0\0\0\0"sv, ContainerKind::kCabinet},
}};

bool StartsWith(Bytes start, std::string_view signature) noexcept {
  return start.size() >= signature.size() &&
         std::equal(signature.begin(), signature.end(), start.begin(),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

// "BZh" is text as well: the level and the first block's signature, or that of an empty stream.
bool IsBzip2(Bytes start) noexcept {
  const auto behind = [&](std::string_view magic) {
    return start.size() >= 10 && StartsWith(start.subspan(4), magic);
  };
  return start.size() > 3 && start[3] >= '1' && start[3] <= '9' &&
         (behind("1AY&SY") || behind("\x17rE8P\x90"));
}

constexpr std::size_t kTarBlockBytes = 512;
constexpr std::size_t kTarChecksumAt = 148, kTarChecksumBytes = 8;

// The sum of all bytes of a header, its own field taken as blanks, in octal.
bool IsTar(Bytes start) noexcept {
  if (start.size() < kTarBlockBytes || start[0] == 0) return false;
  std::uint64_t sum = 0, stored = 0;
  for (std::size_t i = 0; i < kTarBlockBytes; ++i) {
    const bool own = i >= kTarChecksumAt && i < kTarChecksumAt + kTarChecksumBytes;
    sum += own ? ' ' : start[i];
  }
  std::size_t digits = 0;
  for (const std::uint8_t byte : start.subspan(kTarChecksumAt, kTarChecksumBytes)) {
    if (byte == ' ' && digits == 0) continue;
    if (byte < '0' || byte > '7') break;
    stored = stored * 8 + (byte - '0');
    ++digits;
  }
  return digits != 0 && stored == sum;
}

// The first volume descriptor of ISO 9660, behind sixteen sectors of anything.
bool IsIso9660(Bytes start) noexcept {
  constexpr std::size_t kDescriptorAt = 16 * 2'048;
  return start.size() > kDescriptorAt && start[kDescriptorAt] != 0xFF &&
         StartsWith(start.subspan(kDescriptorAt + 1), "CD001");
}

// A header's size, its checksum, then the method: "-lh5-" and its kin.
bool IsLha(Bytes start) noexcept {
  return start.size() > 21 && StartsWith(start.subspan(2), "-lh") &&
         ((start[5] >= '0' && start[5] <= '7') || start[5] == 'd') && start[6] == '-' &&
         start[20] <= 2;
}

}  // namespace

ContainerKind SniffContainer(Bytes start) noexcept {
  for (const Signature& signature : kSignatures) {
    if (!StartsWith(start, signature.bytes)) continue;
    if (signature.kind != ContainerKind::kBzip2 || IsBzip2(start)) return signature.kind;
  }
  if (IsTar(start)) return ContainerKind::kTar;
  if (IsIso9660(start)) return ContainerKind::kIso9660;
  return IsLha(start) ? ContainerKind::kLha : ContainerKind::kNone;
}

std::string_view ContainerKindName(ContainerKind kind) noexcept {
  static constexpr std::array<std::string_view, 11> kNames = {
      "none", "gzip", "bzip2", "xz", "zstd", "tar", "zip", "7z", "iso9660", "cab", "lha"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace noroshi
