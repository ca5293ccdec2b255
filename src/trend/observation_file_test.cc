#include "trend/observation_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace noroshi {
namespace {

namespace fs = std::filesystem;

class ObservationFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("noroshi-trend-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "below");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  fs::path folder_;
};

TEST(AddObservations, BadLinesCostThemselvesOnly) {
  ObservationSet set;
  AddObservations(
      "\xEF\xBB\xBF{\"id\":\"a\",\"source\":\"s\"}\r\n\n  \nnonsense\n"
      "{\"id\":\"a\",\"source\":\"s\"}\n{\"id\":\"b\",\"source\":\"s\"}",
      "f.jsonl", set);
  ASSERT_EQ(set.observations.size(), 2U);
  EXPECT_EQ(set.observations[1].id, "b");
  ASSERT_EQ(set.rejected.size(), 2U);
  EXPECT_EQ(set.rejected[0].line, 4U);  // lines count as in the file
  EXPECT_EQ(set.rejected[0].path, "f.jsonl");
  EXPECT_NE(set.rejected[0].cause.find("not JSON"), std::string::npos);
  EXPECT_EQ(set.rejected[1].line, 5U);
  EXPECT_NE(set.rejected[1].cause.find("already used"), std::string::npos);
}

TEST(AddObservations, KeepsTheCountWhenCausesAreTooMany) {
  std::string text;
  for (std::size_t i = 0; i < kMaxRejectedShown + 50; ++i) text += "x\n";
  ObservationSet set;
  AddObservations(text, "f", set);
  EXPECT_EQ(set.rejected.size(), kMaxRejectedShown);
  EXPECT_EQ(set.rejected_count, kMaxRejectedShown + 50);
}

TEST(AddObservations, StopsTakingAtItsLimit) {
  std::string text;
  for (std::size_t i = 0; i <= kMaxObservations; ++i) {
    text += "{\"id\":\"" + std::to_string(i) + "\",\"source\":\"s\"}\n";
  }
  ObservationSet set;
  AddObservations(text, "f", set);
  EXPECT_EQ(set.observations.size(), kMaxObservations);
  EXPECT_EQ(set.rejected_count, 1U);
}

TEST_F(ObservationFolder, ReadsAFolderInOrderOfPaths) {
  Write("b.jsonl", "{\"id\":\"b\",\"source\":\"s\"}\n");
  Write("a.jsonl", "{\"id\":\"a\",\"source\":\"s\"}\n");
  Write("below/c.jsonl", "{\"id\":\"c\",\"source\":\"s\"}\n");
  Write("README.md", "not observations\n");
  ObservationSet set;
  ASSERT_TRUE(ReadObservations(folder_.string(), set).ok());
  ASSERT_EQ(set.observations.size(), 3U);
  EXPECT_EQ(set.observations[0].id, "a");
  EXPECT_EQ(set.observations[2].id, "c");
  EXPECT_EQ(set.files, 3U);
  EXPECT_EQ(set.rejected_count, 0U);
}

TEST_F(ObservationFolder, TellsWhatIsNotThere) {
  ObservationSet set;
  EXPECT_EQ(ReadObservations((folder_ / "gone").string(), set).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadObservations(folder_.string(), set).error().code, ErrorCode::kNotFound);
}

TEST_F(ObservationFolder, ReadsAnEmptyFile) {
  Write("a.jsonl", "");
  ObservationSet set;
  EXPECT_TRUE(ReadObservations((folder_ / "a.jsonl").string(), set).ok());
  EXPECT_TRUE(set.observations.empty());
}

}  // namespace
}  // namespace noroshi
