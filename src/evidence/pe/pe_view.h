// PeView: the bytes of a PE file by offset and by address, through a small cache of blocks. The one
// place that reads the file, so the one place where a claim of the file meets the bytes that exist.
//
// One owner, one thread at a time. Borrows the bytes, which must outlive it. Memory: 256 KiB,
// whatever the size of the file. A read that fails leaves `out` unspecified and nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence/pe/pe_image.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::pe {

class PeView {
 public:
  // `file.size()` must be known.
  explicit PeView(const RereadableBytes& file) : file_(file), size_(file.size()) {}

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  // Why the system refused to read, if it did; the read that met it returned false.
  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

  // Fills `out` from `offset`. False when the file ends first.
  [[nodiscard]] bool Read(std::uint64_t offset, std::span<std::uint8_t> out);

  // The same past the cache, for long runs that are wanted once.
  [[nodiscard]] bool ReadThrough(std::uint64_t offset, std::span<std::uint8_t> out);

  // An integer, little-endian.
  template <class T>
  [[nodiscard]] bool Load(std::uint64_t offset, T& out) {
    std::array<std::uint8_t, sizeof(T)> bytes;
    if (!Read(offset, bytes)) return false;
    out = LoadUnchecked<T>(bytes.data());
    return true;
  }

  // The bytes up to a zero; nullopt where there is none within kMaxNameBytes.
  [[nodiscard]] std::optional<std::string> Text(std::uint64_t offset);

  // From now on addresses are mapped by these sections; where several hold an address the first
  // counts, as for the loader. `headers_size` bytes at the start are mapped as they lie.
  void SetSections(const std::vector<PeSection>& sections, const PeHeader& header);

  // Where the byte at that address lies in the file; nullopt where it lies in none.
  [[nodiscard]] std::optional<std::uint64_t> OffsetOf(std::uint32_t address) const noexcept;

 private:
  static constexpr std::size_t kBlockBytes = 16 << 10;
  static constexpr std::size_t kBlockCount = 16;
  struct Block {
    std::uint64_t number = ~std::uint64_t{0};
    std::vector<std::uint8_t> bytes;  // shorter at the end of the file
  };

  // A run of addresses and where in the file it lies, all in bytes.
  struct Range {
    std::uint64_t address, size, offset;
  };

  // Null when it cannot be read. A block stays valid until the next Fetch, which may put another
  // one in its place.
  [[nodiscard]] const Block* Fetch(std::uint64_t number);

  const RereadableBytes& file_;
  std::uint64_t size_;
  std::array<Block, kBlockCount> blocks_;
  std::vector<Range> ranges_;
  std::optional<Error> error_;
};

}  // namespace noroshi::pe
