// ProcessMemory: the memory of one process as runs of bytes of the same kind, whether it comes from
// a minidump or from a raw file of one region.
//
// Borrows the file, which must outlive it. Const access is safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence/minidump/minidump.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::scan {

// A run of bytes that is in the file.
struct MemoryBlock {
  std::uint64_t address = 0, size = 0;
  std::uint64_t offset = 0;   // in the file
  std::uint32_t protect = 0;  // PAGE_*; 0 = not known
  bool is_known = false;      // what follows is told by the dump
  bool is_private = false;    // no file stands behind it
  bool is_executable = false;
  const minidump::DumpModule* module = nullptr;  // that claims the address

  // Bytes of nobody that can be run; of what the dump does not tell, all outside the modules.
  [[nodiscard]] bool is_suspect() const noexcept {
    return module == nullptr && (!is_known || (is_private && is_executable));
  }
};

class ProcessMemory {
 public:
  // `dump` is of `file`; both must outlive this.
  ProcessMemory(const minidump::Minidump& dump, const RereadableBytes& file);
  // A raw file: one region at address 0, private and executable for all that is known.
  explicit ProcessMemory(const RereadableBytes& file);

  [[nodiscard]] const std::vector<MemoryBlock>& blocks() const noexcept { return blocks_; }
  [[nodiscard]] const minidump::Minidump* dump() const noexcept { return dump_; }
  [[nodiscard]] const RereadableBytes& file() const noexcept { return file_; }

  // Copies memory; the number of bytes before the first gap.
  [[nodiscard]] std::size_t Read(std::uint64_t address, std::span<std::uint8_t> out) const;
  template <class T>
  [[nodiscard]] std::optional<T> Load(std::uint64_t address) const {
    std::uint8_t raw[sizeof(T)];
    if (Read(address, raw) != sizeof(T)) return std::nullopt;
    return LoadUnchecked<T>(raw);
  }
  // Text up to a zero, at most 256 bytes.
  [[nodiscard]] std::string Text(std::uint64_t address) const;

  // The block that holds the offset of the file; null without one.
  [[nodiscard]] const MemoryBlock* BlockAtOffset(std::uint64_t offset) const noexcept;

 private:
  const minidump::Minidump* dump_ = nullptr;
  const RereadableBytes& file_;
  std::vector<MemoryBlock> blocks_;     // by address
  std::vector<std::size_t> by_offset_;  // indices of blocks_
};

// "PAGE_EXECUTE_READWRITE", or the number.
[[nodiscard]] std::string ProtectionName(std::uint32_t protect);
// "0x20000, 4096 bytes, PAGE_EXECUTE_READ".
[[nodiscard]] std::string RegionText(const MemoryBlock& block);

}  // namespace noroshi::scan
