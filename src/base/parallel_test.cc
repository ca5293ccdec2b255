#include "base/parallel.h"

#include <gtest/gtest.h>

#include <mutex>
#include <set>

namespace noroshi {
namespace {

TEST(ForEachIndex, EveryNumberOnce) {
  for (const std::size_t count : {0U, 1U, 2U, 7U, 1000U}) {
    for (const unsigned threads : {0U, 1U, 2U, 5U}) {
      std::vector<std::atomic<int>> calls(count);
      ForEachIndex(count, threads, [&](std::size_t i) { ++calls[i]; });
      for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(calls[i], 1) << i << " of " << count;
    }
  }
}

TEST(ForEachIndex, NoMoreThreadsThanPieces) {
  std::mutex mutex;
  std::set<std::thread::id> seen;
  ForEachIndex(1, 8, [&](std::size_t) {
    const std::lock_guard lock(mutex);
    seen.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(seen, std::set<std::thread::id>{std::this_thread::get_id()});
}

TEST(WorkBeside, EveryNumberOnce) {
  for (const std::size_t count : {0U, 1U, 7U, 1000U}) {
    for (const unsigned threads : {0U, 1U, 2U, 5U}) {
      std::vector<std::atomic<int>> calls(count);
      WorkBeside work(count, threads, [&](std::size_t i) { ++calls[i]; });
      work.Finish();
      for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(calls[i], 1) << i << " of " << count;
    }
  }
}

TEST(WorkBeside, OneThreadWaitsForTheCaller) {
  int calls = 0;
  WorkBeside work(3, 1, [&](std::size_t) { ++calls; });
  EXPECT_EQ(calls, 0);
  work.Finish();
  EXPECT_EQ(calls, 3);
}

}  // namespace
}  // namespace noroshi
