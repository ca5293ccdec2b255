#include "cli/files/folder_hosts.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(FolderHosts, TheNearestFolderWithLogsOfOneComputerDecides) {
  FolderHosts hosts;
  hosts.Add("/ev/first/Logs/Security.evtx", "SRV01");
  hosts.Add("/ev/first/Logs/System.evtx", "SRV01");
  hosts.Add("/ev/second/winevt/System.evtx", "PC-7");
  EXPECT_EQ(hosts.HostOf("/ev/first/ProgramData/x/y.dll"), "SRV01");
  EXPECT_EQ(hosts.HostOf("/ev/first/Logs/y.dll"), "SRV01");
  EXPECT_EQ(hosts.HostOf("/ev/second/y.dll"), "PC-7");
  EXPECT_EQ(hosts.HostOf("/ev/y.dll"), "");  // of either
  EXPECT_EQ(hosts.HostOf("/elsewhere/y.dll"), "");
}

TEST(FolderHosts, SpellingsOfOneComputerAreOne) {
  FolderHosts hosts;
  hosts.Add("ev/a.evtx", "SRV01");
  hosts.Add("ev/b.evtx", "srv01.corp.example");
  EXPECT_EQ(hosts.HostOf("ev/x.exe"), "SRV01");
}

// What lies beside a folder named after the computer need not be that computer's.
TEST(FolderHosts, AFolderOfTheNameIsWhereItEnds) {
  FolderHosts hosts;
  hosts.Add("/ev/srv01_2026-11-30/Logs/Security.evtx", "SRV01.corp.example");
  EXPECT_EQ(hosts.HostOf("/ev/srv01_2026-11-30/x.exe"), "SRV01.corp.example");
  EXPECT_EQ(hosts.HostOf("/ev/SRV02/x.exe"), "");
  EXPECT_EQ(hosts.HostOf("/ev/x.exe"), "");
}

TEST(FolderHosts, FilesWithoutAFolder) {
  FolderHosts hosts;
  EXPECT_EQ(hosts.HostOf("x.exe"), "");
  hosts.Add("a.evtx", "SRV01");
  EXPECT_EQ(hosts.HostOf("x.exe"), "SRV01");
  EXPECT_EQ(hosts.HostOf("below/x.exe"), "SRV01");
}

TEST(FolderHosts, ReadsNothingWhereThereAreNoLogs) {
  FolderHosts hosts;
  hosts.AddLog({"/does/not/exist.evtx", "exist.evtx", 0, false, {}}, {});
  hosts.AddLog({"/gone", "gone", 0, false, "the link leads nowhere"}, {});
  EXPECT_EQ(hosts.HostOf("/does/not/x.exe"), "");
}

}  // namespace
}  // namespace noroshi
