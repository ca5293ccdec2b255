// WriteBehind: a thread that writes one block to a file while its owner puts together the next.
// Writing costs the kernel about as much as merging costs us, so side by side they take half the
// time.
//
// One owner; the descriptor is the owner's and must stay open until Wait() or the destructor.
// Memory: two blocks. Errors stick: after the first failed write all others do nothing.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "stream/text/line_buffer.h"

namespace noroshi {

class WriteBehind {
 public:
  explicit WriteBehind(int descriptor);
  ~WriteBehind();  // waits for the last block
  WriteBehind(const WriteBehind&) = delete;
  WriteBehind& operator=(const WriteBehind&) = delete;

  // Takes the block and leaves an empty one with room won earlier. Waits while the block before is
  // being written.
  void Put(LineBuffer& block);
  // Waits until all is written.
  void Wait();
  // The errno of the first failure so far, else 0.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  void Run();

  const int descriptor_;
  std::atomic<int> error_{0};
  // Guards the three below.
  std::mutex mutex_;
  // Told when `full_` or `stop_` changes.
  std::condition_variable changed_;
  LineBuffer block_;
  // block_ waits or is being written; the thread alone looks at it meanwhile.
  bool full_ = false;
  bool stop_ = false;
  // Last: it uses all above.
  std::jthread thread_;
};

}  // namespace noroshi
