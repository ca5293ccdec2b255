// ByteWriter: appends little-endian data to a growing buffer and patches what was written before.
//
// The writing twin of base/ByteReader, kept here because nothing but the builder writes formats.
// One owner. Patching outside the buffer is a programming error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

namespace noroshi {

class ByteWriter {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }
  // Hands the bytes over; the writer is empty afterwards and may be used again.
  [[nodiscard]] std::vector<std::uint8_t> Take() noexcept { return std::move(bytes_); }

  // Appends an integer of T's own width, least significant byte first (this machine's order: the
  // builder runs on little-endian machines only).
  template <class T>
  void Put(T value) {
    static_assert(std::is_integral_v<T>);
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof(T));
    std::memcpy(bytes_.data() + at, &value, sizeof(T));
  }

  // As they are: UTF-16 has been made by whoever calls.
  void PutBytes(std::string_view bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

  // Appends zero bytes, for padding and for fields that are patched later.
  void PutZeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }

  // REQUIRES: at + sizeof(T) <= size().
  template <class T>
  void Patch(std::size_t at, T value) {
    static_assert(std::is_integral_v<T>);
    std::memcpy(bytes_.data() + at, &value, sizeof(T));
  }

  // Forgets everything from `size` on. REQUIRES: size <= this->size().
  void Truncate(std::size_t size) { bytes_.resize(size); }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace noroshi
