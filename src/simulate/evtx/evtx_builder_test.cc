#include "simulate/evtx/evtx_builder.h"

#include <gtest/gtest.h>

#include <cstring>

#include "simulate/evtx/crc32.h"
#include "simulate/evtx/windows_event.h"

namespace noroshi {
namespace {

template <class T>
T At(const std::vector<std::uint8_t>& bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

WindowsEvent SomeEvent(std::string_view text) {
  WindowsEvent event;
  event.provider = "Noroshi-Test";
  event.provider_guid = "{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}";
  event.channel = "Test/Operational";
  event.computer = "HQ-DC01.hoshikawa.example";
  event.event_id = 7;
  event.time = *ParseIso8601("2020-10-05T02:11:09.1234567Z");
  event.fields = {{"Text", EvtxValue::Text(text)}};
  return event;
}

std::vector<std::uint8_t> BuildFile(EvtxFileOptions options, int records, std::size_t text_length) {
  EvtxBuilder builder(options);
  RecordFactory factory;
  for (int i = 0; i < records; ++i) {
    const std::string text(text_length, static_cast<char>('a' + i % 26));
    EXPECT_TRUE(builder.Add(factory.Make(SomeEvent(text), i + 1)).ok());
  }
  return builder.Finish();
}

TEST(Crc32, KnownValue) {
  const std::string_view digits = "123456789";  // the check value of every CRC-32 description
  Crc32 crc;
  crc.Add({reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size()});
  EXPECT_EQ(crc.value(), 0xcbf43926U);
}

TEST(NameTable, HashesAsWindowsDoes) {
  // Values seen in front of these names in every Windows log.
  EXPECT_EQ(NameTable::HashOf(Utf16Bytes("Event")), 0x0cba);
  EXPECT_EQ(NameTable::HashOf(Utf16Bytes("xmlns")), 0x0fbc);
}

TEST(NameTable, SecondUseRefersBackAndUndoForgets) {
  NameTable names;
  ByteWriter out;
  out.PutZeros(512);
  names.WriteReference("Event", out);
  EXPECT_EQ(At<std::uint32_t>(out.bytes(), 512), 516U);  // inline: right behind the reference
  const std::size_t end = out.size();
  names.WriteReference("Event", out);
  EXPECT_EQ(out.size(), end + 4);
  EXPECT_EQ(At<std::uint32_t>(out.bytes(), end), 516U);
  EXPECT_EQ(names.buckets()[0x0cba % 64], 516U);
  names.UndoTo(0);
  EXPECT_EQ(names.buckets()[0x0cba % 64], 0U);
  EXPECT_EQ(names.size(), 0U);
}

TEST(EvtxValue, StoredForms) {
  struct Case {
    EvtxValue value;
    std::string bytes;
  };
  const Case cases[] = {
      {EvtxValue::Text("a\u65e5"), {'a', 0, '\xe5', '\x65'}},
      {EvtxValue::Text("\U00020bb7"), {'\x42', '\xd8', '\xb7', '\xdf'}},  // a surrogate pair
      {EvtxValue::Boolean(true), {1, 0, 0, 0}},  // four bytes on disk, whatever the grammar says
      {EvtxValue::Whole(EvtxType::kInt16, ~std::uint64_t{4}), {'\xfb', '\xff'}},  // -5
      {EvtxValue::Sid("S-1-5-18"), {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}},
      {EvtxValue::Sid("nonsense"), {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
      {EvtxValue::Guid("{01020304-0506-0708-090A-0B0C0D0E0F10}"),
       {4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16}},
      {ValueFromText(EvtxType::kHexInt32, "0x3e7"), {'\xe7', 3, 0, 0}},
      {ValueFromText(EvtxType::kUInt8, "300"), {44}},  // cut to its width
      {ValueFromText(EvtxType::kBinary, "DEad"), {'\xde', '\xad'}},
  };
  for (const Case& c : cases) EXPECT_EQ(c.value.bytes, c.bytes);
}

TEST(EvtxBuilder, HeadersAddUp) {
  const auto file = BuildFile({}, 300, 200);
  ASSERT_EQ((file.size() - 4096) % kEvtxChunkBytes, 0U);
  const std::size_t chunks = (file.size() - 4096) / kEvtxChunkBytes;
  ASSERT_GT(chunks, 1U);
  EXPECT_EQ(At<std::uint16_t>(file, 42), chunks);
  EXPECT_EQ(At<std::uint64_t>(file, 16), chunks - 1);
  EXPECT_EQ(At<std::uint64_t>(file, 24), 301U);  // the next record id

  std::uint64_t next = 1;
  for (std::size_t slot = 0; slot < chunks; ++slot) {
    const std::size_t base = 4096 + slot * kEvtxChunkBytes;
    EXPECT_EQ(std::memcmp(file.data() + base, "ElfChnk", 8), 0);
    EXPECT_EQ(At<std::uint64_t>(file, base + 24), next);  // ids go on where the last chunk ended
    next = At<std::uint64_t>(file, base + 32) + 1;
    const auto free_space = At<std::uint32_t>(file, base + 48);
    ASSERT_LE(free_space, kEvtxChunkBytes);
    Crc32 data;
    data.Add({file.data() + base + 512, free_space - 512});
    EXPECT_EQ(At<std::uint32_t>(file, base + 52), data.value());
  }
  EXPECT_EQ(next, 301U);
}

TEST(EvtxBuilder, EveryRecordIsAlignedAndItsSizeRepeated) {
  const auto file = BuildFile({}, 50, 3);
  const std::size_t base = 4096;
  const std::size_t end = At<std::uint32_t>(file, base + 48);
  int records = 0;
  for (std::size_t at = 512; at < end; ++records) {
    ASSERT_EQ(At<std::uint32_t>(file, base + at), 0x2a2aU);
    const auto size = At<std::uint32_t>(file, base + at + 4);
    ASSERT_EQ(size % 8, 0U);
    EXPECT_EQ(At<std::uint32_t>(file, base + at + size - 4), size);
    at += size;
  }
  EXPECT_EQ(records, 50);
}

TEST(EvtxBuilder, SameCallsSameBytes) {
  EXPECT_EQ(BuildFile({}, 200, 100), BuildFile({}, 200, 100));
}

TEST(EvtxBuilder, RecordThatFitsNoChunkIsRefusedAndHarmsNothing) {
  EvtxBuilder builder;
  RecordFactory factory;
  ASSERT_TRUE(builder.Add(factory.Make(SomeEvent("small"), 1)).ok());
  const auto refused = builder.Add(factory.Make(SomeEvent(std::string(40'000, 'x')), 2));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
  const auto second = builder.Add(factory.Make(SomeEvent("small"), 2));
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(*second, 2U);
}

TEST(EvtxBuilder, RingTurnsAndStaleHeaderSaysSo) {
  const auto straight = BuildFile({}, 300, 200);
  const auto wrapped = BuildFile(
      {.flags = 1, .stale_chunk_count = 1, .stale_next_record_id = 9, .wrapped_by = 1}, 300, 200);
  ASSERT_EQ(straight.size(), wrapped.size());
  EXPECT_EQ(At<std::uint64_t>(wrapped, 8), 1U);   // the oldest chunk is in the second slot
  EXPECT_EQ(At<std::uint64_t>(wrapped, 16), 0U);  // the newest in the first
  EXPECT_EQ(At<std::uint16_t>(wrapped, 42), 1U);
  EXPECT_EQ(At<std::uint64_t>(wrapped, 24), 9U);
  EXPECT_EQ(At<std::uint32_t>(wrapped, 120), 1U);
  EXPECT_EQ(At<std::uint64_t>(wrapped, 4096 + kEvtxChunkBytes + 24), 1U);
}

TEST(EvtxBuilder, UnusedSlotsAndEmptyChunks) {
  EvtxBuilder builder;
  RecordFactory factory;
  ASSERT_TRUE(builder.Add(factory.Make(SomeEvent("one"), 1)).ok());
  builder.AddUnusedSlot();
  builder.AddEmptyChunk();
  ASSERT_TRUE(builder.Add(factory.Make(SomeEvent("two"), 2)).ok());
  const auto file = builder.Finish();
  ASSERT_EQ(file.size(), 4096 + 4 * kEvtxChunkBytes);
  EXPECT_EQ(At<std::uint16_t>(file, 42), 3U);
  EXPECT_EQ(At<std::uint64_t>(file, 4096 + kEvtxChunkBytes), 0U);
  EXPECT_EQ(At<std::uint64_t>(file, 4096 + 2 * kEvtxChunkBytes + 32), ~std::uint64_t{0});
  EXPECT_EQ(At<std::uint32_t>(file, 4096 + 2 * kEvtxChunkBytes + 48), 512U);
}

}  // namespace
}  // namespace noroshi
