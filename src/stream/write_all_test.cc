#include "stream/write_all.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <thread>

namespace noroshi {
namespace {

// A pipe takes 64 KiB at a time: one call cannot write it all.
TEST(WriteAll, GoesOnAfterShortWrites) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  std::string text;
  for (int i = 0; text.size() < 1'000'000; ++i) text += std::to_string(i) + ",";
  std::string got;
  int status = -1;
  {
    std::jthread reader([&] {
      char block[5'000];
      for (ssize_t size = 1; size > 0;) {
        size = ::read(ends[0], block, sizeof block);
        if (size > 0) got.append(block, static_cast<std::size_t>(size));
      }
    });
    status = WriteAll(ends[1], text);
    ::close(ends[1]);
  }
  ::close(ends[0]);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(got, text);
}

TEST(WriteAll, NothingIsNothing) { EXPECT_EQ(WriteAll(-1, ""), 0); }

TEST(WriteAll, SaysWhyItFailed) {
  EXPECT_EQ(WriteAll(-1, "x"), EBADF);
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) GTEST_SKIP() << "no /dev/full here";
  EXPECT_EQ(WriteAll(full, "x"), ENOSPC);
  ::close(full);
}

}  // namespace
}  // namespace noroshi
