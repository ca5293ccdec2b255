#include "incident/remote_targets.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

using Names = std::vector<std::string_view>;

struct TargetCase {
  std::string_view command;
  Names targets;
};

TEST(RemoteTargets, AreTheComputersThatACommandWorksOn) {
  const TargetCase cases[] = {
      {R"(cmd /c copy \\10.2.0.26\c$\a.exe C:\Users\Public\)", {"10.2.0.26"}},
      {R"(net use \\SRV1.corp.example\ADMIN$ /user:x y)", {"SRV1.corp.example"}},
      {R"(psexec.exe \\SRV1 -s cmd)", {"SRV1"}},
      {R"(sc \\srv1 create x binpath= "\\srv1\c$\x.exe")", {"srv1"}},  // once
      {R"(wmic /node:"SRV1" process call create calc)", {"SRV1"}},
      {R"(WMIC /NODE:SRV1 /USER:a process list)", {"SRV1"}},
      {R"(schtasks /create /s SRV1 /tn x /tr y)", {"SRV1"}},
      {R"(winrs -r:srv1 ipconfig)", {"srv1"}},
      {R"(mstsc /v:SRV1)", {"SRV1"}},
      {R"(cmd /c dir>\\SRV1\c$\o)", {"SRV1"}},
      {R"(Invoke-Command -ComputerName SRV1 -ScriptBlock {hostname})", {"SRV1"}},
      {R"(mimikatz "lsadump::zerologon /target:DC1.corp.example")", {"DC1.corp.example"}},
  };
  for (const TargetCase& one : cases) EXPECT_EQ(RemoteTargetsOf(one.command), one.targets);
}

TEST(RemoteTargets, OrdinarySharesAndThisComputerAreNone) {
  const std::string_view commands[] = {
      R"(notepad \\FS1\public\plan.txt)",          // every computer reads it
      R"(cmd /c whoami 1> \\127.0.0.1\ADMIN$\o)",  // loopback
      R"(\\.\pipe\x)",
      R"(\\?\C:\x)",
      R"(\\localhost\c$\x)",
      R"(wmic /node:localhost os get)",
      R"(wmic /node: os)",
      R"(tasklist /s SRV1)",  // /s means something else to most programs
      R"(robocopy a b /s SRV1)",
      R"(x -computername2 SRV1)",  // another option: nothing but blanks may follow
      R"(C:\\x\\c$\\y)",
      R"(a\\b$)",
      "/node",
      "\\\\",
      "",
  };
  for (const std::string_view command : commands) {
    EXPECT_TRUE(RemoteTargetsOf(command).empty()) << command;
  }
}

// Hostile evidence: names without end.
TEST(RemoteTargets, AreBounded) {
  std::string command;
  for (int i = 0; i < 4'000; ++i) command += " \\\\H" + std::to_string(i) + "\\c$";
  EXPECT_EQ(RemoteTargetsOf(command).size(), kMostRemoteTargets);
  EXPECT_TRUE(RemoteTargetsOf(std::string(100'000, '\\')).empty());
}

}  // namespace
}  // namespace noroshi
