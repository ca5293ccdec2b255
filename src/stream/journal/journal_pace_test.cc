#include "stream/journal/journal_pace.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

class JournalPaceTest : public ::testing::Test {
 protected:
  JournalPace Pace(bool always = false) {
    return {[this] { return now; }, always};
  }
  std::uint64_t now = 77;
};

TEST_F(JournalPaceTest, TheFirstBytesAreFree) {
  JournalPace pace = Pace();
  EXPECT_TRUE(pace.IsOpen());
  pace.NoteWritten(kFreeJournalBytes - 1);
  EXPECT_TRUE(pace.IsOpen());
  pace.NoteWritten(1);
  EXPECT_FALSE(pace.IsOpen());
}

TEST_F(JournalPaceTest, ALongHuntIsWrittenDown) {
  JournalPace pace = Pace();
  pace.NoteWritten(kFreeJournalBytes);
  now += kJournalDelayNs - 1;
  EXPECT_FALSE(pace.IsOpen());
  now += 1;
  EXPECT_TRUE(pace.IsOpen());
  now = 77;  // decided once
  EXPECT_TRUE(pace.IsOpen());
}

TEST_F(JournalPaceTest, WhoGoesOnWritesEverythingDown) {
  JournalPace pace = Pace(true);
  pace.NoteWritten(2 * kFreeJournalBytes);
  EXPECT_TRUE(pace.IsOpen());
}

}  // namespace
}  // namespace noroshi
