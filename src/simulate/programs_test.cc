#include "simulate/programs.h"

#include <gtest/gtest.h>

#include <set>

namespace noroshi {
namespace {

TEST(Programs, FoundByFileNameInAnyFolderAndCase) {
  const ProgramInfo& shell = DescribeProgram("C:\\Windows\\System32\\cmd.exe");
  EXPECT_EQ(shell.original_name, "Cmd.Exe");
  EXPECT_EQ(&DescribeProgram("D:\\Temp\\CMD.EXE"), &shell);
  EXPECT_EQ(&DescribeProgram("cmd.exe"), &shell);
}

TEST(Programs, OthersSayNothing) {
  for (const std::string_view image :
       {"", "C:\\", "C:\\Windows\\", "C:\\ProgramData\\xcmd.exe", "cmd", "cmd.exe.txt"}) {
    const ProgramInfo& info = DescribeProgram(image);
    EXPECT_EQ(info.original_name, "-") << image;
    EXPECT_EQ(info.company, "-") << image;
  }
}

TEST(Programs, HashesHaveSysmonsForm) {
  std::set<std::string> seen;
  for (const std::string_view image : {"a.exe", "b.exe", "A.exe", ""}) {
    const std::string hashes = HashesOf(image);
    ASSERT_EQ(hashes.size(), 7U + 64U + 9U + 32U) << hashes;
    EXPECT_TRUE(hashes.starts_with("SHA256="));
    EXPECT_EQ(hashes.substr(71, 9), ",IMPHASH=");
    EXPECT_EQ(hashes.substr(7, 64).find_first_not_of("0123456789ABCDEF"), std::string::npos);
    EXPECT_EQ(hashes.substr(80).find_first_not_of("0123456789ABCDEF"), std::string::npos);
    EXPECT_EQ(HashesOf(image), hashes);
    EXPECT_TRUE(seen.insert(hashes).second);
  }
}

}  // namespace
}  // namespace noroshi
