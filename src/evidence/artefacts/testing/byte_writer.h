// ByteWriter: little-endian bytes one after the other, for tests that build evidence by hand.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace noroshi::testing {

class ByteWriter {
 public:
  ByteWriter& U8(std::uint64_t value) { return Put(value, 1); }
  ByteWriter& U16(std::uint64_t value) { return Put(value, 2); }
  ByteWriter& U32(std::uint64_t value) { return Put(value, 4); }
  ByteWriter& U64(std::uint64_t value) { return Put(value, 8); }
  ByteWriter& Text(std::string_view ascii) {
    bytes_.insert(bytes_.end(), ascii.begin(), ascii.end());
    return *this;
  }
  // ASCII as UTF-16.
  ByteWriter& Wide(std::string_view ascii) {
    for (const char c : ascii) U16(static_cast<unsigned char>(c));
    return *this;
  }
  ByteWriter& Raw(const std::vector<std::uint8_t>& bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  // Zeros up to a place.
  ByteWriter& PadTo(std::size_t size) {
    if (bytes_.size() < size) bytes_.resize(size);
    return *this;
  }
  // Overwrites a number that is there.
  ByteWriter& SetU16(std::size_t at, std::uint64_t value) { return Set(at, value, 2); }
  ByteWriter& SetU32(std::size_t at, std::uint64_t value) { return Set(at, value, 4); }
  ByteWriter& SetU64(std::size_t at, std::uint64_t value) { return Set(at, value, 8); }

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }

 private:
  ByteWriter& Put(std::uint64_t value, std::size_t size) {
    bytes_.resize(bytes_.size() + size);
    return Set(bytes_.size() - size, value, size);
  }
  ByteWriter& Set(std::size_t at, std::uint64_t value, std::size_t size) {
    if (bytes_.size() < at + size) bytes_.resize(at + size);
    for (std::size_t i = 0; i < size; ++i) {
      bytes_[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
    }
    return *this;
  }

  std::vector<std::uint8_t> bytes_;
};

// ASCII as UTF-16 with a NUL, as most values of Windows are kept.
[[nodiscard]] inline std::vector<std::uint8_t> WideZ(std::string_view ascii) {
  return ByteWriter().Wide(ascii).U16(0).bytes();
}

}  // namespace noroshi::testing
