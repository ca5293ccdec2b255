// Packs bytes as LZXPRESS Huffman in the plainest way: every symbol has a code of nine bits. For
// tests; shares nothing with the reader.
#pragma once

#include <cstdint>
#include <vector>

#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {

// A literal, or a copy of `length` bytes from `distance` back.
struct PackedItem {
  std::uint8_t literal = 0;
  std::uint32_t length = 0, distance = 0;
};

// REQUIRES: the items make at most 64 KiB; a length is below 270.
[[nodiscard]] inline std::vector<std::uint8_t> PackHuffman(const std::vector<PackedItem>& items) {
  std::vector<std::uint8_t> out(256, 0x99);  // nine bits for each of 512 symbols
  // Words of bits go where the reader takes its next one: two lie before the first whole byte.
  std::uint32_t bits = 0, count = 0;
  std::vector<std::size_t> places = {out.size(), out.size() + 2};
  out.resize(out.size() + 4);
  std::size_t next_place = 0;
  const auto flush = [&] {
    const std::uint32_t word = bits >> (count - 16) & 0xFFFF;
    out[places[next_place]] = static_cast<std::uint8_t>(word);
    out[places[next_place] + 1] = static_cast<std::uint8_t>(word >> 8);
    ++next_place;
    count -= 16;
  };
  // Once 16 more bits are used up, the reader takes a word from where it stands.
  std::uint32_t used = 0;
  const auto put = [&](std::uint32_t value, std::uint32_t size) {
    bits = bits << size | value;
    count += size;
    while (count >= 16) flush();
    used += size;
    if (used > 16) {
      used -= 16;
      places.push_back(out.size());
      out.resize(out.size() + 2);
    }
  };
  for (const PackedItem& item : items) {
    if (item.length == 0) {
      put(item.literal, 9);
      continue;
    }
    std::uint32_t distance_bits = 0;
    while ((2U << distance_bits) <= item.distance) ++distance_bits;
    const std::uint32_t length = item.length - 3;
    put(256 + distance_bits * 16 + (length < 15 ? length : 15), 9);
    if (length >= 15) out.push_back(static_cast<std::uint8_t>(length - 15));
    put(item.distance - (1U << distance_bits), distance_bits);
  }
  put(0, 9);  // fill the last words
  put(0, 9);
  put(0, 9);
  put(0, 9);
  return out;
}

}  // namespace noroshi::testing
