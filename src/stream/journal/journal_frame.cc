#include "stream/journal/journal_frame.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/checksum.h"
#include "base/hash.h"
#include "stream/output/output_file.h"
#include "stream/output/write_all.h"

namespace noroshi {
namespace {

constexpr mode_t kOwnerOnly = 0600;  // it holds pieces of the evidence

struct FrameHead {
  std::uint32_t kind = 0, size = 0;
  std::uint64_t checksum = 0;
};
static_assert(sizeof(FrameHead) == 16);

std::uint64_t ChecksumOf(std::uint32_t kind, std::string_view payload) noexcept {
  return HashMix(Checksum64(payload), (std::uint64_t{kind} << 32) + payload.size());
}

// In steps, so that a size that is damage does not cost memory.
constexpr std::size_t kReadBytes = std::size_t{1} << 20;

}  // namespace

std::size_t BeginFrame(std::string& out) {
  const std::size_t begin = out.size();
  out.append(sizeof(FrameHead), '\0');  // filled in at the end
  return begin;
}

void EndFrame(FrameKind kind, std::size_t begin, std::string& out) {
  const std::string_view payload = std::string_view(out).substr(begin + sizeof(FrameHead));
  FrameHead head{static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(payload.size()), 0};
  head.checksum = ChecksumOf(head.kind, payload);
  std::memcpy(out.data() + begin, &head, sizeof head);
}

void AppendFrame(FrameKind kind, std::string_view payload, std::string& out) {
  const std::size_t begin = BeginFrame(out);
  out += payload;
  EndFrame(kind, begin, out);
}

Result<JournalFile> JournalFile::Create(const std::string& path) {
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, kOwnerOnly);
  if (descriptor < 0) return IoError(path, errno);
  return JournalFile(descriptor, path);
}

JournalFile::JournalFile(JournalFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      status_(std::move(other.status_)) {}

JournalFile& JournalFile::operator=(JournalFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(status_, other.status_);
  return *this;
}

JournalFile::~JournalFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status JournalFile::Append(std::string_view frames) {
  if (!status_.ok()) return status_;
  if (const int error = WriteAll(descriptor_, frames)) status_ = IoError(path_, error);
  return status_;
}

Result<FrameReader> FrameReader::Open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return IoError(path, errno);
  return FrameReader(descriptor);
}

FrameReader::FrameReader(FrameReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      kind_(other.kind_),
      payload_(std::move(other.payload_)) {}

FrameReader& FrameReader::operator=(FrameReader&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(kind_, other.kind_);
  std::swap(payload_, other.payload_);
  return *this;
}

FrameReader::~FrameReader() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FrameReader::Read(char* out, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(descriptor_, out, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool FrameReader::Next() {
  char bytes[sizeof(FrameHead)];
  if (!Read(bytes, sizeof bytes)) return false;
  FrameHead head;
  std::memcpy(&head, bytes, sizeof head);
  if (head.size > kMaxFrameBytes) return false;
  payload_.clear();
  while (payload_.size() < head.size) {
    const std::size_t had = payload_.size();
    const std::size_t step = std::min<std::size_t>(kReadBytes, head.size - had);
    payload_.resize(had + step);
    if (!Read(payload_.data() + had, step)) return false;
  }
  if (ChecksumOf(head.kind, payload_) != head.checksum) return false;
  kind_ = static_cast<FrameKind>(head.kind);
  return true;
}

}  // namespace noroshi
