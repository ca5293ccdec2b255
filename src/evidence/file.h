// ReadOnlyFile: a regular file read by offset. Never mapped: the evidence may be cut under us, and
// memory is budgeted. Moves; reading is safe from any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace noroshi {

// Opened without waiting, so that a pipe laid where a log is expected blocks nothing: it is
// refused, as all that is no regular file.
class ReadOnlyFile {
 public:
  // kNotFound, kIo (with the system's reason), or kUnsupported for what is no regular file.
  static Result<ReadOnlyFile> Open(const std::string& path);

  ReadOnlyFile(ReadOnlyFile&& other) noexcept;
  ReadOnlyFile& operator=(ReadOnlyFile&& other) noexcept;
  ~ReadOnlyFile();

  // The size when it was opened. A log that is being written may have grown since, and a read
  // beyond this gives what is there.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

  // When it was last changed, in seconds since 1970, as of its opening.
  [[nodiscard]] std::int64_t modified() const noexcept { return modified_; }

  // Reads up to out.size() bytes at `offset`; fewer only at the end of the file. kIo with the
  // system's reason; `out` is then unspecified. Interrupted calls are repeated here.
  [[nodiscard]] Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const;

 private:
  ReadOnlyFile(int descriptor, std::uint64_t size, std::int64_t modified)
      : descriptor_(descriptor), size_(size), modified_(modified) {}

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t modified_ = 0;
};

}  // namespace noroshi
