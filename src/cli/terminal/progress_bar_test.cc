#include "cli/terminal/progress_bar.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(ProgressBar, SaysWhereItStands) {
  HuntProgress progress;
  progress.bytes_done = 50'000'000;
  progress.bytes_total = 100'000'000;
  progress.findings = 1234;
  EXPECT_EQ(ProgressLine(progress, 2'000'000'000, 100),
            "[##########..........]   50 %  50.0 MB  25.0 MB/s  2.00 s left  1,234 findings");
}

TEST(ProgressBar, FitsNarrowWindowsAndOddNumbers) {
  HuntProgress progress;
  for (std::size_t columns : {10U, 30U, 60U}) {
    EXPECT_LE(ProgressLine(progress, 0, columns).size(), columns);  // nothing known yet
    progress.bytes_done = 200;  // a file that grew while it was read
    progress.bytes_total = 100;
    EXPECT_LE(ProgressLine(progress, 5, columns).size(), columns);
  }
}

}  // namespace
}  // namespace noroshi
