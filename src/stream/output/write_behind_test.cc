#include "stream/output/write_behind.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

class WriteBehindTest : public testing::Test {
 protected:
  WriteBehindTest()
      : descriptor(::open((folder.path() + "/x").c_str(), O_WRONLY | O_CREAT, 0600)) {}
  ~WriteBehindTest() override { ::close(descriptor); }

  TempFolder folder;
  int descriptor;
};

TEST_F(WriteBehindTest, BlocksComeInTheirOrder) {
  std::string expected;
  {
    WriteBehind writer(descriptor);
    LineBuffer block;
    for (int i = 0; i < 200; ++i) {
      const std::string text =
          std::to_string(i) + std::string(static_cast<std::size_t>(i) * 31, '.');
      expected += text;
      block.Append(text);
      writer.Put(block);
      ASSERT_EQ(block.size(), 0U);
    }
  }  // the last block is written before the writer ends
  EXPECT_EQ(folder.Read("x"), expected);
}

TEST_F(WriteBehindTest, WaitMeansWritten) {
  WriteBehind writer(descriptor);
  LineBuffer block;
  block.Append(std::string(1'000'000, 'w'));
  writer.Put(block);
  writer.Wait();
  EXPECT_EQ(folder.Read("x").size(), 1'000'000U);
  EXPECT_EQ(writer.error(), 0);
}

TEST_F(WriteBehindTest, NothingPutIsNothingWritten) {
  { WriteBehind writer(descriptor); }
  EXPECT_EQ(folder.Read("x"), "");
}

TEST_F(WriteBehindTest, TheFirstErrorSticks) {
  const int full = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  {
    WriteBehind writer(full);
    for (int i = 0; i < 3; ++i) {
      LineBuffer block;
      block.Append("cannot be written");
      writer.Put(block);
    }
    writer.Wait();
    EXPECT_EQ(writer.error(), ENOSPC);
  }
  ::close(full);
}

}  // namespace
}  // namespace noroshi
