#include "evidence/artefacts/registry/hive_file.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace noroshi::registry {
namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kPages = 2048;  // a power of two
static_assert((kPages & (kPages - 1)) == 0);

std::vector<std::uint8_t> ReadPart(const RereadableBytes& bytes, std::uint64_t offset,
                                   std::size_t size) {
  std::vector<std::uint8_t> part(size);
  const Result<std::size_t> got = bytes.ReadAgain(offset, part);
  part.resize(got.ok() ? *got : 0);
  return part;
}

}  // namespace

HiveFile::HiveFile(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size)
    : bytes_(std::move(bytes)), size_(size), pages_(kPages) {}

void HiveFile::AddLog(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size) {
  logs_.push_back({std::move(bytes), size});
}

bool HiveFile::Open(DamageSink& damage) {
  const auto base = ReadBaseBlock(ReadPart(*bytes_, 0, kSectorBytes));
  if (base != nullptr && base->type != BaseBlock::kPrimary) {
    base_ = *base;
    return true;
  }
  if (base == nullptr || size_ <= kBaseBlockBytes) {
    damage.OnDamage({DamageKind::kFileTruncated, 0, size_, 0, 0, "a hive without any bin"});
    return false;
  }
  base_ = *base;
  bins_bytes_ = size_ - kBaseBlockBytes;
  if (base_.bins_bytes > bins_bytes_) {
    damage.OnDamage({DamageKind::kFileTruncated, size_, 0, 0, 0,
                     std::to_string(base_.bins_bytes - bins_bytes_) +
                         " bytes that the hive's header promises are not there"});
  }
  if (base_.is_dirty()) ApplyLogs(damage);
  return true;
}

bool HiveFile::Read(std::uint64_t offset, std::span<std::uint8_t> out) {
  if (offset > bins_bytes_ || out.size() > bins_bytes_ - offset) return false;
  while (!out.empty()) {
    const Page& page = PageAt(offset / kPageBytes);
    const std::size_t from = offset % kPageBytes;
    if (from >= page.bytes.size()) return false;
    const std::size_t size = std::min(out.size(), page.bytes.size() - from);
    std::memcpy(out.data(), page.bytes.data() + from, size);
    out = out.subspan(size);
    offset += size;
  }
  return true;
}

const HiveFile::Page& HiveFile::PageAt(std::uint64_t number) {
  Page& page = pages_[number & (kPages - 1)];
  if (page.number == number) return page;
  page.number = number;
  page.bytes = ReadPart(*bytes_, kBaseBlockBytes + number * kPageBytes, kPageBytes);
  if (overlay_.empty()) return page;
  page.bytes.resize(kPageBytes);  // logs may go on behind the end of the file
  for (std::size_t at = 0; at < kPageBytes; at += kSectorBytes) {
    const auto found = overlay_.find((number * kPageBytes + at) / kSectorBytes);
    if (found == overlay_.end()) continue;
    const LogPlace& place = found->second;
    const auto sector = ReadPart(*logs_[place.log].bytes, place.offset, kSectorBytes);
    std::memcpy(page.bytes.data() + at, sector.data(), sector.size());
  }
  return page;
}

}  // namespace noroshi::registry
