#include "scan/memory/process_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "evidence/minidump/minidump_reader.h"

namespace noroshi::scan {
namespace {

constexpr std::size_t kMostTextBytes = 256;

// Where the block that begins at `address` must end: at the next border of a region or module.
std::uint64_t NextBorder(const minidump::Minidump& dump, std::uint64_t address, std::uint64_t end) {
  const auto region = std::upper_bound(
      dump.regions.begin(), dump.regions.end(), address,
      [](std::uint64_t at, const minidump::DumpRegion& it) { return at < it.address; });
  if (region != dump.regions.end()) end = std::min(end, region->address);
  if (const auto* const inside = dump.RegionAt(address)) {
    const std::uint64_t left = inside->size - (address - inside->address);
    if (left < end - address) end = address + left;
  }
  const auto module = std::upper_bound(
      dump.module_order.begin(), dump.module_order.end(), address,
      [&](std::uint64_t at, std::uint32_t it) { return at < dump.modules[it].address; });
  if (module != dump.module_order.end()) end = std::min(end, dump.modules[*module].address);
  if (const auto* const inside = dump.ModuleAt(address)) {
    const std::uint64_t left = inside->size - (address - inside->address);
    if (left < end - address) end = address + left;
  }
  return end;
}

}  // namespace

ProcessMemory::ProcessMemory(const minidump::Minidump& dump, const RereadableBytes& file)
    : dump_(&dump), file_(file) {
  for (const minidump::DumpRange& range : dump.ranges) {
    const std::uint64_t end = range.address + range.size;
    for (std::uint64_t at = range.address; at < end;) {
      const std::uint64_t next = NextBorder(dump, at, end);
      MemoryBlock block;
      block.address = at;
      block.size = next - at;
      block.offset = range.offset + (at - range.address);
      if (const auto* const region = dump.RegionAt(at)) {
        block.is_known = true;
        block.protect = region->protect;
        block.is_private = region->is_private();
        block.is_executable = region->is_executable();
      }
      block.module = dump.ModuleAt(at);
      blocks_.push_back(block);
      at = next;
    }
  }
  by_offset_.resize(blocks_.size());
  std::iota(by_offset_.begin(), by_offset_.end(), std::size_t{0});
  std::sort(by_offset_.begin(), by_offset_.end(),
            [&](std::size_t a, std::size_t b) { return blocks_[a].offset < blocks_[b].offset; });
}

ProcessMemory::ProcessMemory(const RereadableBytes& file) : file_(file) {
  blocks_.push_back({0, file.size(), 0, 0, false, true, true, nullptr});
  by_offset_.push_back(0);
}

std::size_t ProcessMemory::Read(std::uint64_t address, std::span<std::uint8_t> out) const {
  if (dump_ != nullptr) return minidump::ReadMemory(*dump_, file_, address, out);
  const Result<std::size_t> got = file_.ReadAgain(address, out);
  return got.ok() ? *got : 0;
}

std::string ProcessMemory::Text(std::uint64_t address) const {
  std::uint8_t raw[kMostTextBytes];
  const std::size_t got = Read(address, raw);
  return std::string(raw, std::find(raw, raw + got, std::uint8_t{0}));
}

const MemoryBlock* ProcessMemory::BlockAtOffset(std::uint64_t offset) const noexcept {
  auto behind =
      std::upper_bound(by_offset_.begin(), by_offset_.end(), offset,
                       [&](std::uint64_t at, std::size_t it) { return at < blocks_[it].offset; });
  if (behind == by_offset_.begin()) return nullptr;
  const MemoryBlock& block = blocks_[*--behind];
  return offset - block.offset < block.size ? &block : nullptr;
}

std::string ProtectionName(std::uint32_t protect) {
  switch (protect & 0xFF) {
    case 0x01: return "PAGE_NOACCESS";
    case 0x02: return "PAGE_READONLY";
    case 0x04: return "PAGE_READWRITE";
    case 0x08: return "PAGE_WRITECOPY";
    case 0x10: return "PAGE_EXECUTE";
    case 0x20: return "PAGE_EXECUTE_READ";
    case 0x40: return "PAGE_EXECUTE_READWRITE";
    case 0x80: return "PAGE_EXECUTE_WRITECOPY";
    default: return fmt::format("{:#x}", protect);
  }
}

std::string RegionText(const MemoryBlock& block) {
  std::string text = fmt::format("{:#x}, {} bytes", block.address, block.size);
  if (block.is_known) text += ", " + ProtectionName(block.protect);
  return text;
}

}  // namespace noroshi::scan
