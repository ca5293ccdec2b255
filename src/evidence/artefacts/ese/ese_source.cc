#include "evidence/artefacts/ese/ese_source.h"

#include <algorithm>
#include <optional>
#include <string>

#include "evidence/artefacts/ese/ese_facts.h"

namespace noroshi::ese {
namespace {

using artefacts::RecordWriter;

// As text units: a lock per unit costs nothing.
constexpr std::size_t kUnitBytes = std::size_t{256} << 10;
constexpr std::size_t kSignatureAt = 4;

using OpenFacts = std::unique_ptr<EseFacts> (*)(const EseDatabase& database);
constexpr OpenFacts kKinds[] = {OpenSrum, OpenAccessLog, OpenBitsDatabase};

class EseSource final : public Source {
 public:
  explicit EseSource(artefacts::ArtefactInput input)
      : path_(std::move(input.path)),
        size_(input.size),
        file_(std::move(input.bytes), size_, sink_) {}

  [[nodiscard]] std::string_view format() const noexcept override { return kFormatName; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return size_; }

  bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
    if (state_ == State::kDone) return false;
    unit.source = this;
    unit.index = index_++;
    unit.offset = 0;
    RecordWriter records(unit);
    // The database speaks to the sink of the unit at hand.
    sink_.to = &damage;
    if (state_ == State::kStart) Start();
    while (state_ == State::kReading && records.bytes() < kUnitBytes) Step(records);
    if (state_ == State::kDone) {
      const std::uint64_t lost = std::min(sink_.lost, size_);
      account.damaged += lost;
      account.used += size_ - lost;
    }
    return records.count() != 0 || state_ != State::kDone;
  }

 private:
  enum class State : std::uint8_t { kStart, kReading, kDone };
  struct LossSink final : DamageSink {
    DamageSink* to = nullptr;
    std::uint64_t lost = 0;
    void OnDamage(const Damage& damage) override {
      lost += damage.lost_bytes;
      to->OnDamage(damage);
    }
  };

  void Start() {
    state_ = State::kDone;
    if (!file_.Open()) return;
    catalogue_ = ReadCatalogue(file_);
    const EseDatabase database{file_, catalogue_, path_, sink_};
    for (const OpenFacts kind : kKinds) {
      facts_ = kind(database);
      if (facts_ != nullptr) {
        state_ = State::kReading;
        return;
      }
    }
    sink_.OnDamage({DamageKind::kUnknownShape, 0, 0, 0, 0,
                    "an ESE database of a kind that is not read; it has " +
                        std::to_string(catalogue_.tables.size()) + " tables"});
  }

  // A row, or the next table.
  void Step(RecordWriter& records) {
    const auto tables = facts_->tables();
    if (!rows_) {
      if (table_ == tables.size()) {
        state_ = State::kDone;
        return;
      }
      const EseTable* table = catalogue_.Find(tables[table_]);
      if (table == nullptr) {
        ++table_;
        return;
      }
      rows_.emplace(file_, *table);
    }
    if (rows_->Next()) {
      facts_->Write(table_, *rows_, records);
    } else {
      rows_.reset();
      ++table_;
    }
  }

  std::string path_;
  std::uint64_t size_;
  LossSink sink_;
  EseFile file_;
  State state_ = State::kStart;
  EseCatalogue catalogue_;
  std::unique_ptr<EseFacts> facts_;
  std::size_t table_ = 0;  // of those the facts name
  std::optional<EseRows> rows_;
  std::uint64_t index_ = 0;
};

}  // namespace

bool DetectEse(const artefacts::ArtefactStart& start) {
  return LoadOrZero<std::uint32_t>(start.bytes, kSignatureAt) == kSignature;
}

std::unique_ptr<Source> OpenEse(artefacts::ArtefactInput input, const ReadOptions&) {
  return std::make_unique<EseSource>(std::move(input));
}

}  // namespace noroshi::ese
