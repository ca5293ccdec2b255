// RunCursor: steps through one sorted run, in memory or on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "stream/sort/read_ahead.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// `current` is valid until the next step.
class RunCursor {
 public:
  virtual ~RunCursor() = default;
  // False at the end or on an error.
  virtual bool Next() = 0;

  [[nodiscard]] const SortedRecord& current() const noexcept { return current_; }
  [[nodiscard]] const Status& status() const noexcept { return status_; }

 protected:
  SortedRecord current_;
  Status status_ = Ok();
};

class MemoryCursor final : public RunCursor {
 public:
  // `buffer` must outlive this.
  explicit MemoryCursor(const RunBuffer& buffer) : buffer_(buffer) {}
  bool Next() override;

 private:
  const RunBuffer& buffer_;
  std::size_t next_ = 0;
};

class DiskCursor final : public RunCursor {
 public:
  // `ahead` may be null: blocks are then read when they are wanted. It must outlive the last step,
  // but not this: its thread may be at a block of this cursor's.
  explicit DiskCursor(const RunExtent& extent, ReadAhead* ahead = nullptr);
  DiskCursor(const DiskCursor&) = delete;
  DiskCursor& operator=(const DiskCursor&) = delete;

  bool Next() override;

 private:
  [[nodiscard]] std::string_view unread() const noexcept {
    return std::string_view(block_).substr(at_);
  }
  // Makes at least `size` bytes unread, or tells why not.
  bool Ensure(std::size_t size);
  // Goes on with the block that was read ahead; false if there is none or what is unread has no
  // room in front of it.
  bool TakeAhead();
  // Reads from the first unread byte on, at least `size` bytes if they are there.
  void ReadFrom(std::uint64_t start, std::size_t size);
  // Asks for what follows, unless that was done.
  void AskAhead();

  RunExtent extent_;
  ReadAhead* ahead_;
  // Follows block_ in the file, once it was asked for.
  AheadBlock next_;
  bool asked_ = false;
  std::string block_;
  // Of the record before; outlives its block.
  std::string shared_;
  std::size_t at_ = 0;    // in block_
  std::uint64_t behind_;  // place in the file of what follows block_
};

}  // namespace noroshi
