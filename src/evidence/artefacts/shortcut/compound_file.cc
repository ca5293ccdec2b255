#include "evidence/artefacts/shortcut/compound_file.h"

#include <algorithm>

#include "evidence/artefacts/mended_text.h"

namespace noroshi::shortcut {
namespace {

constexpr std::uint64_t kSignature = 0xE11AB1A1E011CFD0;
constexpr std::size_t kHeadBytes = 512;
constexpr std::size_t kTableInHead = 76, kTableInHeadCount = 109;
constexpr std::size_t kMiniBytes = 64;
constexpr std::uint64_t kMiniLimit = 4096;         // shorter streams lie in mini sectors
constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // larger numbers are marks
constexpr std::size_t kEntryBytes = 128;
constexpr std::uint8_t kIsStream = 2, kIsRoot = 5;

}  // namespace

bool IsCompoundFile(Bytes bytes) noexcept {
  return bytes.size() >= kHeadBytes && LoadOrZero<std::uint64_t>(bytes, 0) == kSignature;
}

Result<CompoundFile> CompoundFile::Open(Bytes bytes) {
  if (!IsCompoundFile(bytes)) return Error{ErrorCode::kBadMagic, 0, "compound file", {}};
  CompoundFile file;
  file.bytes_ = bytes;
  file.budget_ = 4 * bytes.size();  // streams share nothing in a sound file
  const auto shift = LoadOrZero<std::uint16_t>(bytes, 30);
  if (shift != 9 && shift != 12) return Error{ErrorCode::kInvalid, 30, "compound file", {}};
  file.sector_bytes_ = std::size_t{1} << shift;
  file.ReadTable(LoadOrZero<std::uint32_t>(bytes, 68), LoadOrZero<std::uint32_t>(bytes, 72));
  const std::vector<std::uint8_t> mini =
      file.Chain(LoadOrZero<std::uint32_t>(bytes, 60), bytes.size());
  for (std::size_t at = 0; at + 4 <= mini.size(); at += 4) {
    file.mini_next_.push_back(LoadOrZero<std::uint32_t>(mini, at));
  }
  file.ReadDirectory(LoadOrZero<std::uint32_t>(bytes, 48));
  return file;
}

Bytes CompoundFile::SectorAt(std::uint32_t sector) const noexcept {
  const std::uint64_t at = (std::uint64_t{sector} + 1) * sector_bytes_;
  if (sector >= kLastSector || at >= bytes_.size()) return {};
  const std::size_t from = static_cast<std::size_t>(at);
  return bytes_.subspan(from, std::min(sector_bytes_, bytes_.size() - from));
}

std::vector<std::uint8_t> CompoundFile::Chain(std::uint32_t first, std::uint64_t size) const {
  std::vector<std::uint8_t> out;
  // No chain is longer than the file.
  const std::size_t limit = bytes_.size() / sector_bytes_ + 1;
  std::uint32_t sector = first;
  for (std::size_t i = 0; i < limit && out.size() < size; ++i) {
    const Bytes bytes = SectorAt(sector);
    if (bytes.empty()) break;
    const std::size_t wanted =
        std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(size - out.size()));
    out.insert(out.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wanted));
    if (sector >= next_.size()) break;
    sector = next_[sector];
  }
  return out;
}

// The table says which sector follows each; its own sectors are listed in the head and, of files
// beyond 7 MB, in a chain of their own.
void CompoundFile::ReadTable(std::uint32_t first_extra, std::uint32_t extra_count) {
  std::vector<std::uint32_t> tables;
  const std::size_t limit = bytes_.size() / sector_bytes_ + 1;
  for (std::size_t i = 0; i < kTableInHeadCount; ++i) {
    const auto sector = LoadOrZero<std::uint32_t>(bytes_, kTableInHead + i * 4);
    if (sector < kLastSector) tables.push_back(sector);
  }
  std::uint32_t extra = first_extra;
  for (std::uint32_t i = 0; i < extra_count && tables.size() < limit; ++i) {
    const Bytes list = SectorAt(extra);
    if (list.size() < 8) break;
    for (std::size_t at = 0; at + 8 <= list.size(); at += 4) {
      const auto sector = LoadOrZero<std::uint32_t>(list, at);
      if (sector < kLastSector) tables.push_back(sector);
    }
    extra = LoadOrZero<std::uint32_t>(list, list.size() - 4);
  }
  tables.resize(std::min(tables.size(), limit));
  for (const std::uint32_t table : tables) {
    const Bytes sector = SectorAt(table);
    for (std::size_t at = 0; at + 4 <= sector.size(); at += 4) {
      next_.push_back(LoadOrZero<std::uint32_t>(sector, at));
    }
  }
}

void CompoundFile::ReadDirectory(std::uint32_t first) {
  const std::vector<std::uint8_t> entries = Chain(first, bytes_.size());
  const bool is_large = sector_bytes_ != 512;  // in small files the upper half is not used
  for (std::size_t at = 0; at + kEntryBytes <= entries.size(); at += kEntryBytes) {
    const Bytes entry = Bytes(entries).subspan(at, kEntryBytes);
    const std::uint8_t kind = entry[66];
    const auto sector = LoadOrZero<std::uint32_t>(entry, 116);
    const auto size = is_large ? LoadOrZero<std::uint64_t>(entry, 120)
                               : std::uint64_t{LoadOrZero<std::uint32_t>(entry, 120)};
    if (kind == kIsRoot && mini_sectors_.empty()) {
      mini_sectors_ = Chain(sector, std::min<std::uint64_t>(size, bytes_.size()));
    }
    if (kind == kIsStream && streams_.size() < kMaxStreams) {
      streams_.push_back({artefacts::WideText(entry.first(64)), sector, size});
    }
  }
}

std::vector<std::uint8_t> CompoundFile::Read(const Stream& stream) {
  const std::uint64_t size = std::min<std::uint64_t>(stream.size, bytes_.size());
  if (size > budget_) return {};
  budget_ -= size;
  if (stream.size >= kMiniLimit) return Chain(stream.first_sector, size);
  std::vector<std::uint8_t> out;
  std::uint32_t sector = stream.first_sector;
  while (out.size() < size && sector < mini_next_.size()) {
    const std::size_t at = std::size_t{sector} * kMiniBytes;
    if (at >= mini_sectors_.size()) break;
    const std::size_t wanted = std::min<std::size_t>(
        {kMiniBytes, mini_sectors_.size() - at, static_cast<std::size_t>(size - out.size())});
    const auto from = mini_sectors_.begin() + static_cast<std::ptrdiff_t>(at);
    out.insert(out.end(), from, from + static_cast<std::ptrdiff_t>(wanted));
    sector = mini_next_[sector];
  }
  return out;
}

}  // namespace noroshi::shortcut
