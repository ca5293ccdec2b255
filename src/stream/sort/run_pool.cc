#include "stream/sort/run_pool.h"

#include <utility>

namespace noroshi {

std::unique_ptr<RunBuffer> RunPool::Take() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return std::make_unique<RunBuffer>(spill_folder_, bytes_each_);
  std::unique_ptr<RunBuffer> buffer = std::move(free_.back());
  free_.pop_back();
  return buffer;
}

void RunPool::Give(std::unique_ptr<RunBuffer> buffer) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(buffer));
}

Status RunPool::Merge(const std::function<Status(const SortedRecord&)>& take) {
  std::vector<RunBuffer> buffers;
  for (const auto& buffer : free_) {
    if (Status status = buffer->Finish(); !status.ok()) return status;
    buffers.push_back(std::move(*buffer));
  }
  free_.clear();
  return MergeRuns(buffers, spill_folder_, take);
}

}  // namespace noroshi
