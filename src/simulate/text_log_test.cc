#include "simulate/text_log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace noroshi {
namespace {

namespace fs = std::filesystem;

const Timestamp kNoon = *ParseIso8601("2020-10-05T12:00:00Z");
Timestamp At(std::uint64_t seconds) { return {kNoon.ticks + seconds * kTicksPerSecond}; }

fs::path NewRoot(std::string_view name) {
  const fs::path root = fs::path(testing::TempDir()) / "noroshi-text-log" / name;
  fs::remove_all(root);
  return root;
}

std::string Content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(TextLog, LinesStandInTheOrderOfTimeAndLabelsKnowTheirs) {
  const fs::path root = NewRoot("order");
  TextLog log(root, "a/b.log", "squid", "#one\n#two\n");
  log.Add(At(20), 7, "second");
  log.Add(At(10), kNoLabel, "first");
  log.Add(At(90), 8, "fourth");
  ASSERT_TRUE(log.Flush(At(30)).ok());
  EXPECT_FALSE(fs::exists(root / "a/b.log"));  // not whole yet
  log.Add(At(40), 7, "third");
  ASSERT_TRUE(log.Flush(At(100)).ok());
  ASSERT_TRUE(log.Close().ok());
  EXPECT_EQ(Content(root / "a/b.log"), "#one\n#two\nfirst\nsecond\nthird\nfourth\n");
  EXPECT_EQ(log.entries(), 4U);
  EXPECT_EQ(log.size(), Content(root / "a/b.log").size());
  ASSERT_EQ(log.labelled().size(), 3U);
  EXPECT_EQ(log.labelled()[0].line, 4U);  // the head counts
  EXPECT_EQ(log.labelled()[1].line, 5U);
  EXPECT_EQ(log.labelled()[2].label, 8U);
  EXPECT_EQ(log.labelled()[2].line, 6U);
}

TEST(TextLog, WithoutEntriesThereIsNoFile) {
  const fs::path root = NewRoot("empty");
  TextLog log(root, "a.log", "squid", "#head\n");
  ASSERT_TRUE(log.Flush(At(30)).ok());
  ASSERT_TRUE(log.Close().ok());
  EXPECT_FALSE(fs::exists(root));
}

TEST(TextLog, AFolderThatCannotBeMadeIsAnError) {
  const fs::path root = NewRoot("blocked");
  fs::create_directories(root.parent_path());
  std::ofstream(root) << "in the way";
  TextLog log(root, "a.log", "squid", "");
  log.Add(At(1), kNoLabel, "x");
  const Status done = log.Flush(At(2));
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace noroshi
