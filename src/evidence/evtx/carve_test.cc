// Carving: which bytes count as a record, and where one looks for them (EVTX spec, section 9).
#include "evidence/evtx/carve.h"

#include <gtest/gtest.h>

#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;

constexpr std::size_t kSize = 40;  // of each record below

ByteVector ChunkOf(std::size_t records) {
  ChunkBytes chunk;
  for (std::uint64_t id = 1; id <= records; ++id) {
    chunk.BeginRecord(id);
    chunk.FragmentHeader();
    chunk.Raw({0x0C, 1, 0, 0, 0, 0, 0, 0});
    chunk.EndRecord();
  }
  return chunk.Finish();
}

std::vector<std::uint64_t> IdsIn(const ByteVector& slot, std::size_t begin, std::size_t end) {
  std::vector<RecordSpan> found;
  FindCandidates(slot, {begin, end}, found);
  std::vector<std::uint64_t> ids;
  for (const RecordSpan& record : found) ids.push_back(record.id);
  return ids;
}

std::vector<std::uint64_t> IdsIn(const ByteVector& slot) { return IdsIn(slot, 0, slot.size()); }

TEST(EvtxCarve, FindsWholeRecordsInOrder) {
  const ByteVector slot = ChunkOf(3);
  EXPECT_EQ(IdsIn(slot), (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_EQ(IdsIn(slot, 512 + kSize, slot.size()), (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(IdsIn(slot, 513, slot.size()), (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(IdsIn(slot, 0, 512 + 2 * kSize), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_TRUE(IdsIn(slot, 100, 100).empty());
}

TEST(EvtxCarve, ForgetsWhatWasFoundBefore) {
  std::vector<RecordSpan> found(5);
  FindCandidates(ByteVector(kChunkBytes), {0, kChunkBytes}, found);
  EXPECT_TRUE(found.empty());
}

// Each rule alone takes the first record out, and leaves the second; the sizes only make it weak.
TEST(EvtxCarve, EveryRuleOfACandidate) {
  struct Case {
    std::size_t at;  // in the record
    std::uint8_t byte;
    const char* why;
  };
  constexpr Case kCases[] = {
      {0, 0x2B, "signature"},
      {4, 0x29, "size that is no multiple of 8"},
      {23, 0x00, "written before 2000"},
      {23, 0x7F, "written after 2100"},
      {24, 0x0E, "fragment header"},
      {25, 0x02, "major version"},
      {26, 0x02, "minor version"},
      {27, 0x01, "flags"},
      {28, 0x05, "first token"},
  };
  for (const Case& c : kCases) {
    ByteVector slot = ChunkOf(2);
    slot[512 + c.at] = c.byte;
    EXPECT_EQ(IdsIn(slot), (std::vector<std::uint64_t>{2})) << c.why;
  }
}

std::vector<RecordSpan> FoundIn(const ByteVector& slot, std::size_t end) {
  std::vector<RecordSpan> found;
  FindCandidates(slot, {0, end}, found);
  return found;
}

// 9.2: a record whose end another one has taken is a weak candidate; it ends where that one begins.
TEST(EvtxCarve, CutRecordsAreWeak) {
  ByteVector copy = ChunkOf(2);
  copy[512 + kSize - 4] = 0x20;
  ByteVector longer = ChunkOf(2);
  longer[512 + 4] = 0x48;  // into the second record
  for (const ByteVector& slot : {copy, longer}) {
    const auto found = FoundIn(slot, slot.size());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_FALSE(found[0].copy_matches);
    EXPECT_EQ(found[0].size, kSize);
    EXPECT_EQ(found[1].id, 2U);
    EXPECT_TRUE(found[1].copy_matches);
  }
}

TEST(EvtxCarve, ARecordCutByTheEndIsWeak) {
  const auto found = FoundIn(ChunkOf(2), 512 + 2 * kSize - 4);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[1].copy_matches);
  EXPECT_EQ(found[1].size, kSize - 4);
}

// Two headers in a row, each claiming the same bytes, never give less than a header and a trailer.
TEST(EvtxCarve, CutRecordsKeepRoomForTheirHeader) {
  ByteVector slot(kChunkBytes);
  const ByteVector one = ChunkOf(1);
  for (std::size_t at = 512; at < 2048; at += 8) {
    std::copy_n(one.begin() + 512, kSize, slot.begin() + static_cast<std::ptrdiff_t>(at));
  }
  for (const RecordSpan& record : FoundIn(slot, slot.size())) {
    EXPECT_GE(record.size, kMinRecordBytes) << record.offset;
    EXPECT_LE(record.body_begin(), record.body_end()) << record.offset;
  }
}

TEST(EvtxCarve, RecordsUnderABrokenOne) {
  ByteVector slot = ChunkOf(3);
  slot[512 + 4] = 0x50;           // the first one claims the second, too,
  slot[512 + 2 * kSize - 4] = 1;  // whose trailer is not the first one's
  const auto ranges = BrokenRecords(slot, Recovery::kDamage);
  ASSERT_EQ(ranges.size(), 1U);
  EXPECT_EQ(ranges[0].begin, 512U + 8);
  EXPECT_EQ(ranges[0].end, 512U + 2 * kSize);
  EXPECT_TRUE(BrokenRecords(slot, Recovery::kOff).empty());
  EXPECT_TRUE(BrokenRecords(ChunkOf(3), Recovery::kAll).empty());
}

// What was written over the last live record may reach beyond its end.
TEST(EvtxCarve, TheLastRecordWhenItIsBroken) {
  ByteVector slot = ChunkOf(3);
  slot[512 + 3 * kSize - 4] = 1;
  EXPECT_TRUE(BrokenRecords(slot, Recovery::kDamage).empty());
  const CarveRange range = RangeToCarve(slot, Recovery::kDamage);
  EXPECT_EQ(range.begin, 512U + 2 * kSize + 8);
  EXPECT_EQ(range.end, slot.size());
}

// 9.5: an inline definition says where its chunk began.
TEST(EvtxCarve, TheBaseOfAMovedChunk) {
  ChunkBytes chunk;
  for (std::uint32_t id = 1; id <= 3; ++id) {
    chunk.BeginRecord(id);
    chunk.FragmentHeader();
    chunk.BeginTemplate(id);
    chunk.OpenDependent("Event", testing::kNoDependencyId);
    chunk.CloseEmpty();
    chunk.EndTemplate({});
    chunk.EndRecord();
  }
  const ByteVector whole = chunk.Finish();
  for (const std::size_t shift : {std::size_t{0}, std::size_t{512}, std::size_t{4096}}) {
    ByteVector slot(shift);
    slot.insert(slot.end(), whole.begin(), whole.end());
    slot.resize(kChunkBytes);
    const auto found = FoundIn(slot, slot.size());
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(ChunkBase(slot, found), shift);
  }
  EXPECT_EQ(ChunkBase(ChunkOf(3), FoundIn(ChunkOf(3), kChunkBytes)), 0U);
}

TEST(EvtxCarve, FirstTokensOfARecord) {
  for (const int token : {0x0C, 0x01, 0x41}) {
    ByteVector slot = ChunkOf(1);
    slot[540] = static_cast<std::uint8_t>(token);
    EXPECT_EQ(IdsIn(slot).size(), 1U) << token;
  }
}

TEST(EvtxCarve, OnlyAtMultiplesOfEight) {
  ByteVector slot = ChunkOf(1);
  slot.insert(slot.begin() + 512, 4, 0);
  slot.resize(kChunkBytes);
  EXPECT_TRUE(IdsIn(slot).empty());
}

// A record inside the bytes of another one is that one's content.
TEST(EvtxCarve, CandidatesNeverOverlap) {
  ChunkBytes inner;
  inner.BeginRecord(2);
  inner.FragmentHeader();
  inner.Raw({0x0C, 1, 0, 0, 0, 0, 0, 0});
  inner.EndRecord();
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  chunk.Raw({0x0C, 1, 0, 0});
  chunk.Raw(ByteVector(inner.bytes().begin() + 512, inner.bytes().end()));
  chunk.EndRecord();
  EXPECT_EQ(IdsIn(chunk.Finish()), (std::vector<std::uint64_t>{1}));
}

TEST(EvtxCarveRange, HealthyChunksOnRequestE9_2) {
  const ByteVector slot = ChunkOf(3);
  EXPECT_TRUE(RangeToCarve(slot, Recovery::kOff).empty());
  EXPECT_TRUE(RangeToCarve(slot, Recovery::kDamage).empty());
  const CarveRange all = RangeToCarve(slot, Recovery::kAll);
  EXPECT_EQ(all.begin, 512 + 3 * kSize);
  EXPECT_EQ(all.end, slot.size());
}

TEST(EvtxCarveRange, ChunksThatLostRecords) {
  ByteVector broken = ChunkOf(3);
  broken[512 + kSize] = 0x2B;
  EXPECT_EQ(RangeToCarve(broken, Recovery::kDamage).begin, 512 + kSize);
  EXPECT_TRUE(RangeToCarve(broken, Recovery::kOff).empty());

  ByteVector promised = ChunkOf(3);
  promised[32] = 9;  // the last id: six more than there are
  EXPECT_EQ(RangeToCarve(promised, Recovery::kDamage).begin, 512 + 3 * kSize);

  ByteVector emptied = ChunkOf(3);
  for (std::size_t at = 24; at < 40; ++at) emptied[at] = 0xFF;
  EXPECT_FALSE(RangeToCarve(emptied, Recovery::kDamage).empty());
}

TEST(EvtxCarveRange, SlotsWithoutAChunk) {
  EXPECT_TRUE(RangeToCarve(ByteVector(kChunkBytes), Recovery::kAll).empty());
  ByteVector foreign = ChunkOf(3);
  foreign[0] = 'X';
  const CarveRange range = RangeToCarve(foreign, Recovery::kDamage);
  EXPECT_EQ(range.begin, 0U);
  EXPECT_EQ(range.end, foreign.size());
}

}  // namespace
}  // namespace noroshi::evtx
