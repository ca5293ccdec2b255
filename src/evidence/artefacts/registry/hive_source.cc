#include "evidence/artefacts/registry/hive_source.h"

#include <optional>
#include <string>
#include <vector>

#include "evidence/artefacts/registry/deleted_cells.h"
#include "evidence/artefacts/registry/key_facts.h"
#include "evidence/artefacts/registry/value_record.h"

namespace noroshi::registry {
namespace {

using artefacts::ArtefactInput;
using artefacts::RecordWriter;

// As text units: a lock per unit costs nothing.
constexpr std::size_t kUnitBytes = std::size_t{256} << 10;
// The registry allows 512 levels.
constexpr std::size_t kMaxDepth = 512;

// A key whose subkeys are being read.
struct Level {
  std::vector<CellOffset> subkeys;
  std::size_t next = 0;
};

class HiveSource final : public Source {
 public:
  explicit HiveSource(ArtefactInput input)
      : path_(std::move(input.path)), size_(input.size), file_(std::move(input.bytes), size_) {}

  [[nodiscard]] std::string_view format() const noexcept override { return kFormatName; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return size_; }

  bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
    if (state_ == State::kDone) return false;
    unit.source = this;
    unit.index = index_++;
    unit.offset = 0;
    RecordWriter records(unit);
    // The hive speaks to the sink of the unit at hand.
    sink_.to = &damage;
    if (state_ == State::kStart && !Start(records, account)) return false;
    while (state_ == State::kWalking && records.bytes() < kUnitBytes) {
      if (!Step(records)) state_ = State::kDeleted;
    }
    while (state_ == State::kDeleted && records.bytes() < kUnitBytes) {
      if (!StepDeleted(records)) Finish(account);
    }
    return records.count() != 0 || state_ != State::kDone;
  }

 private:
  enum class State : std::uint8_t { kStart, kWalking, kDeleted, kDone };
  struct ForwardSink final : DamageSink {
    DamageSink* to = nullptr;
    void OnDamage(const Damage& damage) override { to->OnDamage(damage); }
  };

  bool Start(RecordWriter& records, ByteAccount& account) {
    AddLogs();
    if (!file_.Open(sink_)) {
      account.damaged += size_;
      state_ = State::kDone;
      return false;
    }
    if (file_.base().type != BaseBlock::kPrimary) {  // a log
      Finish(account);
      return false;
    }
    state_ = State::kWalking;
    hive_.emplace(file_, sink_);
    visited_.resize(static_cast<std::size_t>(file_.bins_bytes() / 8 + 1));
    Key root;
    if (!hive_->ReadKey(file_.base().root_cell, root)) return true;
    names_ = ReadHiveNames(*hive_, root);
    shown_ = names_.root;
    BeginKey(root, records);
    return true;
  }

  void AddLogs() {
    if (path_.empty()) return;
    for (const char* end : {".LOG1", ".LOG2", ".LOG", ".log1", ".log2", ".log"}) {
      auto opened = ReadOnlyFile::Open(path_ + end);
      if (!opened.ok()) continue;
      const std::uint64_t size = opened->size();
      file_.AddLog(
          std::make_shared<FileBytes>(std::make_shared<const ReadOnlyFile>(*std::move(opened))),
          size);
    }
  }

  void Finish(ByteAccount& account) {
    state_ = State::kDone;
    account.used += size_;
  }

  // Goes down into a key whose values have been read.
  void Enter(const Key& key) {
    visited_[key.cell / 8] = true;
    levels_.push_back({hive_->Subkeys(key), 0});
  }

  // The next value or key; false when the walk is over.
  bool Step(RecordWriter& records) {
    if (values_at_ < values_.size()) {
      WriteValue(values_[values_at_++], records);
      if (values_at_ == values_.size()) EndKey(records);
      return true;
    }
    if (levels_.empty()) return false;
    Level& level = levels_.back();
    if (level.next >= level.subkeys.size()) {
      Leave();
      return !levels_.empty();
    }
    const CellOffset cell = level.subkeys[level.next++];
    // A key is visited once, whatever leads to it: so the walk ends.
    if (cell / 8 < visited_.size() && visited_[cell / 8]) {
      hive_->Report(cell, "a key that several lists lead to");
      return true;
    }
    Key key;
    if (!hive_->ReadKey(cell, key)) return true;
    path_names_.push_back(key.name);
    shown_ends_.push_back(shown_.size());
    shown_ += '\\';
    shown_ += ShownName(key.name);
    BeginKey(key, records);
    return true;
  }

  // The next of what was deleted; false when that is over.
  bool StepDeleted(RecordWriter& records) {
    if (!deleted_) deleted_.emplace(*hive_, names_);
    return deleted_->WriteNext(records);
  }

  void Leave() {
    levels_.pop_back();
    if (shown_ends_.empty()) return;
    shown_.resize(shown_ends_.back());
    shown_ends_.pop_back();
    path_names_.pop_back();
  }

  [[nodiscard]] std::string_view ShownName(std::string_view name) const {
    const bool is_current = path_names_.size() == 1 && !names_.control_set.empty() &&
                            SameName(name, names_.control_set);
    return is_current ? std::string_view("CurrentControlSet") : name;
  }

  // A key's values are written one a step: there may be more than a unit holds.
  void BeginKey(const Key& key, RecordWriter& records) {
    key_ = key;
    values_ = hive_->Values(key);
    values_at_ = 0;
    common_ = CommonPath(names_, path_names_);
    if (values_.empty()) EndKey(records);
  }

  void EndKey(RecordWriter& records) {
    WriteKeyFacts({*hive_, names_, key_, values_, common_, shown_}, records);
    Enter(key_);
    if (levels_.size() > kMaxDepth && !levels_.back().subkeys.empty()) {
      levels_.back().subkeys.clear();
      hive_->Report(key_.cell, "keys deeper than the registry allows");
    }
  }

  void WriteValue(const RegistryValue& value, RecordWriter& records) {
    BeginValueRecord("registry", value, {names_, key_.written, shown_, common_}, records);
    records.End();
  }

  std::string path_;
  std::uint64_t size_;
  HiveFile file_;
  ForwardSink sink_;
  State state_ = State::kStart;
  std::optional<Hive> hive_;
  HiveNames names_;
  std::optional<DeletedCells> deleted_;
  std::vector<Level> levels_;
  Key key_;                               // whose values are being written
  std::vector<RegistryValue> values_;     // its values
  std::size_t values_at_ = 0;             // the next of them
  std::vector<std::string_view> common_;  // its CommonPath, into path_names_
  std::vector<std::string> path_names_;   // of the keys below the root
  std::string shown_;                     // the path as in TargetObject
  std::vector<std::size_t> shown_ends_;   // its length before each key
  std::vector<bool> visited_;             // by cell
  std::uint64_t index_ = 0;
};

}  // namespace

bool DetectHive(const artefacts::ArtefactStart& start) {
  return ReadBaseBlock(start.bytes) != nullptr;
}

std::unique_ptr<Source> OpenHive(ArtefactInput input, const ReadOptions&) {
  return std::make_unique<HiveSource>(std::move(input));
}

}  // namespace noroshi::registry
