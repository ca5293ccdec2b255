#include "stream/input/folder_walk.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

using Names = std::vector<std::string>;

// "folder: file file", a part a row; "..." where more of the folder follows.
Names Rows(const std::vector<std::string>& paths, std::size_t most_names = kMostNamesHeld) {
  Result<FolderWalk> walk = FolderWalk::Open(paths, most_names);
  EXPECT_TRUE(walk.ok());
  Names rows;
  while (const std::optional<WalkedFolder> folder = walk->Next()) {
    std::string row = folder->shown + ":";
    for (std::size_t i = 0; i < folder->entries.size(); ++i) row += " " + folder->File(i).shown;
    rows.push_back(row + (folder->is_last ? "" : " ..."));
  }
  return rows;
}

TEST(FolderWalk, FoldersInTheOrderOfTheirPaths) {
  const TempFolder folder;
  for (const char* name : {"a/x", "a/b/y", "a-b/z", "a b/w", "q", "a/c"}) folder.Write(name, "1");
  EXPECT_EQ(Rows({folder.path()}),
            (Names{": q", "a: a/c a/x", "a b: a b/w", "a-b: a-b/z", "a/b: a/b/y"}));
}

TEST(FolderWalk, ALargeFolderComesInParts) {
  const TempFolder folder;
  for (const char* name : {"e", "b", "d", "a", "c", "below/f"}) folder.Write(name, "1");
  EXPECT_EQ(Rows({folder.path()}, 2), (Names{": a b ...", ": c d ...", ": e", "below: below/f"}));
  EXPECT_EQ(Rows({folder.path()}, 5), (Names{": a b c d e", "below: below/f"}));
}

// Whatever is kept of a part, a link is told once.
TEST(FolderWalk, LinksInALargeFolder) {
  const TempFolder folder, elsewhere;
  const std::string target = elsewhere.Write("target", "1");
  for (const char* name : {"a", "b", "c"}) folder.Write(name, "1");
  ASSERT_EQ(::symlink(target.c_str(), (folder.path() + "/l1").c_str()), 0);
  ASSERT_EQ(::symlink(target.c_str(), (folder.path() + "/l2").c_str()), 0);
  EXPECT_EQ(Rows({folder.path()}, 1), (Names{": a ...", ": b ...", ": c ...", ": l1"}));
}

TEST(FolderWalk, ALinkIsNoFileOfItsOwnWhereItsTargetComes) {
  const TempFolder folder;
  const std::string real = folder.Write("z/real", "1");
  ASSERT_EQ(::symlink(real.c_str(), (folder.path() + "/link").c_str()), 0);
  EXPECT_EQ(Rows({folder.path()}), (Names{"z: z/real"}));
}

TEST(FolderWalk, TheFirstInputThatHoldsAFileHasIt) {
  const TempFolder folder;
  const std::string file = folder.Write("a/x", "1");
  folder.Write("a/b/y", "1");
  folder.Write("c", "1");
  const std::string all = folder.path(), part = folder.path() + "/a/b";
  EXPECT_EQ(Rows({all, part, file}), (Names{": c", "a: a/x", "a/b: a/b/y"}));
  EXPECT_EQ(Rows({part, file, all}), (Names{": c", ": x", ": y"}));
  EXPECT_EQ(Rows({file, file}), (Names{": x"}));
}

TEST(FolderWalk, FilesThatWereGivenComeInOrderWithThoseOfTheirFolder) {
  const TempFolder folder;
  const std::string b = folder.Write("s/b", "1"), a = folder.Write("s/a", "1");
  folder.Write("s/c", "1");
  const std::string all = folder.path() + "/s";
  // c was not given by itself: its folder was.
  EXPECT_EQ(Rows({b, a, all}), (Names{": c ...", ": a ...", ": b"}));
}

TEST(FolderWalk, FilesKnowTheirPathAndProblem) {
  const TempFolder folder;
  folder.Write("a/x", "1");
  ASSERT_EQ(::symlink("nowhere", (folder.path() + "/a/gone").c_str()), 0);
  Result<FolderWalk> walk = FolderWalk::Open({folder.path()});
  ASSERT_TRUE(walk.ok());
  const std::optional<WalkedFolder> part = walk->Next();
  ASSERT_TRUE(part.has_value());
  ASSERT_EQ(part->entries.size(), 2U);
  EXPECT_EQ(part->File(0).problem, "the link leads nowhere");
  EXPECT_EQ(part->File(1).path, folder.path() + "/a/x");
  EXPECT_EQ(part->File(1).problem, "");
  EXPECT_FALSE(walk->Next().has_value());
}

}  // namespace
}  // namespace noroshi
