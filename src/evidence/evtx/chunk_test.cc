// Slots and chunk headers: what each is taken for, and the numbers a header states.
#include "evidence/evtx/chunk.h"

#include <gtest/gtest.h>

#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;

ByteVector SmallChunk() {
  ChunkBytes chunk;
  for (std::uint64_t id = 7; id < 10; ++id) {
    chunk.BeginRecord(id);
    chunk.FragmentHeader();
    chunk.EndRecord();
  }
  return chunk.Finish();
}

TEST(EvtxSlot, ClassesE2_1E2_2) {
  ByteVector slot(kChunkBytes);
  EXPECT_EQ(ClassifySlot(slot), SlotKind::kUnused);
  EXPECT_EQ(ClassifySlot(Bytes(slot).first(1)), SlotKind::kUnused);
  EXPECT_EQ(ClassifySlot({}), SlotKind::kUnused);
  // One byte that is not zero, wherever it stands.
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}, kChunkBytes / 2, kChunkBytes - 1}) {
    slot.assign(kChunkBytes, 0);
    slot[at] = 1;
    EXPECT_EQ(ClassifySlot(slot), SlotKind::kForeign) << at;
  }
  // All the same, but not zero.
  slot.assign(kChunkBytes, 0xFF);
  EXPECT_EQ(ClassifySlot(slot), SlotKind::kForeign);
}

TEST(EvtxSlot, AChunkNeedsItsWholeHeader) {
  const ByteVector chunk = SmallChunk();
  EXPECT_EQ(ClassifySlot(chunk), SlotKind::kChunk);
  EXPECT_EQ(ClassifySlot(Bytes(chunk).first(kChunkHeaderBytes)), SlotKind::kChunk);
  EXPECT_EQ(ClassifySlot(Bytes(chunk).first(kChunkHeaderBytes - 1)), SlotKind::kForeign);
}

TEST(EvtxSlot, EveryByteOfTheSignatureCounts) {
  const ByteVector chunk = SmallChunk();
  for (std::size_t at = 0; at < 8; ++at) {
    ByteVector broken = chunk;
    broken[at] ^= 1;
    EXPECT_FALSE(HasChunkSignature(broken, 0)) << at;
  }
  EXPECT_TRUE(HasChunkSignature(Bytes(chunk).first(8), 0));
  EXPECT_FALSE(HasChunkSignature(Bytes(chunk).first(7), 0));
  EXPECT_FALSE(HasChunkSignature(chunk, 1));
  EXPECT_FALSE(HasChunkSignature(chunk, chunk.size()));
  EXPECT_FALSE(HasChunkSignature(chunk, chunk.size() + 1));
}

TEST(EvtxChunkHeader, StatesItsRecordsAndChecksums) {
  const ByteVector chunk = SmallChunk();
  const ChunkHeader header = ReadChunkHeader(chunk);
  EXPECT_EQ(header.first_id, 7U);
  EXPECT_EQ(header.last_id, 9U);
  EXPECT_EQ(header.PromisedRecords(), 3U);
  EXPECT_FALSE(header.empty());
  EXPECT_FALSE(header.no_checksums());
  // The builder has a CRC32 of its own.
  EXPECT_EQ(HeaderChecksum(chunk), header.header_checksum);
  EXPECT_EQ(DataChecksum(chunk, header.EndOfRecords(chunk.size())), header.data_checksum);
}

TEST(EvtxChunkHeader, ChecksumsCoverWhatTheyShould) {
  const ByteVector chunk = SmallChunk();
  const std::uint32_t header = HeaderChecksum(chunk);
  struct Case {
    std::size_t at;
    bool covered;
    const char* why;
  };
  constexpr Case kCases[] = {
      {0, true, "the signature"},       {119, true, "the last byte before the flags"},
      {120, false, "the flags"},        {124, false, "the checksum itself"},
      {128, true, "the first table"},   {511, true, "the end of the tables"},
      {512, false, "the first record"},
  };
  for (const Case& c : kCases) {
    ByteVector changed = chunk;
    changed[c.at] ^= 0x80;
    EXPECT_EQ(HeaderChecksum(changed) != header, c.covered) << c.why;
  }
}

TEST(EvtxChunkHeader, DataChecksumEndsWhereRecordsEnd) {
  ByteVector chunk = SmallChunk();
  const std::size_t end = ReadChunkHeader(chunk).EndOfRecords(chunk.size());
  const std::uint32_t crc = DataChecksum(chunk, end);
  chunk[end] ^= 1;
  EXPECT_EQ(DataChecksum(chunk, end), crc);
  chunk[end - 1] ^= 1;
  EXPECT_NE(DataChecksum(chunk, end), crc);
  EXPECT_EQ(DataChecksum(chunk, kChunkHeaderBytes), 0U);  // no records, no data
  EXPECT_EQ(DataChecksum(chunk, 0), 0U);
  // An end past the chunk is clamped.
  EXPECT_EQ(DataChecksum(chunk, chunk.size() + 1), DataChecksum(chunk, chunk.size()));
}

TEST(EvtxChunkHeader, PromisedRecordsE2_5E2_6) {
  struct Case {
    std::uint64_t first, last, promised;
  };
  constexpr Case kCases[] = {
      {1, 1, 1},         {5, 4, 0},              // backwards
      {0, 0, 1},                                 // some writers count from zero
      {~0ULL, ~0ULL, 0},                         // emptied
      {1, ~0ULL, 0},                             // more than a chunk can hold
      {1, 2340, 2340},                           // 28 bytes a record: the most
      {1, 2341, 0},      {~0ULL - 1, ~0ULL, 2},  // no overflow at the end of the numbers
  };
  for (const Case& c : kCases) {
    ChunkHeader header;
    header.first_id = c.first;
    header.last_id = c.last;
    EXPECT_EQ(header.PromisedRecords(), c.promised) << c.first << ".." << c.last;
  }
}

TEST(EvtxChunkHeader, EndOfRecordsStaysInsideE2_4) {
  struct Case {
    std::uint32_t free_space;
    std::size_t chunk_bytes, end;
  };
  constexpr Case kCases[] = {
      {1024, kChunkBytes, 1024},
      {0, kChunkBytes, kChunkHeaderBytes},  // inside the header
      {511, kChunkBytes, kChunkHeaderBytes},
      {kChunkBytes, kChunkBytes, kChunkBytes},  // full
      {0xFFFFFFFF, kChunkBytes, kChunkBytes},   // nonsense
      {1024, 600, 600},                         // a file cut short
      {1024, 100, kChunkHeaderBytes},           // cut inside the header
  };
  for (const Case& c : kCases) {
    ChunkHeader header;
    header.free_space = c.free_space;
    EXPECT_EQ(header.EndOfRecords(c.chunk_bytes), c.end) << c.free_space << ' ' << c.chunk_bytes;
  }
}

}  // namespace
}  // namespace noroshi::evtx
