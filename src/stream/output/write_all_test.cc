#include "stream/output/write_all.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace noroshi {
namespace {

// What arrives at the other end of a pipe while `write(descriptor)` writes. A pipe takes 64 KiB at
// a time: one call cannot write it all.
template <class Write>
std::string ThroughPipe(Write write) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  std::string got;
  {
    std::jthread reader([&] {
      char block[5'000];
      for (ssize_t size = 1; size > 0;) {
        size = ::read(ends[0], block, sizeof block);
        if (size > 0) got.append(block, static_cast<std::size_t>(size));
      }
    });
    EXPECT_EQ(write(ends[1]), 0);
    ::close(ends[1]);
  }
  ::close(ends[0]);
  return got;
}

TEST(WriteAll, GoesOnAfterShortWrites) {
  std::string text;
  for (int i = 0; text.size() < 1'000'000; ++i) text += std::to_string(i) + ",";
  EXPECT_EQ(ThroughPipe([&](int end) { return WriteAll(end, text); }), text);
}

// Parts smaller and larger than what a pipe takes, empty ones, more than one call can take.
TEST(WriteAll, PartsComeOneBehindTheOther) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < 1'500; ++i)
    parts.emplace_back(i % 700, static_cast<char>('a' + i % 26));
  parts.emplace_back(300'000, '!');
  parts.emplace_back();
  parts.emplace_back("end");
  std::string text;
  for (const std::string& part : parts) text += part;
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  EXPECT_EQ(ThroughPipe([&](int end) { return WriteAllParts(end, views); }), text);
}

TEST(WriteAll, PartsSayWhyTheyFailed) {
  const std::vector<std::string_view> parts = {"x", "y"};
  EXPECT_EQ(WriteAllParts(-1, parts), EBADF);
  EXPECT_EQ(WriteAllParts(-1, {}), 0);
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
