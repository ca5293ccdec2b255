#include "stream/sort/sorted_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <tuple>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

using Plain = std::tuple<SortKey, std::string, std::string>;  // key, bytes, shared

struct SortCase {
  std::size_t workers, records, budget_bytes;
};

constexpr SortCase kCases[] = {
    {1, 0, 1024},                        // nothing at all
    {1, 1, 1024},    {3, 500, 1 << 20},  // all in memory
    {2, 500, 4096},                      // spills, one level
    {5, 9000, 2000},                     // more runs than the fan-in: two levels
    {2, 40, 1},                          // every record is a run of its own
};

// The oracle is std::sort over everything in memory.
TEST(SortedRuns, AgreesWithSort) {
  std::mt19937 random(11);
  const TempFolder folder;
  for (const SortCase& row : kCases) {
    std::vector<RunBuffer> buffers;
    for (std::size_t i = 0; i < row.workers; ++i) {
      buffers.emplace_back(folder.path(), row.budget_bytes);
    }
    std::vector<Plain> expected;
    std::vector<std::string> shared(row.workers);
    for (std::size_t i = 0; i < row.records; ++i) {
      // Small ranges, so that every part of the key and the bytes decide sometimes.
      const auto below = [&](std::uint32_t limit) {
        return static_cast<std::uint32_t>(random()) % limit;
      };
      const SortKey key{below(9), below(3), below(2), below(3), below(3)};
      const std::string bytes(random() % 50, static_cast<char>('a' + random() % 26));
      const std::size_t worker = random() % row.workers;
      RunBuffer& buffer = buffers[worker];
      if (below(3) == 0) {
        shared[worker].assign(below(20), static_cast<char>('A' + below(3)));
        buffer.pending() += shared[worker];
        buffer.Share();
      }
      expected.emplace_back(key, bytes, shared[worker]);
      buffer.pending() += bytes;
      buffer.Commit(key);
    }
    std::ranges::sort(expected);
    for (RunBuffer& buffer : buffers) ASSERT_TRUE(buffer.Finish().ok());
    for (const RunReading reading : {RunReading::kInTurn, RunReading::kAhead}) {
      std::vector<Plain> merged;
      const auto take = [&](const SortedRecord& record) {
        merged.emplace_back(record.key, std::string(record.bytes), std::string(record.shared));
        return Ok();
      };
      ASSERT_TRUE(MergeRuns(buffers, folder.path(), take, reading).ok());
      EXPECT_EQ(merged, expected) << row.workers << " workers, budget " << row.budget_bytes;
    }
  }
}

TEST(SortedRuns, ASharedTextGoesToDiskOnce) {
  const TempFolder folder;
  RunBuffer buffer(folder.path(), 100'000);
  buffer.pending().append(50'000, 's');
  buffer.Share();
  while (buffer.spilled().empty()) {
    buffer.pending().append(1000, 'o');
    buffer.Commit({});
  }
  const RunExtent run = buffer.spilled().front();
  EXPECT_GE(run.end - run.begin, 90'000U);
  EXPECT_LT(run.end - run.begin, 102'000U);
  EXPECT_EQ(buffer.shared(), std::string(50'000, 's'));  // for what comes behind the spill
}

TEST(SortedRuns, LargeRecordsCrossReadBlocks) {
  const TempFolder folder;
  std::vector<RunBuffer> buffers;
  buffers.emplace_back(folder.path(), 1000);
  for (std::uint64_t i = 0; i < 5; ++i) {
    buffers[0].pending().append(3 * kMergeReadBytes + i, static_cast<char>('a' + i));
    buffers[0].Commit({.time = 5 - i});
  }
  ASSERT_TRUE(buffers[0].Finish().ok());
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(MergeRuns(buffers, folder.path(), [&](const SortedRecord& record) {
                sizes.push_back(record.bytes.size() - 3 * kMergeReadBytes);
                return Ok();
              }).ok());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 3, 2, 1, 0}));
}

TEST(SortedRuns, SpillFilesLeaveNoNames) {
  const TempFolder folder;
  RunBuffer buffer(folder.path(), 10);
  buffer.pending() += "more than ten bytes";
  buffer.Commit({});
  ASSERT_TRUE(buffer.Finish().ok());
  EXPECT_EQ(buffer.spilled().size(), 1U);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SortedRuns, SpillFailureIsToldAtTheEnd) {
  RunBuffer buffer("/nonexistent/folder", 10);
  buffer.pending() += "more than ten bytes";
  buffer.Commit({});
  const Status status = buffer.Finish();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
}

TEST(SortedRuns, TheTakersErrorStopsTheMerge) {
  const TempFolder folder;
  std::vector<RunBuffer> buffers;
  buffers.emplace_back(folder.path(), 1000);
  for (int i = 0; i < 3; ++i) buffers[0].Commit({});
  ASSERT_TRUE(buffers[0].Finish().ok());
  int taken = 0;
  const Status status = MergeRuns(buffers, folder.path(), [&](const SortedRecord&) -> Status {
    if (++taken == 2) return Error{ErrorCode::kIo, 0, "test", ""};
    return Ok();
  });
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(taken, 2);
}

TEST(SortedRuns, ARunThatCannotBeMadeIsTold) {
  std::vector<RunBuffer> buffers;
  const TempFolder folder;
  buffers.emplace_back(folder.path(), 1);
  for (std::uint64_t i = 0; i <= kMaxMergeFanIn; ++i) {  // too many runs for one level
    buffers[0].pending() += 'x';
    buffers[0].Commit({.time = i});
  }
  ASSERT_TRUE(buffers[0].Finish().ok());
  const auto take = [](const SortedRecord&) { return Ok(); };
  EXPECT_FALSE(MergeRuns(buffers, "/nonexistent/folder", take).ok());
}

}  // namespace
}  // namespace noroshi
