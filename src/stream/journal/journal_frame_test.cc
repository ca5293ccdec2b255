#include "stream/journal/journal_frame.h"

#include <gtest/gtest.h>

#include <vector>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

std::string ThreeFrames() {
  std::string bytes;
  AppendFrame(FrameKind::kPlan, "plan", bytes);
  AppendFrame(FrameKind::kUnits, "", bytes);
  AppendFrame(FrameKind::kFile, std::string(100, 'x'), bytes);
  return bytes;
}

std::vector<std::string> ReadFrames(const std::string& path) {
  std::vector<std::string> payloads;
  Result<FrameReader> frames = FrameReader::Open(path);
  EXPECT_TRUE(frames.ok());
  while (frames.ok() && frames->Next()) payloads.emplace_back(frames->payload());
  return payloads;
}

const std::vector<std::string> kWhole = {"plan", "", std::string(100, 'x')};

TEST(JournalFrame, ComesBack) {
  const TempFolder folder;
  const std::string path = folder.path() + "/journal";
  {
    Result<JournalFile> file = JournalFile::Create(path);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->Append(ThreeFrames()).ok());
  }
  EXPECT_EQ(ReadFrames(path), kWhole);
}

// Cut or changed anywhere: what stands before is used, nothing wrong ever is.
TEST(JournalFrame, DamageEndsTheFile) {
  const TempFolder folder;
  const std::string whole = ThreeFrames();
  const auto is_beginning = [](const std::vector<std::string>& read) {
    return read.size() < kWhole.size() && std::equal(read.begin(), read.end(), kWhole.begin());
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_TRUE(is_beginning(ReadFrames(folder.Write("cut", whole.substr(0, i))))) << i;
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    EXPECT_TRUE(is_beginning(ReadFrames(folder.Write("changed", changed)))) << i;
  }
}

TEST(JournalFrame, NothingCanBeWrittenToANowhere) {
  EXPECT_FALSE(JournalFile::Create("/nowhere/at/all").ok());
  EXPECT_FALSE(FrameReader::Open("/nowhere/at/all").ok());
}

}  // namespace
}  // namespace noroshi
