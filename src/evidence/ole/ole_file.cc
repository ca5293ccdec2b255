#include "evidence/ole/ole_file.h"

#include <algorithm>

#include "base/utf.h"

namespace noroshi::ole {
namespace {

constexpr std::uint64_t kMagic = 0xE11AB1A1E011CFD0;
constexpr std::size_t kHeaderBytes = 512, kEntryBytes = 128, kHeaderTables = 109;
constexpr std::uint32_t kLastSector = 0xFFFFFFFA, kNoEntry = 0xFFFFFFFF;
constexpr std::uint8_t kStorage = 1, kStream = 2, kRoot = 5;
constexpr std::size_t kMostPathBytes = 1'024;
constexpr std::size_t kMostTableBytes = std::size_t{64} << 20;

template <class T>
T At(Bytes bytes, std::size_t at) {
  return LoadOrZero<T>(bytes, at);
}

std::string NameAt(Bytes entry) {
  const std::size_t size = std::min<std::size_t>(At<std::uint16_t>(entry, 64), 64);
  std::string name;
  AppendUtf16(entry.first(size < 2 ? 0 : (size - 2) & ~std::size_t{1}), name);
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

}  // namespace

bool LooksLikeOle(Bytes start) noexcept { return LoadOrZero<std::uint64_t>(start, 0) == kMagic; }

Result<OleFile> OleFile::Open(Bytes bytes) {
  if (!LooksLikeOle(bytes)) return Error{ErrorCode::kBadMagic, 0, "compound file", {}};
  if (bytes.size() < kHeaderBytes) return Error{ErrorCode::kTruncated, 0, "compound file", {}};
  OleFile file(bytes);
  const auto shift = At<std::uint16_t>(bytes, 30);
  if ((shift != 9 && shift != 12) || At<std::uint16_t>(bytes, 32) != 6) {
    return Error{ErrorCode::kInvalid, 30, "compound file", "size of its sectors"};
  }
  file.sector_bytes_ = std::size_t{1} << shift;
  file.cutoff_ = At<std::uint32_t>(bytes, 56);
  NOROSHI_TRY([[maybe_unused]] const Done tables, file.ReadTables());
  NOROSHI_TRY([[maybe_unused]] const Done directory,
              file.ReadDirectory(At<std::uint32_t>(bytes, 48)));
  return file;
}

Bytes OleFile::Sector(std::uint32_t number) const noexcept {
  const std::uint64_t at = (std::uint64_t{number} + 1) * sector_bytes_;
  if (number > kLastSector || at >= bytes_.size()) return {};
  const auto from = static_cast<std::size_t>(at);
  return bytes_.subspan(from, std::min(sector_bytes_, bytes_.size() - from));
}

// The table of chains, whose own sectors are listed in the header and in a chain of further lists.
Status OleFile::ReadTables() {
  const std::size_t sectors = bytes_.size() / sector_bytes_ + 1;
  const auto add = [&](std::uint32_t table) {
    const Bytes sector = Sector(table);
    for (std::size_t i = 0; i + 4 <= sector.size() && next_.size() < sectors; i += 4) {
      next_.push_back(At<std::uint32_t>(sector, i));
    }
  };
  for (std::size_t i = 0; i < kHeaderTables; ++i) {
    const auto table = At<std::uint32_t>(bytes_, 76 + 4 * i);
    if (table <= kLastSector) add(table);
  }
  auto list = At<std::uint32_t>(bytes_, 68);
  for (std::size_t steps = 0; list <= kLastSector && steps < sectors; ++steps) {
    const Bytes sector = Sector(list);
    if (sector.size() < sector_bytes_) {
      damaged_ = true;
      break;
    }
    for (std::size_t i = 0; i + 8 <= sector_bytes_; i += 4) {
      const auto table = At<std::uint32_t>(sector, i);
      if (table <= kLastSector) add(table);
    }
    list = At<std::uint32_t>(sector, sector_bytes_ - 4);
  }
  if (next_.empty()) return Error{ErrorCode::kInvalid, 76, "compound file", "no table of sectors"};
  return Ok();
}

std::vector<std::uint8_t> OleFile::Chain(std::uint32_t first, std::uint64_t size) const {
  std::vector<std::uint8_t> out;
  std::uint32_t at = first;
  for (std::size_t steps = 0; at <= kLastSector && out.size() < size; ++steps) {
    const Bytes sector = Sector(at);
    if (sector.empty() || at >= next_.size() || steps > next_.size()) {
      damaged_ = true;
      break;
    }
    const std::size_t take =
        static_cast<std::size_t>(std::min<std::uint64_t>(sector.size(), size - out.size()));
    out.insert(out.end(), sector.begin(), sector.begin() + static_cast<std::ptrdiff_t>(take));
    at = next_[at];
  }
  return out;
}

std::vector<std::uint8_t> OleFile::SmallChain(std::uint32_t first, std::uint64_t size) const {
  std::vector<std::uint8_t> out;
  std::uint32_t at = first;
  for (std::size_t steps = 0; at <= kLastSector && out.size() < size; ++steps) {
    const std::size_t from = std::size_t{at} * small_bytes_;
    if (at >= small_next_.size() || from >= small_.size() || steps > small_next_.size()) {
      damaged_ = true;
      break;
    }
    const Bytes sector = Bytes(small_).subspan(from, std::min(small_bytes_, small_.size() - from));
    const std::size_t take =
        static_cast<std::size_t>(std::min<std::uint64_t>(sector.size(), size - out.size()));
    out.insert(out.end(), sector.begin(), sector.begin() + static_cast<std::ptrdiff_t>(take));
    at = small_next_[at];
  }
  return out;
}

Status OleFile::ReadDirectory(std::uint32_t first) {
  const std::vector<std::uint8_t> directory = Chain(first, kMaxEntries * kEntryBytes);
  if (directory.size() < kEntryBytes) {
    return Error{ErrorCode::kTruncated, 48, "compound file", "no directory"};
  }
  const std::vector<std::uint8_t> table = Chain(At<std::uint32_t>(bytes_, 60), kMostTableBytes);
  for (std::size_t i = 0; i + 4 <= table.size(); i += 4) {
    small_next_.push_back(At<std::uint32_t>(table, i));
  }
  const Bytes root = Bytes(directory).first(kEntryBytes);
  small_ = Chain(At<std::uint32_t>(root, 116), At<std::uint32_t>(root, 120));
  NameStreams(directory);
  return Ok();
}

// Walks the trees of siblings and children with a stack of its own; each entry once.
void OleFile::NameStreams(Bytes directory) {
  struct Step {
    std::uint32_t entry;
    std::string folder;
  };
  const std::size_t count = directory.size() / kEntryBytes;
  std::vector<bool> seen(count);
  std::vector<std::pair<std::uint32_t, OleEntry>> found;
  std::vector<Step> steps = {{At<std::uint32_t>(directory, 76), ""}};
  while (!steps.empty()) {
    const Step step = std::move(steps.back());
    steps.pop_back();
    if (step.entry == kNoEntry) continue;
    if (step.entry >= count || seen[step.entry]) {
      damaged_ = true;
      continue;
    }
    seen[step.entry] = true;
    const Bytes entry = directory.subspan(step.entry * kEntryBytes, kEntryBytes);
    const std::string path = step.folder + NameAt(entry);
    const std::uint8_t type = entry[66];
    if (type == kStream) {
      const bool wide = sector_bytes_ > 512;
      found.push_back({step.entry,
                       {path, wide ? At<std::uint64_t>(entry, 120) : At<std::uint32_t>(entry, 120),
                        At<std::uint32_t>(entry, 116)}});
    } else if ((type == kStorage || type == kRoot) && path.size() < kMostPathBytes) {
      steps.push_back({At<std::uint32_t>(entry, 76), path + "/"});
    }
    steps.push_back({At<std::uint32_t>(entry, 68), step.folder});
    steps.push_back({At<std::uint32_t>(entry, 72), step.folder});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [number, entry] : found) streams_.push_back(std::move(entry));
}

const OleEntry* OleFile::FindEnding(std::string_view ending) const noexcept {
  for (const OleEntry& stream : streams_) {
    if (std::string_view(stream.path).ends_with(ending)) return &stream;
  }
  return nullptr;
}

std::vector<std::uint8_t> OleFile::Read(const OleEntry& stream, std::size_t limit) const {
  const std::uint64_t size = std::min<std::uint64_t>(stream.size, limit);
  return stream.size < cutoff_ ? SmallChain(stream.start, size) : Chain(stream.start, size);
}

}  // namespace noroshi::ole
