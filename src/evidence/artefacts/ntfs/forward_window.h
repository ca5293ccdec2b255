// ForwardWindow: a long artefact of many small records, read once from its beginning in large
// pieces.
//
// Memory: 1 MiB. Not thread-safe.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "evidence/rereadable_bytes.h"

namespace noroshi::ntfs {

class ForwardWindow {
 public:
  // `size` is that of the artefact; where reading ends before, it becomes the place where it did.
  ForwardWindow(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size)
      : bytes_(std::move(bytes)), size_(size) {}

  // Up to `size` bytes at the place reached; fewer only at the end or where reading fails. Valid
  // until the next call. REQUIRES: size is at most kWindowBytes.
  [[nodiscard]] Bytes Peek(std::size_t size) {
    if (at_ + size > begin_ + window_.size() && begin_ + window_.size() < size_) Fill();
    const std::size_t from = std::min(static_cast<std::size_t>(at_ - begin_), window_.size());
    return Bytes(window_).subspan(from, std::min(size, window_.size() - from));
  }
  // Goes on behind `size` bytes, read or not.
  void Skip(std::size_t size) noexcept { at_ += size; }
  // Back to the beginning; the next Peek reads it again.
  void Rewind() noexcept {
    begin_ = at_ = 0;
    window_.clear();
  }

  // The place reached, in bytes from the beginning.
  [[nodiscard]] std::uint64_t at() const noexcept { return at_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= size_; }
  // Why reading ended before the end.
  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

  // As much as is read at once.
  static constexpr std::size_t kWindowBytes = std::size_t{1} << 20;

 private:
  void Fill() {
    begin_ = at_;
    window_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kWindowBytes, size_ - at_)));
    const Result<std::size_t> got = bytes_->ReadAgain(begin_, window_);
    if (!got.ok()) error_ = got.error();
    window_.resize(got.ok() ? *got : 0);
    if (window_.empty()) size_ = at_;
  }

  std::shared_ptr<const RereadableBytes> bytes_;
  std::uint64_t size_;
  std::uint64_t begin_ = 0, at_ = 0;
  std::vector<std::uint8_t> window_;
  std::optional<Error> error_;
};

}  // namespace noroshi::ntfs
