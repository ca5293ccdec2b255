// Record headers and the walk over a chunk's live records.
#include "evidence/evtx/record.h"

#include <gtest/gtest.h>

#include <vector>

#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;

constexpr std::uint32_t kPlainSize = 32;  // header, fragment header, size: a multiple of 8

// Records of 32 bytes with these ids, from offset 512 on.
ByteVector ChunkOf(const std::vector<std::uint64_t>& ids) {
  ChunkBytes chunk;
  for (const std::uint64_t id : ids) {
    chunk.BeginRecord(id);
    chunk.FragmentHeader();
    chunk.EndRecord();
  }
  return chunk.Finish();
}

void PutU32(ByteVector& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> 8 * i);
}

struct Walked {
  std::vector<std::uint64_t> ids;
  RecordError error = RecordError::kNone;
  std::size_t position = 0;
};

Walked WalkAll(const ByteVector& chunk) {
  Walked walked;
  RecordWalk walk(chunk, ReadChunkHeader(chunk));
  for (RecordSpan record; walk.Next(record);) walked.ids.push_back(record.id);
  walked.error = walk.error();
  walked.position = walk.position();
  return walked;
}

TEST(EvtxRecord, HeaderFieldsAndExtent) {
  const ByteVector chunk = ChunkOf({41});
  RecordSpan record;
  ASSERT_EQ(ReadRecord(chunk, 512, record), RecordError::kNone);
  EXPECT_EQ(record.offset, 512U);
  EXPECT_EQ(record.size, kPlainSize);
  EXPECT_EQ(record.id, 41U);
  EXPECT_EQ(record.written, ChunkBytes::kTime);
  EXPECT_TRUE(record.copy_matches);
  EXPECT_EQ(record.body_begin(), 536U);
  EXPECT_EQ(record.body_end(), 540U);
  EXPECT_EQ(record.end(), 544U);
}

TEST(EvtxRecord, WhatIsNoRecord) {
  const ByteVector whole = ChunkOf({1});
  RecordSpan record;
  EXPECT_EQ(ReadRecord(whole, 544, record), RecordError::kZero);
  EXPECT_EQ(ReadRecord(whole, 513, record), RecordError::kSignature);
  EXPECT_EQ(ReadRecord(whole, whole.size(), record), RecordError::kSize);
  EXPECT_EQ(ReadRecord(whole, whole.size() + 1, record), RecordError::kSize);
  EXPECT_EQ(ReadRecord(whole, whole.size() - 27, record), RecordError::kSize);
  EXPECT_EQ(ReadRecord(Bytes(whole).first(512 + kPlainSize - 1), 512, record), RecordError::kSize);
}

TEST(EvtxRecord, SizesThatCannotBe) {
  struct Case {
    std::uint32_t size;
    RecordError error;
  };
  constexpr Case kCases[] = {
      {0, RecordError::kSize},
      {27, RecordError::kSize},                 // smaller than header and copy
      {28, RecordError::kNone},                 // the least
      {kChunkBytes - 512, RecordError::kNone},  // up to the chunk's end
      {kChunkBytes - 511, RecordError::kSize},
      {0xFFFFFFFF, RecordError::kSize},
  };
  for (const Case& c : kCases) {
    ByteVector chunk = ChunkOf({1});
    PutU32(chunk, 516, c.size);
    RecordSpan record;
    EXPECT_EQ(ReadRecord(chunk, 512, record), c.error) << c.size;
  }
}

TEST(EvtxRecord, TheCopyOfTheSizeIsOnlyADoubtE3_2) {
  ByteVector chunk = ChunkOf({1});
  PutU32(chunk, 540, 99);
  RecordSpan record;
  EXPECT_EQ(ReadRecord(chunk, 512, record), RecordError::kNone);
  EXPECT_FALSE(record.copy_matches);
}

TEST(EvtxRecordWalk, ReadsFirstToLast) {
  const Walked walked = WalkAll(ChunkOf({5, 6, 7}));
  EXPECT_EQ(walked.ids, (std::vector<std::uint64_t>{5, 6, 7}));
  EXPECT_EQ(walked.error, RecordError::kNone);
  EXPECT_EQ(walked.position, 512 + 3 * kPlainSize);
}

TEST(EvtxRecordWalk, IdsMayJump) {
  EXPECT_EQ(WalkAll(ChunkOf({5, 90, 91})).ids, (std::vector<std::uint64_t>{5, 90, 91}));
}

// What lies behind the last record is slack, even if it looks like more records.
TEST(EvtxRecordWalk, StopsAtTheLastId) {
  ByteVector chunk = ChunkOf({5, 6, 7});
  chunk[32] = 6;  // the header's last id
  EXPECT_EQ(WalkAll(chunk).ids, (std::vector<std::uint64_t>{5, 6}));
}

TEST(EvtxRecordWalk, BreaksOffWithTheReason) {
  ByteVector signature = ChunkOf({5, 6, 7});
  signature[512 + kPlainSize] = 0x2B;
  EXPECT_EQ(WalkAll(signature).ids.size(), 1U);
  EXPECT_EQ(WalkAll(signature).error, RecordError::kSignature);
  EXPECT_EQ(WalkAll(signature).position, 512 + kPlainSize);

  ByteVector size = ChunkOf({5, 6, 7});
  PutU32(size, 512 + kPlainSize + 4, 0x20000);
  EXPECT_EQ(WalkAll(size).ids.size(), 1U);
  EXPECT_EQ(WalkAll(size).error, RecordError::kSize);

  ByteVector zero = ChunkOf({5, 6, 7});
  PutU32(zero, 512 + kPlainSize, 0);
  EXPECT_EQ(WalkAll(zero).ids.size(), 1U);
  EXPECT_EQ(WalkAll(zero).error, RecordError::kZero);
}

TEST(EvtxRecordWalk, StaysBeforeTheFreeSpace) {
  ByteVector chunk = ChunkOf({5, 6, 7});
  PutU32(chunk, 48, 512 + 2 * kPlainSize);
  EXPECT_EQ(WalkAll(chunk).ids, (std::vector<std::uint64_t>{5, 6}));
  PutU32(chunk, 48, 0);  // claims that there is none
  EXPECT_TRUE(WalkAll(chunk).ids.empty());
}

TEST(EvtxRecordWalk, AChunkCutShort) {
  ByteVector chunk = ChunkOf({5, 6, 7});
  chunk.resize(512 + 2 * kPlainSize + 10);
  EXPECT_EQ(WalkAll(chunk).ids, (std::vector<std::uint64_t>{5, 6}));
}

}  // namespace
}  // namespace noroshi::evtx
