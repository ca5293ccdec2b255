// The reflected CRC-32 (polynomial 0xedb88320) of EVTX headers and chunks.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace noroshi {

class Crc32 {
 public:
  void Add(std::span<const std::uint8_t> bytes) noexcept {
    for (const std::uint8_t byte : bytes) state_ = kTable[(state_ ^ byte) & 0xff] ^ (state_ >> 8);
  }
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
