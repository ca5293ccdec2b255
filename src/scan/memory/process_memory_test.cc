// The memory of a process as blocks: borders, kinds, gaps, raw files.
#include "scan/memory/process_memory.h"

#include <gtest/gtest.h>

#include "evidence/minidump/minidump_reader.h"
#include "evidence/minidump/testing/minidump_builder.h"
#include "evidence/span_bytes.h"

namespace noroshi::scan {
namespace {

using minidump::MinidumpBuilder;

constexpr std::uint32_t kReadWrite = 0x04, kExecuteRead = 0x20;
constexpr std::uint32_t kPrivate = 0x20000, kImage = 0x1000000;

std::vector<std::uint8_t> Numbered(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
  return bytes;
}

MinidumpBuilder Plan() {
  MinidumpBuilder plan;
  plan.modules = {{0x10000, 0x1000, 1, 0, "C:\\a.dll", ""}};
  plan.memory = {{0x10000, Numbered(0x1000), kExecuteRead, kImage},
                 {0x20000, Numbered(0x800), kReadWrite, kPrivate},
                 {0x30000, Numbered(0x400), kExecuteRead, kPrivate}};
  return plan;
}

// A dump with its bytes, which the memory borrows.
struct Held {
  explicit Held(const MinidumpBuilder& plan)
      : bytes(plan.Build()), file(bytes), dump(minidump::ReadMinidump(file)) {}
  std::vector<std::uint8_t> bytes;
  SpanBytes file;
  Result<minidump::Minidump> dump;
};

TEST(ProcessMemory, EachBlockHasOneKind) {
  const Held held(Plan());
  ASSERT_TRUE(held.dump.ok());
  const ProcessMemory memory(*held.dump, held.file);
  ASSERT_EQ(memory.blocks().size(), 3U);
  EXPECT_NE(memory.blocks()[0].module, nullptr);
  EXPECT_FALSE(memory.blocks()[0].is_suspect());
  EXPECT_FALSE(memory.blocks()[1].is_suspect());  // nobody can run it
  EXPECT_TRUE(memory.blocks()[2].is_suspect());
}

// A module that claims the middle of a range cuts it in three.
TEST(ProcessMemory, ModulesCutRanges) {
  MinidumpBuilder plan;
  plan.modules = {{0x10400, 0x200, 1, 0, "C:\\a.dll", ""}};
  plan.memory = {{0x10000, Numbered(0x1000), kExecuteRead, kPrivate}};
  const Held held(plan);
  ASSERT_TRUE(held.dump.ok());
  const ProcessMemory memory(*held.dump, held.file);
  ASSERT_EQ(memory.blocks().size(), 3U);
  EXPECT_EQ(memory.blocks()[0].size, 0x400U);
  EXPECT_EQ(memory.blocks()[1].size, 0x200U);
  EXPECT_EQ(memory.blocks()[2].size, 0xA00U);
  EXPECT_FALSE(memory.blocks()[1].is_suspect());
  for (std::size_t i = 1; i < 3; ++i) {
    const MemoryBlock &before = memory.blocks()[i - 1], &block = memory.blocks()[i];
    EXPECT_EQ(block.address, before.address + before.size);
    EXPECT_EQ(block.offset, before.offset + before.size);
  }
}

TEST(ProcessMemory, ReadsUpToTheFirstGap) {
  const Held held(Plan());
  const ProcessMemory memory(*held.dump, held.file);
  std::vector<std::uint8_t> out(0x2000);
  EXPECT_EQ(memory.Read(0x20000, out), 0x800U);
  EXPECT_EQ(out[3], 21);
  EXPECT_EQ(memory.Read(0x20700, out), 0x100U);
  EXPECT_EQ(memory.Read(0x40000, out), 0U);
  EXPECT_EQ(memory.Read(~std::uint64_t{0}, out), 0U);
  EXPECT_EQ(memory.Load<std::uint16_t>(0x20001), 0x0E07);
  EXPECT_FALSE(memory.Load<std::uint32_t>(0x207FE).has_value());
}

TEST(ProcessMemory, OffsetsLeadBackToTheirBlock) {
  const Held held(Plan());
  const ProcessMemory memory(*held.dump, held.file);
  for (const MemoryBlock& block : memory.blocks()) {
    EXPECT_EQ(memory.BlockAtOffset(block.offset), &block);
    EXPECT_EQ(memory.BlockAtOffset(block.offset + block.size - 1), &block);
    EXPECT_NE(memory.BlockAtOffset(block.offset + block.size), &block);
  }
  EXPECT_EQ(memory.BlockAtOffset(0), nullptr);  // the dump's own header
  EXPECT_EQ(memory.BlockAtOffset(~std::uint64_t{0}), nullptr);
}

// What the dump does not tell counts as suspect outside the modules.
TEST(ProcessMemory, WithoutRegionsNothingIsKnown) {
  MinidumpBuilder plan = Plan();
  plan.with_memory_info = false;
  const Held held(plan);
  const ProcessMemory memory(*held.dump, held.file);
  ASSERT_EQ(memory.blocks().size(), 3U);
  EXPECT_FALSE(memory.blocks()[1].is_known);
  EXPECT_FALSE(memory.blocks()[0].is_suspect());
  EXPECT_TRUE(memory.blocks()[1].is_suspect());
}

TEST(ProcessMemory, ARawFileIsOneRegion) {
  const std::vector<std::uint8_t> bytes = {'a', 'b', 0, 'c'};
  const SpanBytes file(bytes);
  const ProcessMemory memory(file);
  ASSERT_EQ(memory.blocks().size(), 1U);
  EXPECT_TRUE(memory.blocks()[0].is_suspect());
  EXPECT_EQ(memory.blocks()[0].size, 4U);
  EXPECT_EQ(memory.Text(0), "ab");
  EXPECT_EQ(memory.Text(3), "c");
  EXPECT_EQ(memory.Text(4), "");
  EXPECT_EQ(memory.BlockAtOffset(4), nullptr);
}

TEST(ProcessMemory, TextsEnd) {
  const std::vector<std::uint8_t> bytes(1'000, 'x');
  const SpanBytes file(bytes);
  EXPECT_EQ(ProcessMemory(file).Text(0).size(), 256U);
  EXPECT_EQ(ProcessMemory(file).Text(900).size(), 100U);
}

TEST(RegionText, NamesProtections) {
  EXPECT_EQ(ProtectionName(0x40), "PAGE_EXECUTE_READWRITE");
  EXPECT_EQ(ProtectionName(0x104), "PAGE_READWRITE");  // with a guard
  EXPECT_EQ(ProtectionName(0x03), "0x3");
  MemoryBlock block;
  block.address = 0x20000;
  block.size = 4'096;
  EXPECT_EQ(RegionText(block), "0x20000, 4096 bytes");
  block.is_known = true;
  block.protect = 0x20;
  EXPECT_EQ(RegionText(block), "0x20000, 4096 bytes, PAGE_EXECUTE_READ");
}

}  // namespace
}  // namespace noroshi::scan
