#include "stream/sort/run_pool.h"

#include <gtest/gtest.h>

#include <thread>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

void Put(RunBuffer& buffer, std::uint64_t time) {
  buffer.pending() += std::to_string(time);
  buffer.Commit({.time = time});
}

TEST(RunPool, WhatScannersLeaveBehindComesOutInOrder) {
  const TempFolder folder;
  RunPool pool(folder.path(), 256);  // spills every few records
  constexpr std::uint64_t kThreads = 4, kRounds = 8, kEach = 50;
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&pool, thread] {
        for (std::uint64_t round = 0; round < kRounds; ++round) {
          const RunPool::Lease buffer(pool);
          for (std::uint64_t i = 0; i < kEach; ++i) {
            Put(*buffer, ((i * kRounds + round) * kThreads) + thread);
          }
        }
      });
    }
  }
  std::uint64_t next = 0;
  const Status status = pool.Merge([&](const SortedRecord& record) -> Status {
    EXPECT_EQ(record.key.time, next);
    EXPECT_EQ(record.bytes, std::to_string(next));
    ++next;
    return Ok();
  });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(next, kThreads * kRounds * kEach);
}

TEST(RunPool, ASpillThatFailsIsToldByMerge) {
  RunPool pool("/nowhere/at/all", 64);
  {
    const RunPool::Lease buffer(pool);
    for (std::uint64_t i = 0; i < 10; ++i) Put(*buffer, i);
  }
  EXPECT_FALSE(pool.Merge([](const SortedRecord&) { return Ok(); }).ok());
}

}  // namespace
}  // namespace noroshi
