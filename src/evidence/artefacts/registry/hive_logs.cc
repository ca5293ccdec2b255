// The transaction logs of a dirty hive laid over it. Which entries hold is what Windows decides
// when it loads the hive: those with right hashes, in the order of their sequence numbers without a
// gap, from the hive's secondary sequence number on.
#include <algorithm>

#include "evidence/artefacts/registry/hive_file.h"

namespace noroshi::registry {
namespace {

constexpr std::uint32_t kEntrySignature = 0x454C7648;  // "HvLE"
constexpr std::uint32_t kOldSignature = 0x54524944;    // "DIRT"
constexpr std::uint32_t kEntryHeadBytes = 40;
// Windows makes logs of some MiB; of a larger one only this much is looked at.
constexpr std::uint64_t kMaxLogBytes = std::uint64_t{512} << 20;
// Hives end at 2 GiB; a log that speaks of more is not believed.
constexpr std::uint64_t kMaxBinsBytes = std::uint64_t{2} << 30;

// Reads exactly `size` bytes, or nothing.
std::vector<std::uint8_t> ReadExactly(const RereadableBytes& bytes, std::uint64_t offset,
                                      std::size_t size) {
  std::vector<std::uint8_t> part(size);
  const Result<std::size_t> got = bytes.ReadAgain(offset, part);
  if (!got.ok() || *got != size) part.clear();
  return part;
}

}  // namespace

struct HiveFile::LogEntry {
  std::uint32_t sequence = 0;
  std::uint32_t bins_bytes = 0;
  std::uint32_t log = 0;
  struct Piece {
    std::uint32_t offset = 0, size = 0;  // in the bins
    std::uint64_t at = 0;                // in the log
  };
  std::vector<Piece> pieces;
};

namespace {

// The pieces that a whole entry brings; false when it contradicts itself.
template <class Entry>
bool ReadPieces(Bytes bytes, std::uint64_t offset, Entry& entry) {
  const auto count = LoadOrZero<std::uint32_t>(bytes, 20);
  if (count > (bytes.size() - kEntryHeadBytes) / 8) return false;
  std::uint64_t at = kEntryHeadBytes + std::uint64_t{count} * 8;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto page = LoadOrZero<std::uint32_t>(bytes, kEntryHeadBytes + std::size_t{i} * 8);
    const auto size = LoadOrZero<std::uint32_t>(bytes, kEntryHeadBytes + std::size_t{i} * 8 + 4);
    if (page % kSectorBytes != 0 || size % kSectorBytes != 0) return false;
    if (size > bytes.size() - at || page + std::uint64_t{size} > kMaxBinsBytes) return false;
    entry.pieces.push_back({page, size, offset + at});
    at += size;
  }
  return true;
}

}  // namespace

void HiveFile::CollectEntries(std::uint32_t log, std::vector<LogEntry>& entries) const {
  const Log& from = logs_[log];
  const std::uint64_t end = std::min(from.size, kMaxLogBytes);
  std::uint64_t at = kSectorBytes;
  while (at + kEntryHeadBytes <= end) {
    const auto head = ReadExactly(*from.bytes, at, kEntryHeadBytes);
    const auto size = LoadOrZero<std::uint32_t>(head, 4);
    if (LoadOrZero<std::uint32_t>(head, 0) != kEntrySignature) return;
    if (size < kEntryHeadBytes || size % kSectorBytes != 0 || size > end - at) return;
    const auto bytes = ReadExactly(*from.bytes, at, size);
    if (bytes.empty() ||
        Marvin32(Bytes(bytes).subspan(kEntryHeadBytes)) != LoadOrZero<std::uint64_t>(head, 24)) {
      return;
    }
    if (Marvin32(Bytes(head).first(32)) != LoadOrZero<std::uint64_t>(head, 32)) return;
    LogEntry entry;
    entry.sequence = LoadOrZero<std::uint32_t>(head, 12);
    entry.bins_bytes = LoadOrZero<std::uint32_t>(head, 16);
    entry.log = log;
    if (!ReadPieces(bytes, at, entry)) return;
    entries.push_back(std::move(entry));
    at += size;
  }
}

void HiveFile::ApplyLogs(DamageSink& damage) {
  std::vector<LogEntry> entries;
  bool old_log = false;
  for (std::uint32_t i = 0; i < logs_.size(); ++i) {
    const auto base = ReadBaseBlock(ReadExactly(*logs_[i].bytes, 0, kSectorBytes));
    if (base == nullptr || !base->checksum_holds) continue;
    if (base->type == BaseBlock::kNewLog) {
      CollectEntries(i, entries);
    } else if (base->type == BaseBlock::kOldLog || base->type == BaseBlock::kOldLogToo) {
      old_log = ApplyOldLog(i) || old_log;
    }
  }
  std::ranges::stable_sort(entries, {}, &LogEntry::sequence);
  // A hive whose first page is damaged has no sequence number to go by: all entries are newer.
  const std::uint32_t from = base_.checksum_holds ? base_.secondary_sequence : 0;
  std::uint32_t next = 0;
  for (const LogEntry& entry : entries) {
    if (entry.sequence < from || (next != 0 && entry.sequence < next)) continue;
    if (next != 0 && entry.sequence > next) break;
    ApplyEntry(entry);
    next = entry.sequence + 1;
  }
  if (next != 0 || old_log) return;
  damage.OnDamage({DamageKind::kRecordGap, 0, 0, 1, 0,
                   logs_.empty() ? "the hive was not closed, and no transaction log (.LOG1, .LOG2) "
                                   "lies beside it; its last changes are missing"
                                 : "the hive was not closed, and its transaction logs hold nothing "
                                   "that fits; its last changes may be missing"});
}

void HiveFile::ApplyEntry(const LogEntry& entry) {
  base_.bins_bytes = entry.bins_bytes;
  bins_bytes_ = std::max<std::uint64_t>(bins_bytes_,
                                        std::min<std::uint64_t>(entry.bins_bytes, kMaxBinsBytes));
  for (const LogEntry::Piece& piece : entry.pieces) {
    LayOver(piece.offset, piece.size, {entry.log, piece.at});
  }
}

// One bit for each sector of the bins says whether it is in the log; they lie there one behind the
// other.
bool HiveFile::ApplyOldLog(std::uint32_t log) {
  const Log& from = logs_[log];
  const auto head = ReadExactly(*from.bytes, kSectorBytes, 4);
  const std::uint64_t bits =
      std::min<std::uint64_t>(base_.bins_bytes, kMaxBinsBytes) / kSectorBytes;
  if (head.empty() || LoadOrZero<std::uint32_t>(head, 0) != kOldSignature) return false;
  const auto map = ReadExactly(*from.bytes, kSectorBytes + 4, static_cast<std::size_t>(bits / 8));
  std::uint64_t at = (kSectorBytes + 4 + bits / 8 + kSectorBytes - 1) / kSectorBytes * kSectorBytes;
  for (std::uint64_t bit = 0; bit < map.size() * 8; ++bit) {
    if ((map[static_cast<std::size_t>(bit / 8)] >> (bit % 8) & 1) == 0) continue;
    if (at + kSectorBytes > from.size) break;
    LayOver(bit * kSectorBytes, kSectorBytes, {log, at});
    at += kSectorBytes;
  }
  return !overlay_.empty();
}

void HiveFile::LayOver(std::uint64_t offset, std::uint32_t size, LogPlace place) {
  for (std::uint32_t done = 0; done < size; done += kSectorBytes) {
    overlay_[(offset + done) / kSectorBytes] = {place.log, place.offset + done};
  }
}

}  // namespace noroshi::registry
