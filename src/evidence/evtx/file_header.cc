#include "evidence/evtx/file_header.h"

#include <algorithm>
#include <string_view>

#include "base/crc32.h"

namespace noroshi::evtx {
namespace {

constexpr std::string_view kSignature("ElfFile\0", 8);
constexpr std::size_t kHeaderSizeAt = 32;
constexpr std::size_t kBlockSizeAt = 40;
constexpr std::size_t kFlagsAt = 120;
constexpr std::size_t kChecksumAt = 124;
constexpr std::size_t kUsedBytes = 128;
constexpr std::uint32_t kNoChecksums = 4;

void Warn(DamageKind kind, const char* detail, DamageSink& damage) {
  Damage warning;
  warning.kind = kind;
  warning.detail = detail;
  damage.OnDamage(warning);
}

}  // namespace

bool HasFileSignature(Bytes bytes) noexcept {
  return bytes.size() >= kSignature.size() &&
         std::equal(kSignature.begin(), kSignature.end(), bytes.begin(),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

void CheckFileHeader(Bytes bytes, DamageSink& damage) {
  if (bytes.size() < kFileHeaderBytes) {
    Warn(DamageKind::kFileTruncated, "shorter than the file header", damage);
  }
  if (bytes.size() < kUsedBytes) return;
  const bool checked = (LoadOrZero<std::uint32_t>(bytes, kFlagsAt) & kNoChecksums) == 0;
  const std::uint32_t sum = Crc32Of(bytes.first(kFlagsAt));
  if (checked && sum != LoadOrZero<std::uint32_t>(bytes, kChecksumAt)) {
    Warn(DamageKind::kChunkHeaderChecksum, "file header", damage);
  }
  const bool sizes = LoadOrZero<std::uint32_t>(bytes, kHeaderSizeAt) == kUsedBytes &&
                     LoadOrZero<std::uint16_t>(bytes, kBlockSizeAt) == kFileHeaderBytes;
  if (!sizes) Warn(DamageKind::kFileSignature, "odd header sizes", damage);
}

}  // namespace noroshi::evtx
