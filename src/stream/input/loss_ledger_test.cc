#include "stream/input/loss_ledger.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Damage At(std::uint64_t offset, std::string detail, std::uint64_t bytes = 0) {
  return {DamageKind::kRecordSize, offset, bytes, 0, 0, std::move(detail)};
}

TEST(LossLedger, SumsPerFileAndKind) {
  LossLedger ledger;
  LedgerSink sink(ledger);
  sink.set_source({2});
  sink.OnDamage(At(900, "later", 10));
  sink.OnDamage(At(100, "first", 5));
  sink.OnDamage({DamageKind::kRecovered, 7, 0, 0, 1, ""});
  sink.set_source({1});
  sink.OnDamage(At(1, "other file"));
  ASSERT_EQ(ledger.rows().size(), 3U);
  const LossSum& sum = ledger.rows().at({{2}, DamageKind::kRecordSize});
  EXPECT_EQ(sum.count, 2U);
  EXPECT_EQ(sum.lost_bytes, 15U);
  EXPECT_EQ(sum.first_offset, 100U);
  EXPECT_EQ(sum.detail, "first");
  EXPECT_EQ(ledger.rows().begin()->first.source.file, 1U);
}

TEST(LossLedger, MergeDoesNotDependOnOrder) {
  LossLedger a, b;
  a.Add({0}, At(5, "zebra", 1));
  b.Add({0}, At(5, "ant", 2));  // the same place: the smaller text wins
  b.Add({0}, At(9, "last", 4));
  LossLedger ab = a, ba = b;
  ab.Merge(b);
  ba.Merge(a);
  for (const LossLedger* merged : {&ab, &ba}) {
    const LossSum& sum = merged->rows().at({{0}, DamageKind::kRecordSize});
    EXPECT_EQ(sum.detail, "ant");
    EXPECT_EQ(sum.count, 3U);
    EXPECT_EQ(sum.lost_bytes, 7U);
  }
}

TEST(LossLedger, MergeByMoveIsTheSame) {
  LossLedger a, b;
  for (std::uint32_t file = 0; file < 6; ++file) {
    if (file < 4) a.Add({file}, At(file + 5, "a" + std::to_string(file), 1));
    if (file > 1) b.Add({file}, At(2 * file, "b" + std::to_string(file), 2));
  }
  LossLedger copied = a, moved = a, given = b;
  copied.Merge(b);
  moved.Merge(std::move(given));
  EXPECT_TRUE(given.rows().empty());  // NOLINT(bugprone-use-after-move): that is the question
  ASSERT_EQ(moved.rows().size(), 6U);
  for (const auto& [key, sum] : copied.rows()) {
    const LossSum& other = moved.rows().at(key);
    EXPECT_EQ(other.count, sum.count);
    EXPECT_EQ(other.detail, sum.detail);
    EXPECT_EQ(other.first_offset, sum.first_offset);
    EXPECT_EQ(other.lost_bytes, sum.lost_bytes);
  }
}

TEST(LossLedger, ARemarkIsNoLoss) {
  LossLedger ledger;
  ledger.Add({0}, {DamageKind::kRecovered, 7, 0, 0, 1, ""});
  EXPECT_FALSE(ledger.has_losses());
  ledger.Add({0}, {DamageKind::kRecordGap, 7, 0, 3, 0, ""});
  EXPECT_TRUE(ledger.has_losses());
}

}  // namespace
}  // namespace noroshi
