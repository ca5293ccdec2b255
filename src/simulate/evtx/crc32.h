// Crc32: the reflected CRC-32 (polynomial 0xedb88320) of EVTX headers and chunks: the same sum as
// zip and PNG use. "123456789" gives 0xcbf43926.
//
// A value type; one owner while it is added to. One table look-up a byte, which is plenty for
// writing. The reader has another (base/crc32.h), so that each is a test of the other.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace noroshi {

class Crc32 {
 public:
  // May be called with pieces: Add(a), Add(b) is the sum of a followed by b.
  void Add(std::span<const std::uint8_t> bytes) noexcept {
    for (const std::uint8_t byte : bytes) state_ = kTable[(state_ ^ byte) & 0xff] ^ (state_ >> 8);
  }
  // The sum of everything added so far; more may follow.
  [[nodiscard]] std::uint32_t value() const noexcept { return ~state_; }

 private:
  static constexpr std::array<std::uint32_t, 256> MakeTable() noexcept {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t remainder = i;
      for (int bit = 0; bit < 8; ++bit) {
        remainder = (remainder >> 1) ^ ((remainder & 1) != 0 ? 0xedb88320U : 0U);
      }
      table[i] = remainder;
    }
    return table;
  }
  static const std::array<std::uint32_t, 256> kTable;

  std::uint32_t state_ = 0xffffffff;
};

inline constexpr std::array<std::uint32_t, 256> Crc32::kTable = Crc32::MakeTable();

}  // namespace noroshi
