// ReadAhead: a thread that reads the next block of every run while its owner merges those at hand.
// Reading is a copy out of the page cache, and a quarter of what merging costs.
//
// Blocks are asked for long before they are wanted, and the thread is woken for several at once:
// waking it costs as much as reading one. What it has not begun when it is wanted, the owner reads.
//
// One owner. Memory: one block for each run.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Free bytes in front of a block, for what is left of the one before: most records are shorter.
inline constexpr std::size_t kHeadRoom = 8 * 1024;

// What a run has to read next. Its owner's, but for the time between Ask and Await.
struct AheadBlock {
  enum class State : std::uint8_t { kIdle, kAsked, kReading, kRead };

  const SpillFile* file = nullptr;
  std::uint64_t offset = 0;
  std::size_t size = 0;
  // kHeadRoom bytes that say nothing, then what was read; fewer than `size` only at the end.
  std::string bytes;
  Status status = Ok();
  State state = State::kIdle;
};

class ReadAhead {
 public:
  // As many blocks asked for wake the thread.
  explicit ReadAhead(std::size_t wake_at);
  // What was asked for and not begun stays unread.
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  // `block` says what to read, and must live until Await or the destructor.
  void Ask(AheadBlock& block);
  // Waits until a block that was asked for is read.
  void Await(AheadBlock& block);

 private:
  void Run();

  const std::size_t wake_at_;
  // Guards the three below, and the state of blocks.
  std::mutex mutex_;
  // Told when there are enough blocks to read, or when to stop.
  std::condition_variable wanted_;
  // Told when the block is read that the owner waits for.
  std::condition_variable done_;
  std::vector<AheadBlock*> asked_;
  const AheadBlock* awaited_ = nullptr;
  bool stop_ = false;
  // Last: it uses all above.
  std::jthread thread_;
};

}  // namespace noroshi
