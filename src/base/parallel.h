// ForEachIndex, WorkBeside: the same work for every number below a count, on several threads. For
// work that comes in pieces which know nothing of each other; what they give is put together
// afterwards, in the order of their numbers, so that no result depends on the threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

namespace noroshi {

// Calls work(i) once for every i below `count`: on the calling thread and up to `threads` - 1
// others, each taking the lowest number that nobody has taken yet. Returns when all are done.
// Cost: some 50 us for each thread that is started; none is where one would do.
template <class Work>
void ForEachIndex(std::size_t count, unsigned threads, Work work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  const std::size_t useful = std::min<std::size_t>(threads, count);
  for (std::size_t i = 1; i < useful; ++i) helpers.emplace_back(run);
  run();
}

// The same for who has something else to do first: the others begin at once, the calling thread
// joins in with Finish. With one thread nothing is done before that.
template <class Work>
class WorkBeside {
 public:
  WorkBeside(std::size_t count, unsigned threads, Work work)
      : count_(count), work_(std::move(work)) {
    const std::size_t useful = std::min<std::size_t>(threads, count + 1);
    for (std::size_t i = 1; i < useful; ++i) helpers_.emplace_back([this] { Run(); });
  }
  WorkBeside(const WorkBeside&) = delete;
  WorkBeside& operator=(const WorkBeside&) = delete;
  ~WorkBeside() { Finish(); }

  // Returns when all is done.
  void Finish() {
    Run();
    helpers_.clear();  // joins
  }

 private:
  void Run() {
    for (std::size_t i = next_++; i < count_; i = next_++) work_(i);
  }

  const std::size_t count_;
  const Work work_;
  std::atomic<std::size_t> next_{0};
  std::vector<std::jthread> helpers_;
};

}  // namespace noroshi
