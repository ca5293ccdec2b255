#include <memory>

#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/registry/hive_file.h"

namespace noroshi::registry {
namespace {

constexpr std::size_t kChecksumAt = 508;

// The exclusive or of all words before; 0 and its opposite are never written.
std::uint32_t ChecksumOf(Bytes sector) noexcept {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < kChecksumAt; at += 4) sum ^= LoadOrZero<std::uint32_t>(sector, at);
  if (sum == 0xFFFFFFFF) return 0xFFFFFFFE;
  return sum == 0 ? 1 : sum;
}

}  // namespace

std::unique_ptr<BaseBlock> ReadBaseBlock(Bytes bytes) {
  constexpr std::uint32_t kSignature = 0x66676572;  // "regf"
  if (bytes.size() < kSectorBytes || LoadOrZero<std::uint32_t>(bytes, 0) != kSignature) {
    return nullptr;
  }
  auto base = std::make_unique<BaseBlock>();
  base->primary_sequence = LoadOrZero<std::uint32_t>(bytes, 4);
  base->secondary_sequence = LoadOrZero<std::uint32_t>(bytes, 8);
  base->written.ticks = LoadOrZero<std::uint64_t>(bytes, 12);
  base->minor_version = LoadOrZero<std::uint32_t>(bytes, 24);
  base->type = LoadOrZero<std::uint32_t>(bytes, 28);
  base->root_cell = LoadOrZero<std::uint32_t>(bytes, 36);
  base->bins_bytes = LoadOrZero<std::uint32_t>(bytes, 40);
  base->file_name = artefacts::WideText(bytes.subspan(48, 64));
  base->checksum_holds = LoadOrZero<std::uint32_t>(bytes, kChecksumAt) == ChecksumOf(bytes);
  return base;
}

}  // namespace noroshi::registry
