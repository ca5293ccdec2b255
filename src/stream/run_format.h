// A record of a run on disk: 4 bytes size of what follows the key, the key's five numbers, the
// bytes. No version and no checksum: written and read by the same process, so in this machine's
// byte order.
#pragma once

#include <cstring>
#include <string>

#include "stream/sorted_runs.h"

namespace noroshi {

inline constexpr std::size_t kRunHeaderBytes = 4 + 8 + 4 + 4 + 8 + 4;

// Appends the bytes of a number as they lie in memory.
template <class T>
void AppendRaw(T value, std::string& out) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  out.append(raw, sizeof(T));
}

// Reads a number back and moves `in` behind it. REQUIRES: in.size() >= sizeof(T).
template <class T>
[[nodiscard]] T TakeRaw(std::string_view& in) noexcept {
  T value;
  std::memcpy(&value, in.data(), sizeof(T));
  in.remove_prefix(sizeof(T));
  return value;
}

// REQUIRES: less than 4 GiB of bytes.
inline void AppendRunRecord(const SortedRecord& record, std::string& out) {
  AppendRaw(static_cast<std::uint32_t>(record.bytes.size()), out);
  AppendRaw(record.key.time, out);
  AppendRaw(record.key.file, out);
  AppendRaw(record.key.member, out);
  AppendRaw(record.key.position, out);
  AppendRaw(record.key.rule, out);
  out += record.bytes;
}

}  // namespace noroshi
