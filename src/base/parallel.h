// ForEachIndex: the same work for every number below a count, on several threads. For work that
// comes in pieces which know nothing of each other; what they give is put together afterwards, in
// the order of their numbers, so that no result depends on the threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
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

}  // namespace noroshi
