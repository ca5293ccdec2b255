#include "evidence/byte_stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "evidence/read_up_to.h"

namespace noroshi {

Result<std::size_t> ReadFull(ByteStream& stream, std::span<std::uint8_t> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const Result<std::size_t> got = stream.Read(out.subspan(done));
    if (!got.ok()) {
      if (done != 0) break;
      return got.error();
    }
    if (*got == 0) break;
    done += *got;
  }
  return done;
}

Result<std::unique_ptr<SniffedStream>> SniffedStream::Open(std::unique_ptr<ByteStream> inner,
                                                           std::size_t bytes) {
  std::unique_ptr<SniffedStream> stream(new SniffedStream(std::move(inner)));
  NOROSHI_TRY(stream->start_, ReadUpTo(*stream->inner_, bytes));
  stream->whole_ = stream->start_.size() < bytes;
  return stream;
}

Result<std::size_t> SniffedStream::Read(std::span<std::uint8_t> out) {
  if (given_ == start_.size()) return inner_->Read(out);
  const std::size_t size = std::min(out.size(), start_.size() - given_);
  std::memcpy(out.data(), start_.data() + given_, size);
  given_ += size;
  return size;
}

std::optional<std::uint64_t> SniffedStream::size_bytes() const { return inner_->size_bytes(); }

Result<std::size_t> FileStream::Read(std::span<std::uint8_t> out) {
  NOROSHI_TRY(const std::size_t got, file_->ReadAt(offset_, out));
  offset_ += got;
  return got;
}

Result<std::size_t> DescriptorStream::Read(std::span<std::uint8_t> out) {
  ssize_t got = -1;
  do {
    got = ::read(descriptor_, out.data(), out.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return Error{ErrorCode::kIo, offset_, "reading a stream", std::strerror(errno)};
  offset_ += static_cast<std::uint64_t>(got);
  return static_cast<std::size_t>(got);
}

}  // namespace noroshi
