// A record of a run on disk: 4 bytes size of what follows the key, the key's five numbers, the
// bytes. No version and no checksum: written and read by the same process, so in this machine's
// byte order.
#pragma once

#include <cstring>
#include <string>

#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Time, file, member, position and rule, after the size.
inline constexpr std::size_t kRunHeaderBytes = 4 + 8 + 4 + 4 + 8 + 4;

// Reads a number back and moves `in` behind it. REQUIRES: in.size() >= sizeof(T).
template <class T>
[[nodiscard]] T TakeRaw(std::string_view& in) noexcept {
  T value;
  std::memcpy(&value, in.data(), sizeof(T));
  in.remove_prefix(sizeof(T));
  return value;
}

// Writes a record's header. REQUIRES: less than 4 GiB of bytes behind it; room for kRunHeaderBytes.
inline void WriteRunHeader(const SortKey& key, std::uint32_t size, char* out) noexcept {
  const auto put = [&](auto value) {
    std::memcpy(out, &value, sizeof value);
    out += sizeof value;
  };
  put(size);
  put(key.time);
  put(key.file);
  put(key.member);
  put(key.position);
  put(key.rule);
}

// REQUIRES: less than 4 GiB of bytes.
inline void AppendRunRecord(const SortedRecord& record, std::string& out) {
  char header[kRunHeaderBytes];
  WriteRunHeader(record.key, static_cast<std::uint32_t>(record.bytes.size()), header);
  out.append(header, sizeof header);
  out += record.bytes;
}

}  // namespace noroshi
