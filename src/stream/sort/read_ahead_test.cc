#include "stream/sort/read_ahead.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

// Runs of 300 KB; records shorter and longer than the room in front of a block, and than a block.
std::vector<RunBuffer> ManyRuns(const TempFolder& folder) {
  std::vector<RunBuffer> buffers;
  std::mt19937 random(5);
  for (int i = 0; i < 2; ++i) buffers.emplace_back(folder.path(), 300'000);
  for (std::uint64_t i = 0; i < 1500; ++i) {
    RunBuffer& buffer = buffers[random() % 2];
    const std::size_t size = i % 100 == 7 ? 100'000 : random() % 12'000;
    if (i % 3 == 0) {
      buffer.pending().append(random() % 9'000, static_cast<char>('A' + i % 26));
      buffer.Share();
    }
    buffer.pending().append(size, static_cast<char>('a' + i % 26));
    buffer.Commit({.time = random() % 1000, .position = i});
  }
  for (RunBuffer& buffer : buffers) EXPECT_TRUE(buffer.Finish().ok());
  return buffers;
}

std::vector<std::string> Merged(const std::vector<RunBuffer>& buffers, const TempFolder& folder,
                                RunReading reading) {
  std::vector<std::string> records;
  const auto take = [&](const SortedRecord& record) {
    records.push_back(std::to_string(record.key.position) + std::string(record.bytes) +
                      std::string(record.shared));
    return Ok();
  };
  EXPECT_TRUE(MergeRuns(buffers, folder.path(), take, reading).ok());
  return records;
}

TEST(ReadAhead, TheSameRecordsAsInTurn) {
  const TempFolder folder;
  const std::vector<RunBuffer> buffers = ManyRuns(folder);
  ASSERT_GT(buffers[0].spilled().size() + buffers[1].spilled().size(), 20U);
  const std::vector<std::string> in_turn = Merged(buffers, folder, RunReading::kInTurn);
  EXPECT_EQ(in_turn.size(), 1500U);
  EXPECT_EQ(Merged(buffers, folder, RunReading::kAhead), in_turn);
}

TEST(ReadAhead, AMergeMayStopWhileBlocksAreRead) {
  const TempFolder folder;
  const std::vector<RunBuffer> buffers = ManyRuns(folder);
  for (int last = 1; last < 1500; last += 97) {
    int taken = 0;
    const auto take = [&](const SortedRecord&) -> Status {
      if (++taken == last) return Error{ErrorCode::kIo, 0, "test", ""};
      return Ok();
    };
    EXPECT_FALSE(MergeRuns(buffers, folder.path(), take, RunReading::kAhead).ok());
    EXPECT_EQ(taken, last);
  }
}

// Whether the thread was woken for it or not.
TEST(ReadAhead, ReadsWhatWasAskedFor) {
  const TempFolder folder;
  auto file = SpillFile::Create(folder.path());
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(file->Append("0123456789").ok());
  for (const std::size_t wake_at : {1, 2, 3}) {
    AheadBlock first, second;
    first.file = second.file = &*file;
    first.offset = 2, first.size = 3;
    second.offset = 8, second.size = 100;
    ReadAhead ahead(wake_at);
    ahead.Ask(first);
    ahead.Ask(second);
    ahead.Await(second);
    ahead.Await(first);
    ASSERT_TRUE(first.status.ok() && second.status.ok());
    EXPECT_EQ(first.bytes.substr(kHeadRoom), "234");
    EXPECT_EQ(second.bytes.substr(kHeadRoom), "89");  // the end of the file
  }
}

}  // namespace
}  // namespace noroshi
