// SourceFile: a file that a rule set was made of, and how it looked when it was read. By these a
// later start tells whether anything has changed (cache/rule_cache.h).
#pragma once

#include <cstdint>
#include <string>

struct stat;

namespace noroshi {

// What the file system says without reading the file. All zero = there is no such file. Times are
// nanoseconds since 1970. `changed` cannot be set by a program, unlike `modified`: whoever puts
// other bytes of the same size into a file and its old date back is noticed all the same.
struct FileStamp {
  std::uint64_t size = 0, modified = 0, changed = 0, device = 0, inode = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

[[nodiscard]] FileStamp StampOf(const struct stat& info) noexcept;

struct SourceFile {
  std::string path;
  FileStamp stamp;
  // Hash64 of the bytes; 0 where there are none.
  std::uint64_t hash = 0;

  friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

}  // namespace noroshi
