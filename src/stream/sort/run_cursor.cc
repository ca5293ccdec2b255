#include "stream/sort/run_cursor.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "stream/sort/run_format.h"

namespace noroshi {

bool MemoryCursor::Next() {
  if (next_ == buffer_.memory_count()) return false;
  current_ = buffer_.MemoryRecord(next_++);
  return true;
}

DiskCursor::DiskCursor(const RunExtent& extent, ReadAhead* ahead)
    : extent_(extent), ahead_(ahead), behind_(extent.begin) {}

bool DiskCursor::Next() {
  if (!Ensure(kRunHeaderBytes)) return false;
  const RunHeader header = ReadRunHeader(unread());
  const std::size_t own = kRunHeaderBytes + header.size;
  const std::size_t whole = own + header.shared_bytes();
  if (!Ensure(whole)) return false;
  current_.key = header.key;
  current_.bytes = unread().substr(kRunHeaderBytes, header.size);
  if (header.shared_size != kSameShared) shared_ = unread().substr(own, header.shared_size);
  current_.shared = shared_;
  at_ += whole;
  return true;
}

bool DiskCursor::Ensure(std::size_t size) {
  if (block_.size() - at_ >= size) return true;
  const std::uint64_t start = behind_ - (block_.size() - at_);
  if (start == extent_.end) return false;
  const bool taken = TakeAhead();
  if (status_.ok() && (!taken || block_.size() - at_ < size)) ReadFrom(start, size);
  if (status_.ok() && block_.size() - at_ < size) {
    status_ = Error{ErrorCode::kTruncated, start, "spill file", "it was changed from outside"};
  }
  if (status_.ok()) AskAhead();
  return status_.ok();
}

bool DiskCursor::TakeAhead() {
  if (!asked_) return false;
  ahead_->Await(next_);
  asked_ = false;
  status_ = next_.status;
  const std::size_t left = block_.size() - at_;
  if (!status_.ok() || left > kHeadRoom) return false;
  std::memcpy(next_.bytes.data() + kHeadRoom - left, unread().data(), left);
  std::swap(block_, next_.bytes);
  at_ = kHeadRoom - left;
  behind_ += block_.size() - kHeadRoom;
  return true;
}

void DiskCursor::AskAhead() {
  if (ahead_ == nullptr || asked_ || behind_ == extent_.end) return;
  next_.file = extent_.file;
  next_.offset = behind_;
  next_.size = std::min<std::uint64_t>(kMergeReadBytes, extent_.end - behind_);
  ahead_->Ask(next_);
  asked_ = true;
}

void DiskCursor::ReadFrom(std::uint64_t start, std::size_t size) {
  const std::size_t want =
      std::min<std::uint64_t>(std::max(size, kMergeReadBytes), extent_.end - start);
  at_ = 0;
  status_ = extent_.file->ReadAt(start, want, block_);
  behind_ = start + block_.size();
}

}  // namespace noroshi
