// Units of whole records, whatever the stream's pieces are.
#include "evidence/text/text_source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/testing/memory_stream.h"

namespace noroshi {
namespace {

class Damages final : public DamageSink {
 public:
  void OnDamage(const Damage& damage) override { list.push_back(damage); }
  std::vector<Damage> list;
};

struct Record {
  std::string text;
  std::uint64_t line = 0, offset = 0;
  friend bool operator==(const Record&, const Record&) = default;
};

struct Read {
  std::vector<Record> records;
  std::vector<Damage> damage;
  ByteAccount account;
  std::uint64_t record_bytes = 0;
};

Read ReadAll(std::unique_ptr<testing::MemoryStream> stream) {
  TextSource source(std::move(stream), std::make_unique<LineCutter>(), "lines");
  Damages damage;
  Read read;
  Unit unit;
  while (source.NextUnit(unit, damage, read.account)) {
    for (const UnitRecord& place : unit.records) {
      const auto* text = reinterpret_cast<const char*>(unit.bytes.data()) + place.begin;
      read.records.push_back(
          {std::string(text, place.size), place.line, unit.offset + place.begin});
      read.record_bytes += place.size;
    }
    for (std::size_t i = unit.bytes.size() - kUnitPaddingBytes; i < unit.bytes.size(); ++i) {
      EXPECT_EQ(unit.bytes[i], 0);
    }
  }
  read.damage = std::move(damage.list);
  return read;
}

Read ReadAll(const std::string& text, std::size_t piece = std::string::npos) {
  return ReadAll(std::make_unique<testing::MemoryStream>(text, piece));
}

TEST(TextSource, CutsLinesOfEveryEnding) {
  const Read read = ReadAll("one\ntwo\r\n\n\r\nfive");
  const std::vector<Record> expected = {{"one", 1, 0}, {"two", 2, 4}, {"five", 5, 12}};
  EXPECT_EQ(read.records, expected);
  EXPECT_EQ(read.account.used + read.record_bytes, 16U);
  EXPECT_TRUE(read.damage.empty());
}

TEST(TextSource, GivesTheSameForPiecesOfAnySize) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "line " + std::to_string(i * i) + "\n";
  const Read whole = ReadAll(text);
  ASSERT_EQ(whole.records.size(), 20'000U);
  EXPECT_EQ(whole.records.back().line, 20'000U);
  for (const std::size_t piece : {1U, 7U, 4096U, 300'000U}) {
    const Read pieces = ReadAll(text, piece);
    EXPECT_EQ(pieces.records, whole.records) << piece;
    EXPECT_EQ(pieces.account.used + pieces.record_bytes, text.size());
  }
}

TEST(TextSource, ReadsALineLongerThanAUnit) {
  const std::string text = "a\n" + std::string(3 * kTextUnitBytes, 'x') + "\nb\n";
  const Read read = ReadAll(text);
  ASSERT_EQ(read.records.size(), 3U);
  EXPECT_EQ(read.records[1].text.size(), 3 * kTextUnitBytes);
  EXPECT_EQ(read.records[2], (Record{"b", 3, text.size() - 2}));
}

TEST(TextSource, SkipsALineWithoutEndAndGoesOn) {
  const std::string head = "a\n", line(64 << 20, 'x'), tail = "\nb\n";
  const Read read = ReadAll(head + line + tail);
  ASSERT_EQ(read.records.size(), 2U);
  EXPECT_EQ(read.records[1], (Record{"b", 3, head.size() + line.size() + 1}));
  ASSERT_EQ(read.damage.size(), 1U);
  EXPECT_EQ(read.damage[0].kind, DamageKind::kRecordSize);
  EXPECT_EQ(read.damage[0].offset, 2U);
  EXPECT_EQ(read.damage[0].lost_bytes, line.size());
  EXPECT_EQ(read.damage[0].lost_records, 1U);
  EXPECT_EQ(read.account.damaged, line.size());
  EXPECT_EQ(read.account.used + read.record_bytes, head.size() + tail.size());
}

TEST(TextSource, KeepsWhatCameBeforeABreak) {
  auto stream = std::make_unique<testing::MemoryStream>("one\ntwo\nthr");
  stream->FailAtEnd(Error{ErrorCode::kTruncated, 11, "gzip member", {}});
  const Read read = ReadAll(std::move(stream));
  ASSERT_EQ(read.records.size(), 3U);
  EXPECT_EQ(read.records[2].text, "thr");
  ASSERT_EQ(read.damage.size(), 1U);
  EXPECT_EQ(read.damage[0].kind, DamageKind::kFileTruncated);
  EXPECT_EQ(read.damage[0].offset, 11U);
}

TEST(TextSource, OfNothingHasNoUnits) {
  EXPECT_TRUE(ReadAll("").records.empty());
  EXPECT_TRUE(ReadAll("\n\n\n").records.empty());
}

}  // namespace
}  // namespace noroshi
