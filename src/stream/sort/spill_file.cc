#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "stream/output/output_file.h"
#include "stream/output/write_all.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

Result<SpillFile> SpillFile::Create(const std::string& folder) {
  std::string name = folder + "/.noroshi-spill-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return IoError(folder, errno);
  ::unlink(name.c_str());
  return SpillFile(descriptor, folder);
}

SpillFile::SpillFile(SpillFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      folder_(std::move(other.folder_)),
      size_(other.size_) {}

SpillFile& SpillFile::operator=(SpillFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(folder_, other.folder_);
  std::swap(size_, other.size_);
  return *this;
}

SpillFile::~SpillFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status SpillFile::Append(std::string_view bytes) {
  if (const int error = WriteAll(descriptor_, bytes)) return IoError(folder_, error);
  size_ += bytes.size();
  return Ok();
}

Status SpillFile::AppendParts(std::span<const std::string_view> parts) {
  if (const int error = WriteAllParts(descriptor_, parts)) return IoError(folder_, error);
  for (const std::string_view part : parts) size_ += part.size();
  return Ok();
}

Status SpillFile::ReadAt(std::uint64_t offset, std::size_t size, std::string& out) const {
  out.resize(size);
  NOROSHI_TRY(const std::size_t got, ReadInto(offset, out));
  out.resize(got);
  return Ok();
}

Result<std::size_t> SpillFile::ReadInto(std::uint64_t offset, std::span<char> out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done,
                                static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return IoError(folder_, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace noroshi
