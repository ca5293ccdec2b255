#include "evidence/artefacts/ntfs/usn_journal.h"

#include <algorithm>

#include "base/utf.h"
#include "evidence/artefacts/ntfs/forward_window.h"
#include "evidence/artefacts/record_writer.h"

namespace noroshi::ntfs {
namespace {

using artefacts::RecordWriter;

constexpr std::size_t kUnitBytes = std::size_t{256} << 10;
constexpr std::size_t kPageBytes = 4096;      // what is left of a page is empty
constexpr std::size_t kMaxRecordBytes = 640;  // a name of 255 characters and the head
constexpr std::uint64_t kMaxReports = 1000;
constexpr std::uint32_t kIsFolder = 0x10;  // file attribute

struct ReasonRow {
  std::uint32_t bit;
  std::string_view name;
};
// USN_REASON_... of winioctl.h.
constexpr ReasonRow kReasons[] = {
    {0x1, "DATA_OVERWRITE"},
    {0x2, "DATA_EXTEND"},
    {0x4, "DATA_TRUNCATION"},
    {0x10, "NAMED_DATA_OVERWRITE"},
    {0x20, "NAMED_DATA_EXTEND"},
    {0x40, "NAMED_DATA_TRUNCATION"},
    {0x100, "FILE_CREATE"},
    {0x200, "FILE_DELETE"},
    {0x400, "EA_CHANGE"},
    {0x800, "SECURITY_CHANGE"},
    {0x1000, "RENAME_OLD_NAME"},
    {0x2000, "RENAME_NEW_NAME"},
    {0x4000, "INDEXABLE_CHANGE"},
    {0x8000, "BASIC_INFO_CHANGE"},
    {0x10000, "HARD_LINK_CHANGE"},
    {0x20000, "COMPRESSION_CHANGE"},
    {0x40000, "ENCRYPTION_CHANGE"},
    {0x80000, "OBJECT_ID_CHANGE"},
    {0x100000, "REPARSE_POINT_CHANGE"},
    {0x200000, "STREAM_CHANGE"},
    {0x400000, "TRANSACTED_CHANGE"},
    {0x800000, "INTEGRITY_CHANGE"},
    {0x80000000, "CLOSE"},
};
constexpr std::uint32_t kCreate = 0x100, kDelete = 0x200, kNewName = 0x2000, kClose = 0x80000000;

// What happened, once: reasons add up from record to record until the file is closed.
std::string_view ChangeOf(std::uint32_t reason) noexcept {
  if (reason == kCreate) return "created";
  if ((reason & kDelete) != 0 && (reason & kClose) != 0) return "deleted";
  if ((reason & kNewName) != 0 && (reason & kClose) == 0) return "renamed";
  return "other";
}

// Where the versions keep what follows the references.
struct VersionRow {
  std::uint16_t version;
  std::size_t reference_bytes, head_bytes;
};
constexpr VersionRow kVersions[] = {{2, 8, 60}, {3, 16, 76}};

bool IsHole(Bytes bytes) noexcept {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

class UsnSource final : public Source {
 public:
  explicit UsnSource(artefacts::ArtefactInput input)
      : window_(input.bytes, input.size), size_(input.size) {}

  [[nodiscard]] std::string_view format() const noexcept override { return kUsnFormatName; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return size_; }

  bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
    if (done_) return false;
    unit.source = this;
    unit.index = index_++;
    unit.offset = 0;
    RecordWriter records(unit);
    while (records.bytes() < kUnitBytes && Step(records, damage, account)) {
    }
    return records.count() != 0 || !done_;
  }

 private:
  bool Step(RecordWriter& records, DamageSink& damage, ByteAccount& account) {
    const Bytes ahead = window_.Peek(kPageBytes);
    if (ahead.empty()) {
      Finish(damage, account);
      return false;
    }
    if (const std::optional<UsnRecord> record = ReadUsnRecord(ahead)) {
      ReportLost(damage);
      if (!record->name.empty()) WriteRecord(*record, records);
      account.used += record->size;
      window_.Skip(record->size);
      return true;
    }
    // To the next place where a record may begin, or behind the empty rest of the page.
    const Bytes page = ahead.first(
        std::min(ahead.size(), static_cast<std::size_t>(kPageBytes - window_.at() % kPageBytes)));
    const bool is_hole = IsHole(page);
    const std::size_t size = is_hole ? page.size() : std::min<std::size_t>(8, page.size());
    if (!is_hole) {
      if (lost_bytes_ == 0) lost_at_ = window_.at();
      lost_bytes_ += size;
      account.damaged += size;
    } else {
      account.padding += size;
    }
    window_.Skip(size);
    return true;
  }

  void ReportLost(DamageSink& damage) {
    if (lost_bytes_ == 0) return;
    if (++reports_ <= kMaxReports) {
      damage.OnDamage(
          {DamageKind::kRecordSyntax, lost_at_, lost_bytes_, 1, 0, "no record of a change"});
    }
    lost_bytes_ = 0;
  }

  void Finish(DamageSink& damage, ByteAccount& account) {
    done_ = true;
    ReportLost(damage);
    const std::uint64_t left = size_ - std::min(size_, window_.at());
    if (left == 0) return;
    account.damaged += left;
    damage.OnDamage({DamageKind::kUnreadable, window_.at(), left, 0, 0,
                     window_.error() ? window_.error()->ToString() : std::string()});
  }

  void WriteRecord(const UsnRecord& record, RecordWriter& records) {
    const bool is_folder = (record.attributes & kIsFolder) != 0;
    if (is_folder && folder_count_ < kMaxJournalFolders) {
      ++folder_count_;
      folders_.Add(RecordOf(record.file), UseOf(record.file), false, record.parent, record.name);
    }
    records.Begin("usn", window_.at());
    records.When(record.time, "changed");
    records.Text("TargetFilename", folders_.PathOf(record.parent, record.name));
    records.Text("Change", ChangeOf(record.reason));
    for (const ReasonRow& row : kReasons) {
      if ((record.reason & row.bit) != 0) records.Text("Reason", row.name);
    }
    records.Text("Kind", is_folder ? "folder" : "file");
    records.Number("Usn", record.usn);
    records.Number("RecordNumber", RecordOf(record.file));
    records.Number("ParentRecordNumber", RecordOf(record.parent));
    records.End();
  }

  static constexpr std::size_t kMaxJournalFolders = 200'000;

  ForwardWindow window_;
  std::uint64_t size_;
  FolderNames folders_;
  std::size_t folder_count_ = 0;
  std::uint64_t index_ = 0, reports_ = 0, lost_at_ = 0, lost_bytes_ = 0;
  bool done_ = false;
};

}  // namespace

std::optional<UsnRecord> ReadUsnRecord(Bytes bytes) {
  UsnRecord out;
  out.size = LoadOrZero<std::uint32_t>(bytes, 0);
  out.version = LoadOrZero<std::uint16_t>(bytes, 4);
  if (out.size < 8 || out.size % 8 != 0 || out.size > bytes.size()) return std::nullopt;
  bytes = bytes.first(out.size);
  if (LoadOrZero<std::uint16_t>(bytes, 6) != 0) return std::nullopt;  // minor version
  if (out.version == 4) return out;
  const auto row = std::ranges::find(kVersions, out.version, &VersionRow::version);
  if (row == std::end(kVersions) || out.size < row->head_bytes || out.size > kMaxRecordBytes) {
    return std::nullopt;
  }
  const std::size_t behind = 8 + 2 * row->reference_bytes;
  out.file = LoadOrZero<std::uint64_t>(bytes, 8);
  out.parent = LoadOrZero<std::uint64_t>(bytes, 8 + row->reference_bytes);
  out.usn = LoadOrZero<std::uint64_t>(bytes, behind);
  out.time.ticks = LoadOrZero<std::uint64_t>(bytes, behind + 8);
  out.reason = LoadOrZero<std::uint32_t>(bytes, behind + 16);
  out.source = LoadOrZero<std::uint32_t>(bytes, behind + 20);
  out.attributes = LoadOrZero<std::uint32_t>(bytes, behind + 28);
  const std::size_t size = LoadOrZero<std::uint16_t>(bytes, behind + 32);
  const std::size_t at = LoadOrZero<std::uint16_t>(bytes, behind + 34);
  if (at < row->head_bytes || at > bytes.size() || size > bytes.size() - at || size == 0) {
    return std::nullopt;
  }
  AppendUtf16(bytes.subspan(at, size), out.name);
  return out;
}

bool DetectUsnJournal(const artefacts::ArtefactStart& start) {
  const auto first = std::ranges::find_if(start.bytes, [](std::uint8_t byte) { return byte != 0; });
  if (first == start.bytes.end()) {
    return start.bytes.size() == kSniffBytes &&
           (start.name.find("$J") != std::string_view::npos ||
            start.name.find("UsnJrnl") != std::string_view::npos);
  }
  const auto at = static_cast<std::size_t>(first - start.bytes.begin()) / 8 * 8;
  const auto record = ReadUsnRecord(start.bytes.subspan(at));
  constexpr std::uint64_t kYear2000 = 125'911'584'000'000'000;
  return record && !record->name.empty() && record->time.ticks > kYear2000 &&
         record->time.ticks < 2 * kYear2000;
}

std::unique_ptr<Source> OpenUsnJournal(artefacts::ArtefactInput input, const ReadOptions&) {
  return std::make_unique<UsnSource>(std::move(input));
}

}  // namespace noroshi::ntfs
