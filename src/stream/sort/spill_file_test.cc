#include <gtest/gtest.h>

#include <filesystem>

#include "stream/sort/run_format.h"
#include "stream/sort/sorted_runs.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

TEST(SpillFile, GivesBackWhatWasAppended) {
  const TempFolder folder;
  Result<SpillFile> file = SpillFile::Create(folder.path());
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(file->Append("hello ").ok());
  ASSERT_TRUE(file->Append("").ok());
  ASSERT_TRUE(file->Append("world").ok());
  EXPECT_EQ(file->size(), 11U);
  std::string text;
  ASSERT_TRUE(file->ReadAt(6, 5, text).ok());
  EXPECT_EQ(text, "world");
  ASSERT_TRUE(file->ReadAt(0, 6, text).ok());  // in any order
  EXPECT_EQ(text, "hello ");
}

TEST(SpillFile, FewerBytesOnlyAtTheEnd) {
  const TempFolder folder;
  Result<SpillFile> file = SpillFile::Create(folder.path());
  ASSERT_TRUE(file->Append("0123456789").ok());
  std::string text = "old";
  ASSERT_TRUE(file->ReadAt(8, 100, text).ok());
  EXPECT_EQ(text, "89");
  ASSERT_TRUE(file->ReadAt(10, 1, text).ok());
  EXPECT_EQ(text, "");
}

TEST(SpillFile, HasNoNameAndMoves) {
  const TempFolder folder;
  Result<SpillFile> made = SpillFile::Create(folder.path());
  SpillFile file = *std::move(made);
  ASSERT_TRUE(file.Append("x").ok());
  SpillFile moved = std::move(file);
  std::string text;
  ASSERT_TRUE(moved.ReadAt(0, 1, text).ok());
  EXPECT_EQ(text, "x");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SpillFile, AFolderThatIsNotThereIsNamed) {
  const Result<SpillFile> file = SpillFile::Create("/no/such/folder");
  ASSERT_FALSE(file.ok());
  EXPECT_NE(file.error().ToString().find("/no/such/folder"), std::string::npos);
}

TEST(RunFormat, AHeaderComesBack) {
  std::string out(kRunHeaderBytes, '\0');
  const SortKey key{.time = 1, .file = 2, .member = 9, .position = 3, .rule = 4};
  WriteRunHeader({3, 5, key}, out.data());
  const RunHeader header = ReadRunHeader(out);
  EXPECT_EQ(header.size, 3U);
  EXPECT_EQ(header.shared_bytes(), 5U);
  EXPECT_EQ(header.key, key);
  WriteRunHeader({3, kSameShared, key}, out.data());
  EXPECT_EQ(ReadRunHeader(out).shared_bytes(), 0U);
}

// Each member of the key outweighs all behind it.
TEST(SortKey, TimeThenFileThenMemberThenPositionThenRule) {
  const SortKey keys[] = {{0, 9, 9, 9, 9}, {1, 0, 9, 9, 9}, {1, 1, 0, 9, 9},
                          {1, 1, 1, 0, 9}, {1, 1, 1, 1, 0}, {1, 1, 1, 1, 1}};
  for (std::size_t i = 1; i < std::size(keys); ++i) EXPECT_LT(keys[i - 1], keys[i]);
}

}  // namespace
}  // namespace noroshi
