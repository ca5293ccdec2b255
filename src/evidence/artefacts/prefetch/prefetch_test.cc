#include "evidence/artefacts/prefetch/prefetch.h"

#include <gtest/gtest.h>

#include "evidence/artefacts/prefetch/lzxpress_huffman.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/huffman_bytes.h"
#include "evidence/artefacts/testing/prefetch_bytes.h"

namespace noroshi::testing {
namespace {

std::string Unpack(const std::vector<std::uint8_t>& packed, std::size_t size) {
  const auto out = prefetch::UnpackLzxpressHuffman(packed, size);
  return out.ok() ? std::string(out->begin(), out->end()) : out.error().ToString();
}

std::vector<PackedItem> Literals(std::string_view text) {
  std::vector<PackedItem> items;
  for (const char c : text) items.push_back({static_cast<std::uint8_t>(c), 0, 0});
  return items;
}

TEST(LzxpressHuffman, LiteralsAndCopies) {
  EXPECT_EQ(Unpack(PackHuffman(Literals("abc")), 3), "abc");
  auto items = Literals("abc");
  items.push_back({0, 3, 3});
  items.push_back({0, 20, 1});  // a length in a byte of its own; overlaps itself
  items.push_back({'!', 0, 0});
  EXPECT_EQ(Unpack(PackHuffman(items), 27), "abcabc" + std::string(20, 'c') + "!");
}

TEST(LzxpressHuffman, WhatCannotBeIsAnError) {
  const auto packed = PackHuffman(Literals("abc"));
  EXPECT_FALSE(prefetch::UnpackLzxpressHuffman({}, 1).ok());
  EXPECT_FALSE(prefetch::UnpackLzxpressHuffman(packed, 100'000).ok());  // ends before
  auto incomplete = packed;
  incomplete[0] = 0;  // two symbols without a code
  EXPECT_FALSE(prefetch::UnpackLzxpressHuffman(incomplete, 3).ok());
  EXPECT_FALSE(prefetch::UnpackLzxpressHuffman(PackHuffman({{0, 3, 3}}), 3).ok());  // from nowhere
}

TEST(Prefetch, EachVersion) {
  for (const std::uint32_t version : {17U, 23U, 26U, 30U, 31U}) {
    const auto bytes = MakePrefetch({.version = version});
    const auto read = prefetch::ReadPrefetch(bytes);
    ASSERT_TRUE(read.ok()) << version;
    EXPECT_EQ(read->program, "CMD.EXE");
    EXPECT_EQ(read->hash, 0x87B4001U);
    EXPECT_EQ(read->run_count, 3U) << version;
    ASSERT_EQ(read->runs.size(), 1U) << version;
    EXPECT_EQ(read->runs[0].time.ticks, 132'463'518'691'234'567U);
    EXPECT_EQ(read->files.size(), 2U);
    ASSERT_EQ(read->volumes.size(), version == 17 ? 1U : 1U);
    EXPECT_EQ(read->volumes[0].serial, 0xA4B2C3D4U);
    EXPECT_EQ(read->volumes[0].device, "\\VOLUME{1}");
  }
}

TEST(Prefetch, NewerBuildsCountElsewhere) {
  const auto read = prefetch::ReadPrefetch(MakePrefetch({.is_newer_build = true}));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->run_count, 3U);
}

TEST(Prefetch, ARunIsAnEvent) {
  const WalkedPart part =
      ReadArtefact(MakePrefetch({.runs = {132'463'518'691'234'567, 132'463'518'680'000'000}}));
  const auto runs = EventsOf(part, "host:prefetch");
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].time, 132'463'518'691'234'567U);
  EXPECT_EQ(At(runs[0], "Image"), "C:\\WINDOWS\\SYSTEM32\\CMD.EXE");
  EXPECT_EQ(At(runs[0], "TimeMeaning"), "run");
  EXPECT_EQ(At(runs[1], "RunsBefore"), "1");
  EXPECT_NE(runs[0].offset, runs[1].offset);  // findings are told apart by it
  const auto files = EventsOf(part, "host:prefetch_file");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(At(files[0], "ImageLoaded"), "C:\\WINDOWS\\SYSTEM32\\NTDLL.DLL");
}

TEST(Prefetch, OtherVolumesKeepTheirName) {
  const auto runs = EventsOf(
      ReadArtefact(MakePrefetch(
          {.program = "A.EXE",
           .files = {"\\VOLUME{1}\\WINDOWS\\SYSTEM32\\NTDLL.DLL", "\\VOLUME{2}\\TOOLS\\A.EXE"}})),
      "host:prefetch");
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(At(runs[0], "Image"), "\\VOLUME{2}\\TOOLS\\A.EXE");
}

TEST(Prefetch, PackedAsWindows10Does) {
  const auto plain = MakePrefetch({});
  std::vector<PackedItem> items;
  for (const std::uint8_t byte : plain) items.push_back({byte, 0, 0});
  ByteWriter file;
  file.Text("MAM").U8(4).U32(plain.size()).Raw(PackHuffman(items));
  const WalkedPart part = ReadArtefact(file.bytes());
  EXPECT_EQ(EventsOf(part, "host:prefetch").size(), 1U);
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, file.size()));
}

TEST(Prefetch, DamageIsSaid) {
  const auto whole = MakePrefetch({});
  for (const std::size_t size : {9UL, 83UL, 200UL}) {
    const WalkedPart part =
        ReadArtefact({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    EXPECT_EQ(part.damage.size(), 1U) << size;
    EXPECT_TRUE(AddsUp(part, size));
  }
  auto unknown = whole;
  unknown[0] = 99;
  EXPECT_EQ(ReadArtefact(unknown).damage.size(), 1U);
}

TEST(Prefetch, AnyByteMayBeWrong) {
  const auto whole = MakePrefetch({});
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto bytes = whole;
    bytes[at] ^= 0xFF;
    EXPECT_TRUE(AddsUp(ReadArtefact(bytes), bytes.size()) || at < 8) << at;
  }
}

}  // namespace
}  // namespace noroshi::testing
