#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "evidence/minidump/dump_view.h"
#include "evidence/minidump/minidump_limits.h"
#include "evidence/minidump/minidump_reader.h"
#include "evidence/minidump/testing/minidump_builder.h"
#include "evidence/span_bytes.h"

namespace noroshi::minidump {
namespace {

MinidumpBuilder Whole() {
  MinidumpBuilder plan;
  plan.modules = {{0x140000000, 0x5000, 1'500'000'000, 77, "C:\\a\\host.exe", "D:\\b\\host.pdb"},
                  {0x7FF800000000, 0x2000, 1'500'000'001, 0, "C:\\Windows\\ntdll.dll", ""}};
  plan.unloaded = {{0x180000000, 0x3000, 1'400'000'000, 0, "gone.dll", ""}};
  plan.threads = {{11, 0x140001000, 0x140001010, "main"}, {12, 0x20000, 0, ""}};
  plan.memory = {{0x20000, {1, 2, 3, 4}, 0x40, 0x20000}, {0x10000, {9, 8}, 0x04, 0x20000}};
  plan.handles = {{"Mutant", "\\BaseNamedObjects\\x"}, {"File", ""}};
  plan.comment = "made for a test";
  return plan;
}

Result<Minidump> Read(const std::vector<std::uint8_t>& bytes) {
  return ReadMinidump(SpanBytes(bytes));
}

void ExpectWhole(const Minidump& dump) {
  EXPECT_EQ(dump.damage_count, 0U);
  EXPECT_EQ(dump.time, 1'600'000'000U);
  ASSERT_TRUE(dump.system.has_value());
  EXPECT_EQ(dump.system->build, 17'763U);
  EXPECT_TRUE(dump.is_64());
  ASSERT_EQ(dump.modules.size(), 2U);
  EXPECT_EQ(dump.modules[0].name, "C:\\a\\host.exe");
  EXPECT_EQ(dump.modules[0].pdb, "D:\\b\\host.pdb");
  EXPECT_EQ(dump.modules[0].checksum, 77U);
  ASSERT_EQ(dump.unloaded.size(), 1U);
  EXPECT_EQ(dump.unloaded[0].name, "gone.dll");
  ASSERT_EQ(dump.threads.size(), 2U);
  EXPECT_EQ(dump.threads[0].name, "main");
  EXPECT_EQ(dump.threads[0].instruction, 0x140001010U);
  EXPECT_EQ(dump.threads[1].start_address, 0x20000U);
  ASSERT_EQ(dump.ranges.size(), 2U);
  EXPECT_EQ(dump.ranges[0].address, 0x10000U);
  ASSERT_EQ(dump.handles.size(), 2U);
  EXPECT_EQ(dump.handles[0].name, "\\BaseNamedObjects\\x");
  EXPECT_EQ(dump.comments, std::vector<std::string>{"made for a test"});
  EXPECT_EQ(dump.process_id, 4'711U);
}

TEST(MinidumpReader, ReadsEveryStreamInEveryLayout) {
  for (const bool long_list : {false, true}) {
    for (const bool aligned : {false, true}) {
      MinidumpBuilder plan = Whole();
      plan.long_memory_list = long_list;
      plan.aligned_lists = aligned;
      const auto bytes = plan.Build();
      const Result<Minidump> dump = Read(bytes);
      ASSERT_TRUE(dump.ok());
      ExpectWhole(*dump);
    }
  }
}

TEST(MinidumpReader, FindsPlaces) {
  const auto bytes = Whole().Build();
  const Result<Minidump> dump = Read(bytes);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->ModuleAt(0x140004FFF)->name, "C:\\a\\host.exe");
  EXPECT_EQ(dump->ModuleAt(0x140005000), nullptr);
  EXPECT_EQ(dump->ModuleAt(0), nullptr);
  ASSERT_NE(dump->RegionAt(0x20003), nullptr);
  EXPECT_TRUE(dump->RegionAt(0x20003)->is_executable());
  EXPECT_TRUE(dump->RegionAt(0x20003)->is_private());
  EXPECT_EQ(dump->RegionAt(0x20004), nullptr);
}

TEST(MinidumpReader, ReadsMemoryUpToTheFirstGap) {
  MinidumpBuilder plan;
  plan.memory = {{0x1000, {1, 2, 3, 4}}, {0x1004, {5, 6}}, {0x2000, {7}}};
  const auto bytes = plan.Build();
  const Result<Minidump> dump = Read(bytes);
  ASSERT_TRUE(dump.ok());
  std::array<std::uint8_t, 8> out{};
  EXPECT_EQ(ReadMemory(*dump, SpanBytes(bytes), 0x1002, out), 4U);
  EXPECT_EQ(out[0], 3);
  EXPECT_EQ(out[3], 6);
  EXPECT_EQ(ReadMemory(*dump, SpanBytes(bytes), 0xFFF, out), 0U);
  EXPECT_EQ(ReadMemory(*dump, SpanBytes(bytes), 0x2000, out), 1U);
}

// Of two ranges with the same bytes, each address has one place.
TEST(MinidumpReader, CutsOverlappingRanges) {
  MinidumpBuilder plan;
  plan.memory = {{0x1000, std::vector<std::uint8_t>(16, 1)},
                 {0x1008, std::vector<std::uint8_t>(16, 2)}};
  const Result<Minidump> dump = Read(plan.Build());
  ASSERT_TRUE(dump.ok());
  ASSERT_EQ(dump->ranges.size(), 2U);
  EXPECT_EQ(dump->ranges[0].size, 8U);
}

// Many ranges over the same bytes of the file: no more work than the file is worth.
TEST(MinidumpReader, LeavesOutSharedBytes) {
  MinidumpBuilder plan;
  plan.long_memory_list = false;
  for (std::uint64_t i = 0; i < 100; ++i) {
    plan.memory.push_back({0x100000 * (i + 1), std::vector<std::uint8_t>(1'000, 1)});
  }
  auto bytes = plan.Build();
  // The list's rows are the last thing before the memory: let all point at the first one's bytes.
  const std::size_t memory_at = bytes.size() - 100 * 1'000;
  for (std::size_t i = 0; i < 100; ++i) {
    for (std::size_t k = 0; k < 4; ++k) {
      bytes[memory_at - 16 * (100 - i) + 12 + k] = static_cast<std::uint8_t>(memory_at >> (8 * k));
    }
  }
  bytes.resize(memory_at + 1'000);
  const Result<Minidump> dump = Read(bytes);
  ASSERT_TRUE(dump.ok());
  EXPECT_NE(dump->damage_count, 0U);
  EXPECT_LT(dump->ranges.size(), 100U);
  std::uint64_t sum = 0;
  for (const DumpRange& range : dump->ranges) sum += range.size;
  EXPECT_LE(sum, kMaxShare * bytes.size());
}

TEST(MinidumpReader, RefusesWhatIsNone) {
  EXPECT_EQ(Read({}).error().code, ErrorCode::kBadMagic);
  EXPECT_EQ(Read({'M', 'D', 'M', 'P', 0x93, 0xA7, 0, 0}).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(Read({'P', 'M', 'D', 'M', 0, 0, 0, 0}).error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(LooksLikeMinidump(Whole().Build()));
  EXPECT_FALSE(LooksLikeMinidump(std::vector<std::uint8_t>{'M', 'D', 'M', 'P'}));
}

// Cut anywhere: what is left is read, the rest is told, nothing reads outside.
TEST(MinidumpReader, SurvivesEveryCut) {
  const auto whole = Whole().Build();
  for (std::size_t size = 32; size < whole.size(); ++size) {
    const std::vector<std::uint8_t> cut(whole.begin(),
                                        whole.begin() + static_cast<std::ptrdiff_t>(size));
    const Result<Minidump> dump = Read(cut);
    ASSERT_TRUE(dump.ok());
    EXPECT_NE(dump->damage_count, 0U) << size;
    for (const DumpRange& range : dump->ranges) EXPECT_LE(range.offset + range.size, size);
  }
}

// Every 32-bit word made huge, one after the other.
TEST(MinidumpReader, SurvivesHugeNumbers) {
  const auto whole = Whole().Build();
  for (std::size_t at = 8; at + 4 <= whole.size(); at += 4) {
    auto bent = whole;
    for (std::size_t i = 0; i < 4; ++i) bent[at + i] = 0xFF;
    const Result<Minidump> dump = Read(bent);
    ASSERT_TRUE(dump.ok());
    EXPECT_LE(dump->damage.size(), kMaxDamageKept);
    for (const DumpRange& range : dump->ranges) {
      EXPECT_LE(range.offset + range.size, bent.size());
    }
  }
}

void Put(std::vector<std::uint8_t>& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

// A module list of `count` rows that all name the same debug file of 1,000 letters.
std::vector<std::uint8_t> ModulesOfOneDebugFile(std::uint32_t count) {
  constexpr std::uint32_t kHead = 4, kRow = 108, kRecord = 24 + 1'000;
  const std::uint32_t record = kHead + count * kRow;
  std::vector<std::uint8_t> bytes(record + kRecord, 0);
  Put(bytes, 0, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Put(bytes, kHead + i * kRow + 76, kRecord);
    Put(bytes, kHead + i * kRow + 80, record);
  }
  Put(bytes, record, 0x53445352);  // "RSDS"
  std::fill(bytes.begin() + record + 24, bytes.end(), std::uint8_t{'a'});
  return bytes;
}

TEST(MinidumpReader, ManyModulesOfOneDebugFileCostNoMoreThanTheTextsLimit) {
  constexpr std::uint32_t kFits = kMaxAllTextBytes / 1'000;
  const auto bytes = ModulesOfOneDebugFile(kFits + 5);
  const SpanBytes file(bytes);
  Minidump dump;
  DumpView view(file, dump);
  ReadModules({4, (kFits + 5) * 108 + 4, 0}, view, dump);
  ASSERT_EQ(dump.modules.size(), kFits + 5);
  EXPECT_EQ(dump.modules[kFits - 1].pdb.size(), 1'000U);
  EXPECT_EQ(dump.modules[kFits].pdb, "");
  EXPECT_EQ(dump.damage_count, 5U);
}

std::filesystem::path Corpus() {
  const char* const set = std::getenv("NOROSHI_CORPUS");
  return std::filesystem::path(set == nullptr ? "../shared/corpus" : set) / "artefacts/minidump";
}

TEST(MinidumpReader, ReadsRealOnesAndMalformedOnes) {
  if (!std::filesystem::exists(Corpus())) GTEST_SKIP() << "no corpus at " << Corpus();
  std::size_t read = 0, damaged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(Corpus())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    const Result<Minidump> dump = Read(bytes);
    ASSERT_TRUE(dump.ok()) << entry.path();
    ++read;
    if (dump->damage_count != 0) ++damaged;
  }
  EXPECT_GE(read, 7U);
  EXPECT_GE(damaged, 2U);
}

}  // namespace
}  // namespace noroshi::minidump
