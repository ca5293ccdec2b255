#include "stream/sort/merge_ahead.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace noroshi {
namespace {

// Records one behind the other, in memory that is used again.
class RecordBatch {
 public:
  void Add(const SortedRecord& record) {
    // A text that the record before has too is kept once.
    const bool same = !items_.empty() && record.shared == SharedOf(items_.back());
    Item item{record.key, bytes_.size(), record.bytes.size(), 0, record.shared.size()};
    bytes_ += record.bytes;
    item.shared = same ? items_.back().shared : bytes_.size();
    if (!same) bytes_ += record.shared;
    items_.push_back(item);
  }
  void Clear() noexcept {
    bytes_.clear();
    items_.clear();
  }

  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] bool full() const noexcept { return bytes_.size() >= kMergeBatchBytes; }

  // Calls `take` for each, in order; stops at the first error.
  Status ForEach(const std::function<Status(const SortedRecord&)>& take) const {
    for (const Item& item : items_) {
      const SortedRecord record{item.key, std::string_view(bytes_).substr(item.own, item.own_size),
                                SharedOf(item)};
      if (Status status = take(record); !status.ok()) return status;
    }
    return Ok();
  }

 private:
  struct Item {
    SortKey key;
    // Places in bytes_, and sizes.
    std::size_t own = 0, own_size = 0, shared = 0, shared_size = 0;
  };
  [[nodiscard]] std::string_view SharedOf(const Item& item) const noexcept {
    return std::string_view(bytes_).substr(item.shared, item.shared_size);
  }

  std::string bytes_;
  std::vector<Item> items_;
};

// Where one thread gives a batch and another takes it. The one waits until it is empty, the other
// until it is full or nothing more comes.
class BatchPlace {
 public:
  // Leaves an empty batch; false when nobody takes any more.
  bool Put(RecordBatch& batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !full_ || stopped_; });
    if (stopped_) return false;
    std::swap(batch_, batch);
    full_ = true;
    changed_.notify_all();
    batch.Clear();
    return true;
  }
  // No more will be put.
  void End() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  // False when nothing is left.
  bool Take(RecordBatch& batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return full_ || ended_; });
    if (!full_) return false;
    std::swap(batch_, batch);
    full_ = false;
    changed_.notify_all();
    return true;
  }
  // Nothing more will be taken.
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  // Guards all below.
  std::mutex mutex_;
  // Told when one of the three changes.
  std::condition_variable changed_;
  RecordBatch batch_;
  bool full_ = false, ended_ = false, stopped_ = false;
};

// The thread's part: all records into `place`. Being stopped is no error.
Status MergeInto(BatchPlace& place, const std::vector<RunBuffer>& buffers,
                 const std::string& spill_folder) {
  RecordBatch batch;
  bool stopped = false;
  Status merged = MergeRuns(buffers, spill_folder, [&](const SortedRecord& record) -> Status {
    batch.Add(record);
    if (!batch.full()) return Ok();
    stopped = !place.Put(batch);
    return stopped ? Status(Error{ErrorCode::kCancelled, 0, "merge", ""}) : Ok();
  });
  if (stopped) merged = Ok();
  if (merged.ok() && !stopped && !batch.empty()) static_cast<void>(place.Put(batch));
  place.End();
  return merged;
}

}  // namespace

Status MergeRunsAhead(const std::vector<RunBuffer>& buffers, const std::string& spill_folder,
                      const std::function<Status(const SortedRecord&)>& take) {
  BatchPlace place;
  Status merged = Ok(), taken = Ok();
  {
    const std::jthread ahead([&] { merged = MergeInto(place, buffers, spill_folder); });
    RecordBatch batch;
    while (taken.ok() && place.Take(batch)) {
      taken = batch.ForEach(take);
      batch.Clear();
    }
    place.Stop();
  }
  return taken.ok() ? merged : taken;
}

}  // namespace noroshi
