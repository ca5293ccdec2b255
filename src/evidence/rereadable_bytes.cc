#include "evidence/rereadable_bytes.h"

#include <algorithm>
#include <cstring>

namespace noroshi {
namespace {

// As much as is pulled at once.
constexpr std::size_t kPullBytes = std::size_t{64} << 10;
static_assert(kPullBytes >= kLookBackBytes);

}  // namespace

SpooledBytes::SpooledBytes(std::unique_ptr<ByteStream> stream, std::string folder,
                           std::uint64_t limit)
    : stream_(std::move(stream)), folder_(std::move(folder)), limit_(limit) {}

std::uint64_t SpooledBytes::size() const noexcept {
  const std::lock_guard lock(mutex_);
  return ended_ ? pulled_ : kUnknownSize;
}

bool SpooledBytes::keeps_all() const noexcept {
  const std::lock_guard lock(mutex_);
  return kept_ == pulled_;
}

Result<std::size_t> SpooledBytes::ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const {
  const std::lock_guard lock(mutex_);
  std::size_t done = 0;
  while (done < out.size()) {
    const std::uint64_t at = offset + done;
    if (at >= pulled_) {
      if (ended_) break;
      PullBlock();
      continue;
    }
    const std::uint64_t window_at = pulled_ - window_.size();
    if (at < window_at) {
      NOROSHI_TRY(const std::size_t got, Kept(at, out.subspan(done)));
      if (got == 0) break;
      done += got;
      continue;
    }
    const auto from = static_cast<std::size_t>(at - window_at);
    const std::size_t size = std::min(out.size() - done, window_.size() - from);
    std::memcpy(out.data() + done, window_.data() + from, size);
    done += size;
  }
  if (done == 0 && error_) return *error_;
  return done;
}

Result<std::size_t> SpooledBytes::ReadAgain(std::uint64_t offset,
                                            std::span<std::uint8_t> out) const {
  const std::lock_guard lock(mutex_);
  PullUntil(std::min(offset + out.size(), limit_));
  return Kept(offset, out);
}

Status SpooledBytes::KeepWhole() {
  const std::lock_guard lock(mutex_);
  while (!ended_ && keeping_) PullBlock();
  if (error_) return *error_;
  if (keeping_) return Ok();
  return Error{ErrorCode::kLimit, 0, "temporary file",
               "it has to be kept on disk to be read, and there is no room; unpack it and hunt it "
               "as a file"};
}

void SpooledBytes::PullUntil(std::uint64_t end) const {
  while (pulled_ < end && keeping_ && pulled_ + kPullBytes <= limit_ && !ended_) PullBlock();
}

void SpooledBytes::PullBlock() const {
  // The window holds two blocks: one to look back into, and the new one.
  if (window_.size() > kPullBytes) {
    window_.erase(window_.begin(), window_.end() - static_cast<std::ptrdiff_t>(kPullBytes));
  }
  const std::size_t before = window_.size();
  window_.resize(before + kPullBytes);
  Result<std::size_t> got = ReadFull(*stream_, std::span(window_).subspan(before));
  if (!got.ok()) error_ = got.error();
  window_.resize(before + (got.ok() ? *got : 0));
  const Bytes block = Bytes(window_).subspan(before);
  ended_ = block.empty();
  Keep(block);
  pulled_ += block.size();
}

void SpooledBytes::Keep(Bytes block) const {
  if (!keeping_ || block.empty()) return;
  if (!file_) {
    Result<TemporaryFile> made = TemporaryFile::Create(folder_);
    if (made.ok()) file_ = *std::move(made);
  }
  keeping_ = file_ && kept_ + block.size() <= limit_ && file_->Append(block).ok();
  if (keeping_) kept_ += block.size();
}

Result<std::size_t> SpooledBytes::Kept(std::uint64_t offset, std::span<std::uint8_t> out) const {
  if (!file_ || offset >= kept_) return std::size_t{0};
  const std::uint64_t size = std::min<std::uint64_t>(out.size(), kept_ - offset);
  return file_->ReadAt(offset, out.first(static_cast<std::size_t>(size)));
}

}  // namespace noroshi
