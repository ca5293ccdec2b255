#include "stream/input/loss_ledger.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace noroshi {
namespace {

void AddTo(LossSum& sum, const LossSum& more) {
  const bool nearer = sum.count == 0 || std::tie(more.first_offset, more.detail) <
                                            std::tie(sum.first_offset, sum.detail);
  if (nearer) {
    sum.first_offset = more.first_offset;
    sum.detail = more.detail;
  }
  sum.count += more.count;
  sum.lost_bytes += more.lost_bytes;
  sum.lost_records += more.lost_records;
  sum.is_lost |= more.is_lost;
}

}  // namespace

void LossLedger::Add(SourceRank source, const Damage& damage) {
  const bool is_lost =
      damage.lost_bytes != 0 || damage.lost_records != 0 || IsLossOfUnknownSize(damage.kind);
  AddTo(rows_[{source, damage.kind}],
        {1, damage.lost_bytes, damage.lost_records, damage.offset, damage.detail, is_lost});
}

void LossLedger::Add(const Key& key, const LossSum& sum) { AddTo(rows_[key], sum); }

LossLedger LossLedger::OfFile(std::uint32_t file) const {
  LossLedger part;
  const Key first{{file, 0}, {}};
  for (auto row = rows_.lower_bound(first); row != rows_.end() && row->first.source.file == file;
       ++row) {
    part.rows_.insert(*row);
  }
  return part;
}

void LossLedger::Merge(const LossLedger& other) {
  for (const auto& [key, sum] : other.rows_) AddTo(rows_[key], sum);
}

void LossLedger::Merge(LossLedger&& other) {
  Rows taken = std::move(other.rows_);
  other.rows_.clear();
  rows_.merge(taken);  // leaves what both have
  for (const auto& [key, sum] : taken) AddTo(rows_[key], sum);
}

bool LossLedger::has_losses() const noexcept {
  return std::ranges::any_of(rows_, [](const auto& row) { return row.second.is_loss(); });
}

}  // namespace noroshi
