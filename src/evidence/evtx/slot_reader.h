// SlotReader: where the slots of an EVTX file lie, and their bytes. Const and safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::evtx {

// Slots never overlap, and together they are the file behind its header.
enum class SlotLayout : std::uint8_t {
  // Behind the file header, every 64 KiB. A slot without a chunk is searched at 512-byte steps:
  // when sectors were inserted or lost, chunks stand beside the grid, and a slot begins at each
  // (9.5). A chunk on the grid is never searched, so that its content cannot move anything.
  kGrid,
  // Wherever a chunk signature is found, at 512-byte steps.
  kSearch,
};

// Chunks of a raw image stand at multiples of a sector.
inline constexpr std::size_t kSectorBytes = 512;

class SlotReader {
 public:
  SlotReader(std::unique_ptr<const RereadableBytes> bytes, SlotLayout layout);

  // kUnknownSize for a stream whose end has not been seen.
  [[nodiscard]] std::uint64_t size() const noexcept { return bytes_->size(); }
  // Every byte read so far can be had again, by ForEach.
  [[nodiscard]] bool keeps_all() const noexcept { return bytes_->keeps_all(); }
  [[nodiscard]] SlotLayout layout() const noexcept { return layout_; }
  // Where the first slot begins.
  [[nodiscard]] std::uint64_t begin() const noexcept;

  // Reads the slot at `offset` (at most 64 KiB; fewer at the end of the file, or before the next
  // chunk or place of the grid). Empty at the end of the file. In ascending order of offsets only.
  [[nodiscard]] Status Read(std::uint64_t offset, std::vector<std::uint8_t>& bytes) const;
  // Reads every slot in order, until the end of what is kept or an I/O error.
  void ForEach(const std::function<void(std::uint64_t offset, Bytes slot)>& visit) const;
  // Reads the first bytes of the file, up to the size of a file header.
  [[nodiscard]] Status ReadHeader(std::vector<std::uint8_t>& bytes) const;

 private:
  // How bytes are read: on, or again.
  using Reading = Result<std::size_t> (RereadableBytes::*)(std::uint64_t,
                                                           std::span<std::uint8_t>) const;
  // How far the slot that begins with these bytes reaches.
  [[nodiscard]] std::size_t SlotEnd(std::uint64_t offset, Bytes bytes) const noexcept;
  [[nodiscard]] Status ReadUpTo(Reading reading, std::uint64_t offset, std::size_t size,
                                std::vector<std::uint8_t>& bytes) const;
  [[nodiscard]] Status ReadSlot(Reading reading, std::uint64_t offset,
                                std::vector<std::uint8_t>& bytes) const;

  std::unique_ptr<const RereadableBytes> bytes_;
  SlotLayout layout_;
};

}  // namespace noroshi::evtx
