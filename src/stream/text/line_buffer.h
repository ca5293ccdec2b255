// LineBuffer: a text put together from many short pieces, begun anew for each line or each block of
// lines. Appending is a comparison and a copy, where std::string makes a call.
//
// One owner. Keeps its memory; allocates only for the longest line so far.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace noroshi {

class LineBuffer {
 public:
  void Clear() noexcept { size_ = 0; }
  // Takes back what was appended behind `size` bytes. REQUIRES: no more than there are.
  void Truncate(std::size_t size) noexcept { size_ = size; }
  // Room for as many bytes without allocating.
  void Reserve(std::size_t size) {
    if (room_.size() < size) room_.resize(size);
  }
  // REQUIRES: `piece` is no part of this buffer.
  void Append(std::string_view piece) {
    if (piece.empty()) return;  // of which data() may be null
    if (room_.size() - size_ < piece.size()) room_.resize(2 * room_.size() + piece.size());
    std::memcpy(room_.data() + size_, piece.data(), piece.size());
    size_ += piece.size();
  }
  // Valid until the next Append.
  [[nodiscard]] std::string_view text() const noexcept { return {room_.data(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  std::string room_;
  std::size_t size_ = 0;
};

}  // namespace noroshi
