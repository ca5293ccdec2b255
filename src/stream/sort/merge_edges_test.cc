// Merging at its edges: empty buffers among full ones, equal records, one buffer in memory and the
// next on disk. The common case is in sorted_runs_test.cc.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stream/sort/sorted_runs.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

class MergeEdges : public testing::Test {
 protected:
  RunBuffer& AddBuffer(std::size_t budget_bytes) {
    return buffers.emplace_back(folder.path(), budget_bytes);
  }

  static void Put(RunBuffer& buffer, std::uint64_t time, std::string_view bytes) {
    buffer.pending() += bytes;
    buffer.Commit({.time = time});
  }

  // "time:bytes " of every record, in order.
  std::string Merged() {
    for (RunBuffer& buffer : buffers) EXPECT_TRUE(buffer.Finish().ok());
    std::string text;
    const Status status = MergeRuns(buffers, folder.path(), [&](const SortedRecord& record) {
      text += std::to_string(record.key.time) + ":" + std::string(record.bytes) + " ";
      return Ok();
    });
    EXPECT_TRUE(status.ok());
    return text;
  }

  TempFolder folder;
  std::vector<RunBuffer> buffers;
};

TEST_F(MergeEdges, NoBuffers) { EXPECT_EQ(Merged(), ""); }

TEST_F(MergeEdges, EmptyBuffersAmongOthers) {
  AddBuffer(1 << 16);
  Put(AddBuffer(1 << 16), 2, "b");
  AddBuffer(1);
  Put(AddBuffer(1 << 16), 1, "a");
  EXPECT_EQ(Merged(), "1:a 2:b ");
}

TEST_F(MergeEdges, MemoryAndDiskOfOneBuffer) {
  buffers.reserve(1);
  RunBuffer& buffer = AddBuffer(200);
  Put(buffer, 3, std::string(200, 'x'));  // goes to disk
  Put(buffer, 1, "early");                // stays
  EXPECT_EQ(buffer.spilled().size(), 1U);
  EXPECT_EQ(buffer.memory_count(), 1U);
  EXPECT_EQ(Merged(), "1:early 3:" + std::string(200, 'x') + " ");
}

// Two workers may find the same thing: both records come, next to each other, whoever was first.
TEST_F(MergeEdges, EqualRecordsAllCome) {
  buffers.reserve(3);
  for (const std::size_t budget : {std::size_t{1}, std::size_t{1 << 16}, std::size_t{1}}) {
    RunBuffer& buffer = AddBuffer(budget);
    Put(buffer, 5, "same");
    Put(buffer, 5, "other");
  }
  EXPECT_EQ(Merged(), "5:other 5:other 5:other 5:same 5:same 5:same ");
}

TEST_F(MergeEdges, RecordsWithoutBytes) {
  Put(AddBuffer(1), 2, "");
  Put(AddBuffer(1 << 16), 1, "");
  EXPECT_EQ(Merged(), "1: 2: ");
}

// Bytes are opaque: zeros, line ends and the marks of the format itself go through.
TEST_F(MergeEdges, AnyBytesGoThroughTheDisk) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  Put(AddBuffer(1), 7, bytes);
  EXPECT_EQ(Merged(), "7:" + bytes + " ");
}

TEST_F(MergeEdges, TheHighestTimesSortLast) {
  buffers.reserve(1);
  RunBuffer& buffer = AddBuffer(1);
  Put(buffer, ~0ULL, "last");
  Put(buffer, 1ULL << 63, "middle");
  Put(buffer, 0, "undated");
  EXPECT_EQ(Merged(), "0:undated 9223372036854775808:middle 18446744073709551615:last ");
}

}  // namespace
}  // namespace noroshi
