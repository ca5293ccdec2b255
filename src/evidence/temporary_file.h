// TemporaryFile: bytes on disk that nobody else sees. It has no name, so it is gone with the
// process, however that ends.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/byte_reader.h"
#include "base/result.h"

namespace noroshi {

// Moves; one owner, except that ReadAt is safe from any thread while nothing is appended. Only its
// owner may read it (mode 0600) for the short time it has a name on file systems that know no files
// without one.
class TemporaryFile {
 public:
  // In `folder`, or in the system's folder for such files when it is "". kIo when none can be made.
  static Result<TemporaryFile> Create(const std::string& folder);

  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();

  // kIo when the disk is full; what was written before stays readable.
  Status Append(Bytes bytes);
  // Up to out.size() bytes; fewer only at the end.
  [[nodiscard]] Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const;

 private:
  explicit TemporaryFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
  // Behind the last byte that was written whole: where Append goes on.
  std::uint64_t size_ = 0;
};

}  // namespace noroshi
