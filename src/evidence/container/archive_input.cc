#include "evidence/container/archive_input.h"

#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace noroshi {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

std::uint64_t CountNonZero(Bytes bytes) noexcept {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(bytes, [](std::uint8_t byte) { return byte != 0; }));
}

}  // namespace

Status ArchiveInput::Open(archive* handle) {
  block_.resize(kBlockBytes);
  archive_read_set_callback_data(handle, this);
  archive_read_set_read_callback(handle, ReadBlock);
  if (bytes_ != nullptr) archive_read_set_seek_callback(handle, Seek);
  if (archive_read_open1(handle) != ARCHIVE_OK) return ErrorOf(handle);
  return Ok();
}

Error ArchiveInput::ErrorOf(archive* handle) const {
  if (error_) return *error_;
  const char* reason = archive_error_string(handle);
  return {ErrorCode::kInvalid, 0, "container", reason == nullptr ? "damaged" : reason};
}

Result<std::uint64_t> ArchiveInput::ReadRest(archive* handle) {
  if (stream_ == nullptr) return std::uint64_t{0};
  // The last block, from where libarchive stopped.
  const std::uint64_t left =
      position_ - static_cast<std::uint64_t>(archive_filter_bytes(handle, 0));
  const std::uint64_t from = block_bytes_ - std::min<std::uint64_t>(left, block_bytes_);
  std::uint64_t rest =
      CountNonZero(Bytes(block_).first(block_bytes_).subspan(static_cast<std::size_t>(from)));
  for (;;) {
    NOROSHI_TRY(const std::size_t got, stream_->Read(block_));
    if (got == 0) return rest;
    rest += CountNonZero(Bytes(block_).first(got));
  }
}

la_ssize_t ArchiveInput::ReadBlock(archive* handle, void* self, const void** block) {
  auto& input = *static_cast<ArchiveInput*>(self);
  const Result<std::size_t> got = input.stream_ != nullptr
                                      ? input.stream_->Read(input.block_)
                                      : input.bytes_->ReadAgain(input.position_, input.block_);
  if (!got.ok()) {
    input.error_ = got.error();
    archive_set_error(handle, EIO, "%s", got.error().detail.c_str());
    return ARCHIVE_FATAL;
  }
  input.position_ += *got;
  input.block_bytes_ = *got;
  *block = input.block_.data();
  return static_cast<la_ssize_t>(*got);
}

la_int64_t ArchiveInput::Seek(archive* handle, void* self, la_int64_t offset, int whence) {
  auto& input = *static_cast<ArchiveInput*>(self);
  const auto size = static_cast<la_int64_t>(input.bytes_->size());
  la_int64_t base = 0;
  if (whence == SEEK_CUR) base = static_cast<la_int64_t>(input.position_);
  if (whence == SEEK_END) base = size;
  la_int64_t target = 0;
  if (__builtin_add_overflow(base, offset, &target) || target < 0 || target > size) {
    archive_set_error(handle, EINVAL, "it points outside itself");
    return ARCHIVE_FATAL;
  }
  input.position_ = static_cast<std::uint64_t>(target);
  return target;
}

}  // namespace noroshi
