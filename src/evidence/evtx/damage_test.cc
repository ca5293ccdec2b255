// Broken logs, made by hand: nothing crashes or hangs, what is whole is read, and every byte is
// accounted for (EVTX spec, section 14, points 4 to 6).
#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/evtx/recovery_index.h"
#include "evidence/testing/evtx_bytes.h"
#include "evidence/testing/read_evidence.h"

namespace noroshi {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;
using testing::EventWriter;
using testing::EvtxFile;
using testing::ReadEvtx;
using testing::ReadResult;
using testing::ReadSettings;
using testing::TempFile;
using testing::TypedValue;
using testing::Wide;

constexpr std::size_t kHeader = 4'096;
constexpr std::size_t kChunk = 65'536;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStride = 37;  // sanitizers are slow; other builds take every byte
#else
constexpr std::size_t kStride = 1;
#endif

// A chunk of `count` events with ids from `first_id`.
ByteVector SmallChunk(std::uint64_t first_id, std::size_t count) {
  ChunkBytes chunk;
  EventWriter writer(chunk);
  for (std::size_t i = 0; i < count; ++i) {
    writer.Add(first_id + i, static_cast<std::uint16_t>(4'000 + i),
               {{0x01, Wide("value")}, {0x01, Wide("other")}, {0x08, {1, 2, 0, 0}}});
  }
  return chunk.Finish();
}

// The small log: one whole chunk, and one of which the file ends early in the slack.
ByteVector SmallLog() {
  ByteVector file = EvtxFile({SmallChunk(1, 6), SmallChunk(7, 3)});
  file.resize(kHeader + kChunk + 4'096);
  return file;
}

std::size_t EventsFrom(const ReadResult& result, std::uint64_t begin, std::uint64_t end) {
  return static_cast<std::size_t>(std::ranges::count_if(result.events, [&](const auto& event) {
    return event.offset >= begin && event.offset < end;
  }));
}

TEST(EvtxDamage, TheSmallLogIsWhole) {
  const ReadResult result = ReadEvtx(SmallLog());
  ASSERT_EQ(result.events.size(), 9U);
  EXPECT_TRUE(result.AccountAddsUp());
  EXPECT_EQ(result.events[0].event_id, 4'000U);
  EXPECT_EQ(result.events[0].channel, "Test/Channel");
  EXPECT_EQ(result.events[0].provider, "Test-Provider");
  EXPECT_EQ(result.events[1].record_id, 2U);
  EXPECT_EQ(result.events[1].fields.at("A"), std::vector<std::string>{"value"});
  EXPECT_EQ(result.events[1].fields.at("C"), std::vector<std::string>{"513"});
  EXPECT_EQ(result.events[1].fields.at("System/Computer"), std::vector<std::string>{"HOST1"});
  EXPECT_EQ(static_cast<unsigned>(result.events[0].marks), 0U);
}

TEST(EvtxDamage, EveryByteFlipped) {
  const ByteVector log = SmallLog();
  const TempFile file(log);
  constexpr std::size_t kFirstEnd = kHeader + kChunk;
  for (std::size_t at = 0; at < log.size(); at += kStride) {
    file.Write(at, static_cast<std::uint8_t>(~log[at]));
    const ReadResult result = ReadEvtx(file.path());
    file.Write(at, log[at]);
    ASSERT_TRUE(result.opened) << at;
    ASSERT_TRUE(result.AccountAddsUp()) << at;
    const bool first = at < kFirstEnd;  // which chunk is touched
    ASSERT_EQ(
        first ? EventsFrom(result, kFirstEnd, log.size()) : EventsFrom(result, kHeader, kFirstEnd),
        first ? 3U : 6U)
        << at;
  }
}

TEST(EvtxDamage, EveryTruncation) {
  const ByteVector log = SmallLog();
  const TempFile file(log);
  for (std::size_t size = log.size() - 1; size > 0; size -= std::min(size, kStride)) {
    file.Truncate(size);
    const ReadResult result = ReadEvtx(file.path());
    if (!result.opened) {
      // Too short for a file signature: nothing says that it is a log.
      ASSERT_LT(size, 8U);
      continue;
    }
    ASSERT_TRUE(result.AccountAddsUp()) << size;
    if (size < kHeader + kChunk) continue;
    ASSERT_EQ(EventsFrom(result, kHeader, kHeader + kChunk), 6U) << size;
  }
}

TEST(EvtxDamage, HeaderOnlyAndEmpty) {
  EXPECT_FALSE(ReadEvtx(ByteVector{}).opened);
  const ReadResult header_only = ReadEvtx(EvtxFile({}));
  EXPECT_TRUE(header_only.opened);
  EXPECT_EQ(header_only.events.size(), 0U);
  EXPECT_TRUE(header_only.AccountAddsUp());
  EXPECT_FALSE(ReadEvtx(ByteVector(10'000, 'x')).opened);
}

// What a header says must not matter: its counts are stale in every dirty file (E-1.2).
TEST(EvtxDamage, FileHeaderLies) {
  struct Lie {
    std::size_t at, size;
    std::uint8_t byte;
  };
  constexpr Lie kLies[] = {
      {42, 2, 0x00},   // no chunks
      {42, 2, 0xFF},   // 65,535 chunks
      {8, 8, 0xFF},    // first chunk
      {16, 8, 0x00},   // last chunk
      {24, 8, 0x00},   // next record id
      {124, 4, 0x00},  // checksum
      {36, 4, 0xFF},   // version
      {40, 2, 0x00},   // header block size
  };
  for (const Lie& lie : kLies) {
    ByteVector file = SmallLog();
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(lie.at), lie.size, lie.byte);
    const ReadResult result = ReadEvtx(file);
    EXPECT_EQ(result.events.size(), 9U) << lie.at;
    EXPECT_TRUE(result.AccountAddsUp()) << lie.at;
  }
  ByteVector flags = SmallLog();
  std::fill_n(flags.begin() + 120, 4, std::uint8_t{0xFF});
  EXPECT_EQ(ReadEvtx(flags).events.size(), 9U);
}

TEST(EvtxDamage, WrongChecksumsMarkAndHideNothing) {
  ByteVector file = EvtxFile({SmallChunk(1, 2), SmallChunk(3, 2), SmallChunk(5, 2)});
  file[kHeader + 52] ^= 1;            // the first chunk's data checksum: the header's breaks too
  file[kHeader + kChunk + 124] ^= 1;  // the second one's header checksum
  const ReadResult result = ReadEvtx(file);
  ASSERT_EQ(result.events.size(), 6U);
  EXPECT_TRUE(HasMark(result.events[0].marks, EventMark::kSuspect));
  EXPECT_TRUE(HasMark(result.events[2].marks, EventMark::kSuspect));
  EXPECT_FALSE(HasMark(result.events[4].marks, EventMark::kSuspect));
  EXPECT_EQ(result.CountOf(DamageKind::kChunkHeaderChecksum), 2U);
  EXPECT_EQ(result.CountOf(DamageKind::kChunkChecksum), 1U);
  ReadSettings unchecked;
  unchecked.options.verify_checksums = false;
  EXPECT_TRUE(ReadEvtx(file, unchecked).damage.empty());
}

TEST(EvtxDamage, ChunksOutOfOrderAreRead) {
  const ReadResult result = ReadEvtx(EvtxFile({SmallChunk(100, 2), SmallChunk(1, 2)}));
  ASSERT_EQ(result.events.size(), 4U);
  EXPECT_EQ(result.events[0].record_id, 100U);
  EXPECT_EQ(result.events[2].record_id, 1U);
}

TEST(EvtxDamage, UnusedSlotsBetweenUsedOnes) {
  const ReadResult result =
      ReadEvtx(EvtxFile({SmallChunk(1, 2), ByteVector(kChunk), SmallChunk(3, 2)}));
  EXPECT_EQ(result.events.size(), 4U);
  EXPECT_TRUE(result.AccountAddsUp());
  EXPECT_TRUE(result.damage.empty());
}

TEST(EvtxDamage, MissingFileHeader) {
  ByteVector file = EvtxFile({SmallChunk(1, 2), SmallChunk(3, 2)});
  std::fill_n(file.begin(), 128, std::uint8_t{0});
  const ReadResult zeroed = ReadEvtx(file);
  EXPECT_EQ(zeroed.events.size(), 4U);
  EXPECT_TRUE(zeroed.AccountAddsUp());
  EXPECT_EQ(zeroed.CountOf(DamageKind::kFileSignature), 1U);
  // As if carved from a disk: the chunks at another distance.
  ByteVector image(512 * 3, 0x5A);
  const ByteVector chunk = SmallChunk(5, 4);
  image.insert(image.end(), chunk.begin(), chunk.end());
  const ReadResult carved = ReadEvtx(image);
  EXPECT_EQ(carved.events.size(), 4U);
  EXPECT_TRUE(carved.AccountAddsUp());
}

TEST(EvtxDamage, FreeSpaceOffsets) {
  struct Row {
    std::uint32_t free_space;
    std::size_t events;
  };
  constexpr Row kRows[] = {{0, 0}, {511, 0}, {512, 0}, {65'536, 6}, {65'537, 6}, {0xFFFFFFFF, 6}};
  for (const Row& row : kRows) {
    ByteVector chunk = SmallChunk(1, 6);
    for (std::size_t i = 0; i < 4; ++i) {
      chunk[48 + i] = static_cast<std::uint8_t>(row.free_space >> 8 * i);
    }
    testing::FixChecksums(chunk);
    ReadSettings settings;
    settings.options.recovery = Recovery::kOff;
    const ReadResult result = ReadEvtx(EvtxFile({chunk}), settings);
    EXPECT_EQ(result.events.size(), row.events) << row.free_space;
    EXPECT_TRUE(result.AccountAddsUp()) << row.free_space;
    // With recovery the lost ones come back, marked.
    EXPECT_EQ(ReadEvtx(EvtxFile({chunk})).events.size(), 6U) << row.free_space;
  }
}

// A record whose size is wrong ends the walk; those behind it are carved.
TEST(EvtxDamage, RecordSizes) {
  for (const std::uint32_t size : {0U, 27U, 65'536U, 0xFFFFFFFFU}) {
    ByteVector chunk = SmallChunk(1, 6);
    const std::size_t second =
        512 + (chunk[512 + 4] | static_cast<std::size_t>(chunk[512 + 5]) << 8);
    for (std::size_t i = 0; i < 4; ++i) {
      chunk[second + 4 + i] = static_cast<std::uint8_t>(size >> 8 * i);
    }
    testing::FixChecksums(chunk);
    const ReadResult result = ReadEvtx(EvtxFile({chunk}));
    EXPECT_EQ(result.events.size(), 5U) << size;
    EXPECT_EQ(result.CountOf(DamageKind::kRecordSize), 1U) << size;
    EXPECT_EQ(result.CountOf(DamageKind::kRecovered), 4U) << size;
    EXPECT_TRUE(HasMark(result.events.back().marks, EventMark::kRecovered)) << size;
    EXPECT_TRUE(result.AccountAddsUp()) << size;
  }
}

TEST(EvtxDamage, ForeignSlotIsCarvedOnce) {
  ByteVector foreign = SmallChunk(1, 6);
  foreign[0] = 'X';
  const ByteVector copy = foreign;
  const ReadResult result = ReadEvtx(EvtxFile({foreign, SmallChunk(50, 1), copy}));
  // Six carved at their first place; the second copy adds nothing.
  EXPECT_EQ(result.events.size(), 7U);
  EXPECT_EQ(result.CountOf(DamageKind::kChunkSignature), 2U);
  EXPECT_TRUE(result.AccountAddsUp());
}

TEST(EvtxDamage, CarvedCopiesOfLiveRecordsAreNoNews) {
  ByteVector foreign = SmallChunk(1, 6);
  foreign[0] = 'X';
  const ReadResult result = ReadEvtx(EvtxFile({foreign, SmallChunk(1, 6)}));
  EXPECT_EQ(result.events.size(), 6U);
  EXPECT_EQ(result.CountOf(DamageKind::kRecovered), 0U);
}

TEST(EvtxDamage, SlackOfHealthyChunksOnRequestOnly) {
  ByteVector chunk = SmallChunk(1, 6);
  // The log was emptied of its last records: the header says three, their bytes remain.
  std::size_t end = 512;
  for (int i = 0; i < 3; ++i) {
    end += chunk[end + 4] | static_cast<std::size_t>(chunk[end + 5]) << 8;
  }
  chunk[32] = 3;
  chunk[48] = static_cast<std::uint8_t>(end);
  chunk[49] = static_cast<std::uint8_t>(end >> 8);
  testing::FixChecksums(chunk);
  const ByteVector file = EvtxFile({chunk});
  EXPECT_EQ(ReadEvtx(file).events.size(), 3U);
  ReadSettings settings;
  settings.options.recovery = Recovery::kAll;
  const ReadResult all = ReadEvtx(file, settings);
  EXPECT_EQ(all.events.size(), 6U);
  EXPECT_TRUE(all.AccountAddsUp());
}

// Sectors inserted into a file move every chunk behind them off the grid; they are found there, and
// the grid holds again behind the last one (9.5).
TEST(EvtxDamage, ChunksBesideTheGrid) {
  for (const std::size_t sectors : {1U, 3U, 127U}) {
    ByteVector file = EvtxFile({SmallChunk(1, 6), SmallChunk(7, 5), SmallChunk(12, 4)});
    const ByteVector junk(sectors * 512, 'x');
    file.insert(file.begin() + kHeader + kChunk, junk.begin(), junk.end());
    const ReadResult result = ReadEvtx(file);
    EXPECT_EQ(result.record_count, 15U) << sectors;
    EXPECT_TRUE(result.AccountAddsUp()) << sectors;
    EXPECT_EQ(static_cast<unsigned>(result.events.back().marks), 0U) << sectors;
    EXPECT_EQ(result.CountOf(DamageKind::kChunkSignature), 1U) << sectors;
  }
}

// A chunk that lost its place and its header: the records that hold their definitions tell where it
// began, and so the others can be read as well.
TEST(EvtxDamage, MovedChunkWithoutAHeader) {
  ByteVector chunk = SmallChunk(7, 5);
  std::fill(chunk.begin(), chunk.begin() + 512, std::uint8_t{'x'});
  ByteVector moved(1'024, 'y');
  moved.insert(moved.end(), chunk.begin(), chunk.end());
  moved.resize(kChunk);
  const ReadResult result = ReadEvtx(EvtxFile({SmallChunk(1, 6), moved, SmallChunk(12, 4)}));
  ASSERT_EQ(result.record_count, 15U);
  EXPECT_TRUE(result.AccountAddsUp());
  EXPECT_EQ(result.CountOf(DamageKind::kRecovered), 5U);
  const auto recovered = std::ranges::find_if(
      result.events, [](const auto& event) { return HasMark(event.marks, EventMark::kRecovered); });
  ASSERT_NE(recovered, result.events.end());
  for (std::size_t i = 0; i < 5; ++i) {
    const auto& event = *(recovered + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(event.record_id, 7 + i);
    EXPECT_FALSE(HasMark(event.marks, EventMark::kStructureLost));
    EXPECT_EQ(event.fields.at("A"), std::vector<std::string>{"value"});
    EXPECT_GE(event.offset, kHeader + kChunk + 1'024 + 512);
  }
}

// The file ends inside a record: what is there of it is read, and marked.
TEST(EvtxDamage, ARecordCutByTheEndOfTheFile) {
  const ByteVector chunk = SmallChunk(1, 6);
  const ReadResult whole = ReadEvtx(EvtxFile({chunk}));
  ASSERT_EQ(whole.events.size(), 6U);
  ByteVector file = EvtxFile({chunk});
  file.resize(whole.events[5].offset + 120);
  const ReadResult result = ReadEvtx(file);
  ASSERT_EQ(result.events.size(), 6U);
  EXPECT_TRUE(result.AccountAddsUp());
  EXPECT_EQ(result.events[5].event_id, 4'005U);
  EXPECT_TRUE(HasMark(result.events[5].marks, EventMark::kRecovered));
  EXPECT_TRUE(HasMark(result.events[5].marks, EventMark::kPartial));
}

// What cannot be searched within the budget is said; what was found before it stays.
TEST(EvtxDamage, NoMoreCandidatesThanTheBudget) {
  ByteVector ruined = SmallChunk(7, 5);
  ruined[0] = 'X';
  const TempFile file(EvtxFile({ruined, ruined}));
  auto opened = ReadOnlyFile::Open(file.path());
  ASSERT_TRUE(opened.ok());
  const auto whole = std::make_shared<const ReadOnlyFile>(*std::move(opened));
  const evtx::SlotReader slots(std::make_unique<FileBytes>(whole), evtx::SlotLayout::kGrid);
  struct NoTemplates final : evtx::TemplateFallback {
    [[nodiscard]] const evtx::Template* FindTemplate(std::uint32_t) const override {
      return nullptr;
    }
  };
  const NoTemplates fallback;
  evtx::RecoveryIndex index;
  index.Build(slots, fallback, Recovery::kDamage, 7);
  EXPECT_TRUE(index.Searched(kHeader));
  EXPECT_FALSE(index.Searched(kHeader + kChunk));
  EXPECT_EQ(index.CarvedIn(kHeader, kChunk).size(), 5U);
  EXPECT_TRUE(index.CarvedIn(kHeader + kChunk, kChunk).empty());
}

}  // namespace
}  // namespace noroshi
