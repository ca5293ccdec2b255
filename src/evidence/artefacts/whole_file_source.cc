#include "evidence/artefacts/whole_file_source.h"

#include <algorithm>

namespace noroshi::artefacts {
namespace {

// Hands damage on and adds up what was lost.
class CountingSink final : public DamageSink {
 public:
  explicit CountingSink(DamageSink& inner) : inner_(inner) {}

  void OnDamage(const Damage& damage) override {
    lost_ += damage.lost_bytes;
    inner_.OnDamage(damage);
  }
  [[nodiscard]] std::uint64_t lost() const noexcept { return lost_; }

 private:
  DamageSink& inner_;
  std::uint64_t lost_ = 0;
};

class WholeFileSource final : public Source {
 public:
  WholeFileSource(std::string_view format, ReadWholeFile read, ArtefactInput input)
      : format_(format), read_(read), input_(std::move(input)) {}

  [[nodiscard]] std::string_view format() const noexcept override { return format_; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return input_.size; }

  bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
    if (done_) return false;
    done_ = true;
    unit.source = this;
    unit.index = unit.offset = 0;
    RecordWriter records(unit);
    CountingSink counting(damage);
    const std::vector<std::uint8_t> bytes = ReadBytes(counting);
    if (!bytes.empty()) read_({bytes, input_.size, input_.path}, records, counting);
    const std::uint64_t lost = std::min(counting.lost(), input_.size);
    account.damaged += lost;
    account.used += input_.size - lost;
    return records.count() != 0;
  }

 private:
  std::vector<std::uint8_t> ReadBytes(DamageSink& damage) const {
    std::vector<std::uint8_t> bytes(
        static_cast<std::size_t>(std::min<std::uint64_t>(input_.size, kMaxWholeArtefactBytes)));
    const Result<std::size_t> got = input_.bytes->ReadAgain(0, bytes);
    if (!got.ok()) {
      damage.OnDamage({DamageKind::kUnreadable, 0, input_.size, 0, 0, got.error().ToString()});
      return {};
    }
    bytes.resize(*got);
    if (*got < input_.size) {
      damage.OnDamage({DamageKind::kBudget, *got, input_.size - *got, 0, 0,
                       "longer than any file of its kind; the rest was not read"});
    }
    return bytes;
  }

  std::string_view format_;
  ReadWholeFile read_;
  ArtefactInput input_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Source> OpenWholeFile(std::string_view format, ReadWholeFile read,
                                      ArtefactInput input) {
  return std::make_unique<WholeFileSource>(format, read, std::move(input));
}

void ReportStructure(DamageSink& damage, std::uint64_t offset, std::uint64_t lost,
                     std::string_view what) {
  damage.OnDamage({DamageKind::kRecordSyntax, offset, lost, 0, 0, std::string(what)});
}

}  // namespace noroshi::artefacts
