#include "evidence/artefacts/ntfs/mft_source.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "evidence/artefacts/ntfs/forward_window.h"
#include "evidence/artefacts/ntfs/mft_record.h"
#include "evidence/artefacts/record_writer.h"

namespace noroshi::ntfs {
namespace {

using artefacts::RecordWriter;

constexpr std::size_t kUnitBytes = std::size_t{256} << 10;
// What one file can say of its damage; the rest is only counted.
constexpr std::uint64_t kMaxReports = 1000;
// Of records that hold what had no room in others, some hundred bytes each; volumes have some
// thousand.
constexpr std::size_t kMaxKeptBytes = std::size_t{64} << 20;

std::size_t BytesOf(const MftRecord& record) noexcept {
  std::size_t bytes = sizeof record + record.name.size() + record.zone_identifier.size();
  for (const std::string& stream : record.streams) bytes += sizeof stream + stream.size();
  return bytes;
}

// Programs of Windows whose times others are given, so that they look as old as the system (D2-10).
constexpr std::array<std::string_view, 6> kModels = {"cmd.exe",      "kernel32.dll", "svchost.exe",
                                                     "explorer.exe", "notepad.exe",  "ntdll.dll"};

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

struct ModelTimes {
  std::string_view name;
  FileTimes times;
};

class MftSource final : public Source {
 public:
  explicit MftSource(artefacts::ArtefactInput input) : window_(input.bytes, input.size) {
    size_ = input.size;
  }

  [[nodiscard]] std::string_view format() const noexcept override { return kMftFormatName; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return size_; }

  bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
    if (done_) return false;
    if (record_bytes_ == 0) ReadFolders();
    unit.source = this;
    unit.index = index_++;
    unit.offset = 0;
    RecordWriter records(unit);
    while (records.bytes() < kUnitBytes) {
      MftRecord record;
      const std::uint64_t offset = window_.at();
      const std::optional<MftState> state = NextRecord(record);
      if (!state) {
        Finish(damage, account);
        break;
      }
      Count(*state, offset, damage, account);
      if (*state != MftState::kRecord || record.is_extension()) continue;
      AddExtensions(record);
      WriteRecord(record, offset, records);
    }
    return records.count() != 0 || !done_;
  }

 private:
  void ReadFolders() {
    record_bytes_ = MftRecordBytes(window_.Peek(4096));
    if (record_bytes_ == 0) record_bytes_ = 1024;
    while (true) {
      MftRecord record;
      const std::optional<MftState> state = NextRecord(record);
      if (!state) break;
      if (*state != MftState::kRecord) continue;
      if (record.is_extension()) {
        if (MayKeep(record)) extensions_[RecordOf(record.base)].push_back(std::move(record));
      } else if (record.is_folder && (record.name.empty() || record.is_short_name)) {
        if (MayKeep(record)) unnamed_.push_back(std::move(record));
      } else {
        NoteFile(record);
      }
    }
    // The name of a folder may lie in an extension, which may come later.
    for (MftRecord& folder : unnamed_) {
      AddExtensions(folder);
      NoteFile(folder);
    }
    unnamed_.clear();
    folders_.FindDrive();
    window_.Rewind();
  }

  void NoteFile(const MftRecord& record) {
    if (record.name.empty()) return;
    if (record.is_folder) {
      folders_.Add(record.number, record.use, !record.is_in_use, record.parent, record.name);
    } else if (record.is_in_use) {
      NoteModel(record);
    }
  }

  bool MayKeep(const MftRecord& record) {
    kept_bytes_ += BytesOf(record);
    return kept_bytes_ <= kMaxKeptBytes;
  }

  void AddExtensions(MftRecord& record) const {
    const auto found = extensions_.find(record.number);
    if (found == extensions_.end()) return;
    for (const MftRecord& extension : found->second) {
      if (MatchesBase(extension, record)) AddExtension(extension, record);
    }
  }

  // Nothing at the end.
  std::optional<MftState> NextRecord(MftRecord& record) {
    const Bytes bytes = window_.Peek(record_bytes_);
    if (bytes.size() < record_bytes_) return std::nullopt;
    copy_.assign(bytes.begin(), bytes.end());
    record.number = window_.at() / record_bytes_;
    window_.Skip(record_bytes_);
    return ReadMftRecord(copy_, record);
  }

  void Count(MftState state, std::uint64_t offset, DamageSink& damage, ByteAccount& account) {
    if (state == MftState::kRecord) {
      account.used += record_bytes_;
    } else if (state == MftState::kEmpty) {
      account.padding += record_bytes_;
    } else {
      account.damaged += record_bytes_;
      if (++reports_ > kMaxReports) return;
      damage.OnDamage({DamageKind::kRecordSyntax, offset, record_bytes_, 1, 0,
                       state == MftState::kTorn ? "a record of which not all sectors were written"
                                                : "no record of a file"});
    }
  }

  void Finish(DamageSink& damage, ByteAccount& account) {
    done_ = true;
    if (kept_bytes_ > kMaxKeptBytes) {
      damage.OnDamage({DamageKind::kBudget, 0, 0, 0, 0,
                       "more extension records than are kept: some files lack streams or names"});
    }
    const std::uint64_t left = size_ - std::min(size_, window_.at());
    if (left == 0) return;
    account.damaged += left;
    damage.OnDamage({window_.error() ? DamageKind::kUnreadable : DamageKind::kFileTruncated,
                     window_.at(), left, 0, 0,
                     window_.error() ? window_.error()->ToString() : "half a record at the end"});
  }

  void NoteModel(const MftRecord& record) {
    if (!record.standard || models_.size() >= 4 * kModels.size()) return;
    const std::string name = LowerAscii(record.name);
    const auto model = std::ranges::find(kModels, name);
    if (model != kModels.end()) models_.push_back({*model, *record.standard});
  }

  // The name of a Windows program with the same times of creation and last write; "" if none.
  [[nodiscard]] std::string_view ModelOf(const MftRecord& record) const {
    const std::string name = LowerAscii(record.name);
    const auto model = std::ranges::find_if(models_, [&](const ModelTimes& one) {
      return one.name != name && one.times.created == record.standard->created &&
             one.times.modified == record.standard->modified;
    });
    return model == models_.end() ? std::string_view() : model->name;
  }

  void WriteRecord(const MftRecord& record, std::uint64_t offset, RecordWriter& records) {
    if (record.name.empty()) return;
    records.Begin("mft", offset);
    if (record.name_times) records.When(record.name_times->created, "name_created");
    records.Text("TargetFilename", folders_.PathOf(record.parent, record.name));
    records.Number("FileSize", record.size);
    records.Text("Kind", record.is_folder ? "folder" : "file");
    records.Text("Deleted", record.is_in_use ? "false" : "true");
    WriteTimes(record, records);
    for (const std::string& stream : record.streams) records.Text("Stream", stream);
    records.TextIfAny("ZoneIdentifier", record.zone_identifier);
    if (record.name_count > 1) records.Number("HardLinks", record.name_count);
    records.Number("RecordNumber", record.number);
    records.End();
  }

  void WriteTimes(const MftRecord& record, RecordWriter& records) const {
    if (!record.standard) return;
    const FileTimes& standard = *record.standard;
    records.Time("CreationUtcTime", standard.created);
    records.Time("ModifiedUtcTime", standard.modified);
    records.Time("ChangedUtcTime", standard.changed);
    records.Time("AccessedUtcTime", standard.accessed);
    if (record.name_times) {
      records.Text("CreatedBeforeName",
                   standard.created < record.name_times->created ? "true" : "false");
    }
    // Tools that set times mostly set whole seconds.
    records.Text("WholeSeconds", standard.created.ticks % kTicksPerSecond == 0 &&
                                         standard.modified.ticks % kTicksPerSecond == 0
                                     ? "true"
                                     : "false");
    records.TextIfAny("TimesOf", ModelOf(record));
  }

  ForwardWindow window_;
  std::uint64_t size_ = 0;
  std::size_t record_bytes_ = 0;
  FolderNames folders_;
  std::vector<ModelTimes> models_;
  // By the record they belong to, in the order of their own numbers.
  std::unordered_map<std::uint64_t, std::vector<MftRecord>> extensions_;
  std::vector<MftRecord> unnamed_;  // folders without a name of their own
  std::size_t kept_bytes_ = 0;      // of both, and of those there was no room for
  std::vector<std::uint8_t> copy_;
  std::uint64_t index_ = 0, reports_ = 0;
  bool done_ = false;
};

}  // namespace

bool DetectMft(const artefacts::ArtefactStart& start) { return MftRecordBytes(start.bytes) != 0; }

std::unique_ptr<Source> OpenMft(artefacts::ArtefactInput input, const ReadOptions&) {
  return std::make_unique<MftSource>(std::move(input));
}

}  // namespace noroshi::ntfs
