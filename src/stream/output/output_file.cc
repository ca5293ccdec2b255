#include "stream/output/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "stream/output/write_all.h"

namespace noroshi {
namespace {

// Large writes: few system calls, and few times that the thread beside has to be woken, which costs
// as much as composing ten findings. Two such blocks are in flight.
constexpr std::size_t kBufferBytes = 1024 * 1024;
// From here on the buffer is given its full size, so that it does not double beyond.
constexpr std::size_t kSmallBytes = 64 * 1024;
// Room for a line that nobody has told the length of; longer ones make the buffer grow.
constexpr std::size_t kLineRoom = 32 * 1024;

bool Swap(const std::string& a, const std::string& b) {
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
}

// Puts `part` in the place of `path`; returns an errno. An older file there is swapped with it and
// then removed: at any moment the name means one of the two, whole. A rename over it would do the
// same, but then a file system that puts off finding room for what is written (ext4) starts writing
// at once, lest a power cut take both. No output in a new folder has that care, and a hunt would
// wait for it longer than for anything else at its end.
int PutInPlace(const std::string& part, const std::string& path) {
  if (!Swap(part, path)) {  // nothing there, or a file system that cannot swap
    return ::rename(part.c_str(), path.c_str()) == 0 ? 0 : errno;
  }
  if (::unlink(part.c_str()) == 0) return 0;
  const int error = errno;  // what was there is no file
  Swap(part, path);
  return error;
}

std::string PartPath(const std::string& path) {
  const std::filesystem::path whole(path);
  return (whole.parent_path() / ("." + whole.filename().string() + ".part")).string();
}

}  // namespace

Error IoError(const std::string& path, int error_number) {
  std::string detail = path + ": " + std::generic_category().message(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT) {
    detail += "; free some space or choose another --out folder";
  }
  return {ErrorCode::kIo, 0, "output", std::move(detail)};
}

Result<OutputFile> OutputFile::Create(const std::string& path, Writing writing) {
  std::error_code ignored;
  const std::filesystem::file_status there = std::filesystem::status(path, ignored);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
    return Error{ErrorCode::kInvalid, 0, "output", path + ": is there already, and is no file"};
  }
  std::string part = PartPath(path);
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return IoError(path, errno);
  return OutputFile(path, std::move(part), descriptor, writing);
}

OutputFile::OutputFile(std::string path, std::string part_path, int descriptor, Writing writing)
    : path_(std::move(path)),
      part_path_(std::move(part_path)),
      descriptor_(descriptor),
      writing_(writing) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      part_path_(std::move(other.part_path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      writing_(other.writing_),
      errno_(other.errno_),
      bytes_handed_over_(other.bytes_handed_over_),
      buffer_(std::move(other.buffer_)),
      behind_(std::move(other.behind_)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this == &other) return *this;
  Discard();
  path_ = std::move(other.path_);
  part_path_ = std::move(other.part_path_);
  descriptor_ = std::exchange(other.descriptor_, -1);
  writing_ = other.writing_;
  errno_ = other.errno_;
  bytes_handed_over_ = other.bytes_handed_over_;
  buffer_ = std::move(other.buffer_);
  behind_ = std::move(other.behind_);
  return *this;
}

OutputFile::~OutputFile() { Discard(); }

void OutputFile::Discard() noexcept {
  behind_.reset();  // before its descriptor is closed
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(part_path_.c_str());
  descriptor_ = -1;
}

void OutputFile::Write(std::string_view text) {
  if (!ok()) return;
  MakeRoom(text.size());
  buffer_.Append(text);
}

LineBuffer& OutputFile::tail() {
  MakeRoom(kLineRoom);
  return buffer_;
}

void OutputFile::MakeRoom(std::size_t size) {
  if (buffer_.size() > kSmallBytes) buffer_.Reserve(kBufferBytes);
  if (buffer_.size() + size > kBufferBytes) HandOver();
}

void OutputFile::HandOver() {
  if (writing_ == Writing::kInTurn) return Drain();
  if (behind_ == nullptr) behind_ = std::make_unique<WriteBehind>(descriptor_);
  bytes_handed_over_ += buffer_.size();
  behind_->Put(buffer_);
}

void OutputFile::Drain() {
  if (behind_ != nullptr) {
    behind_->Wait();
    errno_ = error();
  }
  if (ok()) errno_ = WriteAll(descriptor_, buffer_.text());
  bytes_handed_over_ += buffer_.size();
  buffer_.Clear();
}

Status WriteOutputFile(const std::string& path, std::string_view content) {
  NOROSHI_TRY(OutputFile file, OutputFile::Create(path));
  file.Write(content);
  return file.Commit();
}

Status OutputFile::Flush() {
  Drain();
  behind_.reset();
  buffer_ = LineBuffer();
  if (ok()) return Ok();
  return IoError(path_, errno_);
}

Status OutputFile::Commit() {
  Drain();
  behind_.reset();
  if (ok() && ::close(std::exchange(descriptor_, -1)) != 0) errno_ = errno;
  if (ok()) errno_ = PutInPlace(part_path_, path_);
  if (ok()) return Ok();
  ::unlink(part_path_.c_str());
  return IoError(path_, errno_);
}

}  // namespace noroshi
