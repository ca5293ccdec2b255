// NameTable: the element and attribute names of one chunk, each written once, and the 64 hash
// buckets of the chunk header that chain them.
//
// One owner, one chunk. Undo lets a record that turned out not to fit vanish without trace.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/evtx/byte_writer.h"

namespace noroshi {

class NameTable {
 public:
  static constexpr std::size_t kBuckets = 64;

  // Writes a reference to `name`: its offset, and on first use the name record right behind it.
  // `out` must hold the chunk from its first byte, for offsets count from there.
  void WriteReference(std::string_view name, ByteWriter& out);

  [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
  // Forgets all names but the first `size`.
  void UndoTo(std::size_t size);

  // Offset of the newest name in each bucket, 0 for none.
  [[nodiscard]] const std::array<std::uint32_t, kBuckets>& buckets() const noexcept {
    return buckets_;
  }

  // The format's name hash: h = h * 65599 + unit over UTF-16, low 16 bits.
  [[nodiscard]] static std::uint16_t HashOf(std::string_view utf16_bytes) noexcept;

 private:
  // Enough of a name to take it back: its bucket and what headed that bucket before.
  struct Written {
    std::string name;
    std::size_t bucket = 0;
    std::uint32_t bucket_before = 0;
  };

  // Where each name's record lies in the chunk.
  std::map<std::string, std::uint32_t, std::less<>> offsets_;
  std::vector<Written> order_;
  std::array<std::uint32_t, kBuckets> buckets_{};
};

}  // namespace noroshi
