#include "evidence/archived_hosts.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(ArchivedHosts, TheHiveOfATreeByItsName) {
  struct Case {
    const char* member;
    bool is_hive;
    const char* root;
  };
  constexpr Case kCases[] = {
      {"Windows/System32/config/SYSTEM", true, ""},
      {"host01/C/Windows/System32/config/SYSTEM", true, "host01/C/"},
      {"c\\windows\\system32\\CONFIG\\system", true, "c/"},
      {"OldWindows/System32/config/SYSTEM", false, ""},
      {"Windows/System32/config/SYSTEM.LOG1", false, ""},
      {"Windows/System32/config/SOFTWARE", false, ""},
      {"SYSTEM", false, ""},
      {"", false, ""},
  };
  for (const Case& one : kCases) {
    std::string root;
    EXPECT_EQ(IsSystemHiveMember(one.member, root), one.is_hive) << one.member;
    EXPECT_EQ(root, one.root) << one.member;
  }
}

}  // namespace
}  // namespace noroshi
