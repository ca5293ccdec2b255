// LossLedger: everything that was not used, or not trusted, summed per file and kind. Nothing a
// reader cannot use goes unmentioned; a file with a million bad records still takes a few rows.
//
// One owner; workers keep their own and they are merged at the end, with the same sum whatever the
// order.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "event/damage.h"

namespace noroshi {

// All damage of one kind in one file.
struct LossSum {
  std::uint64_t count = 0, lost_bytes = 0, lost_records = 0;
  std::uint64_t first_offset = 0;  // of the one nearest the file's start
  std::string detail;              // of that one

  // Bytes or records are gone; else the row is a remark (a carved record, a wrong checksum over
  // records that could all be read).
  [[nodiscard]] bool is_loss() const noexcept { return lost_bytes != 0 || lost_records != 0; }
};

class LossLedger {
 public:
  struct Key {
    std::uint32_t file = 0;  // rank in the InputList
    DamageKind kind{};
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  // Logarithmic in the number of rows, which is at most files times kinds.
  void Add(std::uint32_t file, const Damage& damage);
  void Merge(const LossLedger& other);

  // By file rank, then kind: the order of every output that lists losses.
  [[nodiscard]] const std::map<Key, LossSum>& rows() const noexcept { return rows_; }
  // Any row that is a loss; remarks do not count.
  [[nodiscard]] bool has_losses() const noexcept;

 private:
  std::map<Key, LossSum> rows_;
};

// A DamageSink that adds to a ledger under one file at a time.
class LedgerSink final : public DamageSink {
 public:
  explicit LedgerSink(LossLedger& ledger) : ledger_(ledger) {}
  void set_file(std::uint32_t file) noexcept { file_ = file; }
  void OnDamage(const Damage& damage) override { ledger_.Add(file_, damage); }

 private:
  LossLedger& ledger_;
  std::uint32_t file_ = 0;
};

}  // namespace noroshi
