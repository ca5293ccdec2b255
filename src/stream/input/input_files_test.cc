#include "stream/input/input_files.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace noroshi {
namespace {

std::vector<InputFile> Odd() {
  return {{"/in/a.evtx", "a.evtx", 1, false, ""},
          {"/in/sub/b.evtx", "sub/b.evtx", 2, false, ""},
          {"/in/sub/c", "sub/c", 3, false, "no permission"},
          {"-", "-", 0, true, ""},
          {"d.evtx", "d.evtx", 4, true, ""},
          {"/x/d.evtx", "x/d.evtx", 5, true, ""},
          {"/in/e", "in/e#2", 6, false, ""},
          {"/in/sub", "sub", 0, false, "folder: no permission"},
          {"/in", ".", 0, false, "folder: no permission"},
          {"/root.evtx", "root.evtx", 7, false, ""},
          {"//", "//", 0, false, ""},
          {"/z", "/z", 8, false, ""},
          {"", "", 0, false, ""},
          {"/in/", "", 0, false, "no name"},
          {"/in/" + std::string(70'000, 'n'), std::string(70'000, 'n'), 9, false, ""},
          {"/in/bad\xff\n", "bad\xff\n", 10, false, ""}};
}

void ExpectSame(const InputFile& file, const InputFile& wanted) {
  EXPECT_EQ(file.path, wanted.path);
  EXPECT_EQ(file.shown, wanted.shown);
  EXPECT_EQ(file.size_bytes, wanted.size_bytes);
  EXPECT_EQ(file.given, wanted.given);
  EXPECT_EQ(file.problem, wanted.problem);
}

TEST(InputFiles, GivesBackWhatItWasGiven) {
  InputFiles files;
  EXPECT_TRUE(files.empty());
  for (const InputFile& file : Odd()) files.push_back(file);
  ASSERT_EQ(files.size(), Odd().size());
  std::size_t rank = 0;
  for (const InputFile& file : files) {
    SCOPED_TRACE(rank);
    ExpectSame(file, Odd()[rank]);
    EXPECT_EQ(files.ShownOf(rank), Odd()[rank].shown);
    EXPECT_EQ(files.SizeOf(rank), Odd()[rank].size_bytes);
    ++rank;
  }
}

// As a sort of the whole texts would have it: '/' sorts behind '-' and '.', before letters.
TEST(InputFiles, SortsByTheWholeName) {
  std::vector<InputFile> wanted = Odd();
  for (const char* shown :
       {"a", "a/b", "a/b/c", "a-b", "a.b", "a/b.c", "a/b/", "ab", "a/a/z", "b"}) {
    wanted.push_back({"/in/" + std::string(shown), shown, wanted.size(), false, ""});
  }
  InputFiles files;
  for (const InputFile& file : wanted) files.push_back(file);
  files.Sort();
  std::ranges::stable_sort(wanted, {}, &InputFile::shown);
  for (std::size_t i = 0; i < wanted.size(); ++i) ExpectSame(files[i], wanted[i]);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = files.Find(wanted[i].shown);
    ASSERT_TRUE(found.has_value()) << wanted[i].shown;
    EXPECT_EQ(files.ShownOf(*found), wanted[i].shown);
  }
  for (const char* missing : {"a/", "a/c", "aa", "zzz", "sub/"}) {
    EXPECT_FALSE(files.Find(missing).has_value()) << missing;
  }
}

TEST(InputFiles, HasNothingWhenEmpty) {
  InputFiles files;
  files.Sort();
  EXPECT_FALSE(files.Find("a").has_value());
  EXPECT_TRUE(files.begin() == files.end());
}

}  // namespace
}  // namespace noroshi
