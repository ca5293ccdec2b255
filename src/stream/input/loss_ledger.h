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
#include "stream/input/input_list.h"

namespace noroshi {

// All damage of one kind in one source: a file, or a member of one.
struct LossSum {
  std::uint64_t count = 0, lost_bytes = 0, lost_records = 0;
  // Of the one nearest the file's start.
  std::uint64_t first_offset = 0;
  // Detail of that one; Damage::detail.
  std::string detail;

  // Something is gone; else the row is a remark (a carved record, a wrong checksum over records
  // that could all be read).
  bool is_lost = false;
  [[nodiscard]] bool is_loss() const noexcept { return is_lost; }
};

class LossLedger {
 public:
  struct Key {
    SourceRank source;
    DamageKind kind{};
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  // Logarithmic in the number of rows, which is at most sources times kinds.
  void Add(SourceRank source, const Damage& damage);
  void Add(const Key& key, const LossSum& sum);
  // Counts add up; place and detail are those nearest the start, whatever was merged into what.
  void Merge(const LossLedger& other);
  // The same; rows that only the other has are taken over as they lie.
  void Merge(LossLedger&& other);

  using Rows = std::map<Key, LossSum>;
  // The rows of one file and its members, as a ledger of their own.
  [[nodiscard]] LossLedger OfFile(std::uint32_t file) const;
  // By source, then kind: the order of every output that lists losses.
  [[nodiscard]] const Rows& rows() const noexcept { return rows_; }
  // Any row that is a loss; remarks do not count.
  [[nodiscard]] bool has_losses() const noexcept;

 private:
  Rows rows_;
};

// A DamageSink that adds to a ledger under one source at a time.
class LedgerSink final : public DamageSink {
 public:
  explicit LedgerSink(LossLedger& ledger) : ledger_(ledger) {}
  void set_source(SourceRank source) noexcept { source_ = source; }
  void OnDamage(const Damage& damage) override { ledger_.Add(source_, damage); }

 private:
  LossLedger& ledger_;
  SourceRank source_;
};

}  // namespace noroshi
