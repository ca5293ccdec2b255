#include "stream/output/write_behind.h"

#include <utility>

#include "stream/output/write_all.h"

namespace noroshi {

WriteBehind::WriteBehind(int descriptor) : descriptor_(descriptor), thread_([this] { Run(); }) {}

WriteBehind::~WriteBehind() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  changed_.notify_all();
}

void WriteBehind::Put(LineBuffer& block) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !full_; });
  block_.Clear();
  std::swap(block_, block);
  full_ = true;
  changed_.notify_all();
}

void WriteBehind::Wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !full_; });
}

void WriteBehind::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return full_ || stop_; });
    if (!full_) return;
    lock.unlock();
    if (error_ == 0) error_ = WriteAll(descriptor_, block_.text());
    lock.lock();
    full_ = false;
    changed_.notify_all();
  }
}

}  // namespace noroshi
