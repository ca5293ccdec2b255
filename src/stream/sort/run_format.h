// A record of a run on disk: 4 bytes size of the record's own bytes, 4 of the text that it shares,
// the key's five numbers, the own bytes, the shared text unless it is that of the record before. No
// version and no checksum: written and read by the same process, so in this machine's byte order.
#pragma once

#include <cstring>
#include <string>

#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Two sizes, then time, file, member, position and rule.
inline constexpr std::size_t kRunHeaderBytes = 4 + 4 + 8 + 4 + 4 + 8 + 4;
// In place of the second size: the text is the one before.
inline constexpr std::uint32_t kSameShared = 0xFFFFFFFF;

// Reads a number back and moves `in` behind it. REQUIRES: in.size() >= sizeof(T).
template <class T>
[[nodiscard]] T TakeRaw(std::string_view& in) noexcept {
  T value;
  std::memcpy(&value, in.data(), sizeof(T));
  in.remove_prefix(sizeof(T));
  return value;
}

// What stands in front of a record.
struct RunHeader {
  std::uint32_t size = 0;
  // Or kSameShared.
  std::uint32_t shared_size = 0;
  SortKey key;

  // Bytes of the shared text that follow the record.
  [[nodiscard]] std::size_t shared_bytes() const noexcept {
    return shared_size == kSameShared ? 0 : shared_size;
  }
};

// REQUIRES: room for kRunHeaderBytes.
inline void WriteRunHeader(const RunHeader& header, char* out) noexcept {
  const auto put = [&](auto value) {
    std::memcpy(out, &value, sizeof value);
    out += sizeof value;
  };
  put(header.size);
  put(header.shared_size);
  put(header.key.time);
  put(header.key.file);
  put(header.key.member);
  put(header.key.position);
  put(header.key.rule);
}

// REQUIRES: kRunHeaderBytes of bytes.
[[nodiscard]] inline RunHeader ReadRunHeader(std::string_view bytes) noexcept {
  RunHeader header;
  header.size = TakeRaw<std::uint32_t>(bytes);
  header.shared_size = TakeRaw<std::uint32_t>(bytes);
  header.key.time = TakeRaw<std::uint64_t>(bytes);
  header.key.file = TakeRaw<std::uint32_t>(bytes);
  header.key.member = TakeRaw<std::uint32_t>(bytes);
  header.key.position = TakeRaw<std::uint64_t>(bytes);
  header.key.rule = TakeRaw<std::uint32_t>(bytes);
  return header;
}

}  // namespace noroshi
