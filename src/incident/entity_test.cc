#include "incident/entity.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(HostKey, OneFormForEverySpelling) {
  EXPECT_EQ(HostKey("SRV01.corp.example."), "srv01.corp.example");
  EXPECT_EQ(HostKey("\\\\SRV01"), "srv01");
  EXPECT_EQ(HostKey("SRV01$"), "srv01");  // a machine's account is the machine
  EXPECT_EQ(HostKey("-"), "");
  EXPECT_EQ(HostKey(" localhost "), "");
  EXPECT_EQ(ShortHost("srv01.corp.example"), "srv01");
  EXPECT_EQ(ShortHost("10.0.0.5"), "10.0.0.5");
}

TEST(AddressKey, OneFormForEverySpelling) {
  EXPECT_EQ(AddressKey("10.0.0.5"), "10.0.0.5");
  EXPECT_EQ(AddressKey("10.0.0.5:445"), "10.0.0.5");
  EXPECT_EQ(AddressKey("::ffff:10.0.0.5"), "10.0.0.5");
  EXPECT_EQ(AddressKey("[2001:DB8::1]:443"), "2001:db8::1");
  EXPECT_EQ(AddressKey("\\\\10.0.0.5"), "10.0.0.5");
}

TEST(AddressKey, NoParticularMachine) {
  for (const char* text : {"127.0.0.1", "::1", "0.0.0.0", "::", "fe80::1%12", "169.254.1.1",
                           "224.0.0.252", "255.255.255.255", "-", "LOCAL", "", "10.0.0", "a.b"}) {
    EXPECT_FALSE(AddressKey(text)) << text;
  }
}

TEST(ReadAccount, AllFormsOfOneAccount) {
  const AccountName tanaka{"tanaka", "corp"};
  EXPECT_EQ(ReadAccount("CORP\\Tanaka", ""), tanaka);
  EXPECT_EQ(ReadAccount("tanaka@corp.example.com", ""), tanaka);
  EXPECT_EQ(ReadAccount("TANAKA", "corp.example.com"), tanaka);
  EXPECT_EQ(ReadAccount("tanaka", "-"), (AccountName{"tanaka", ""}));
}

TEST(ReadAccount, WhatEveryMachineHasIsNobody) {
  for (const char* user : {"SYSTEM", "NT AUTHORITY\\SYSTEM", "ANONYMOUS LOGON", "DWM-1", "SRV01$",
                           "-", "", "NT AUTHORITY\\NETWORK SERVICE", "LocalSystem"}) {
    EXPECT_FALSE(ReadAccount(user, "")) << user;
  }
  EXPECT_FALSE(ReadAccount("MSSQL", "NT SERVICE"));
}

TEST(IsOwnSid, TellsPeopleFromTheSystem) {
  EXPECT_TRUE(IsOwnSid("S-1-5-21-1-2-3-1104"));
  EXPECT_FALSE(IsOwnSid("S-1-5-18"));
}

TEST(PathKey, OneFormForEverySpelling) {
  const std::string path = "\\programdata\\x\\a.dll";
  EXPECT_EQ(PathKey("C:\\ProgramData\\X\\a.dll"), path);
  EXPECT_EQ(PathKey("\\Device\\HarddiskVolume3\\ProgramData\\x\\A.DLL"), path);
  EXPECT_EQ(PathKey("\"C:\\ProgramData\\X\\a.dll\""), path);
  EXPECT_EQ(PathKey("\\??\\C:\\ProgramData\\X\\a.dll"), path);
  EXPECT_EQ(PathKey("C:\\Users\\tanaka\\x.exe"), PathKey("D:\\Users\\sato\\x.exe"));
  EXPECT_EQ(PathKey("System"), "");
}

TEST(IsCommonPlace, SystemFoldersAndProgramFiles) {
  EXPECT_TRUE(IsCommonPlace(PathKey("C:\\Windows\\System32\\cmd.exe")));
  EXPECT_TRUE(IsCommonPlace(PathKey("C:\\Program Files (x86)\\A\\b.exe")));
  EXPECT_FALSE(IsCommonPlace(PathKey("C:\\Windows\\Temp\\b.exe")));
  EXPECT_FALSE(IsCommonPlace(PathKey("C:\\Windows\\b.exe")));
}

TEST(StrongestHash, TakesTheLongestThatIsOne) {
  const std::string sha256(64, 'a'), md5(32, 'b');
  EXPECT_EQ(StrongestHash("MD5=" + md5 + ",SHA256=" + sha256 + ",IMPHASH=" + md5), sha256);
  EXPECT_EQ(StrongestHash(std::string(40, 'C')), std::string(40, 'c'));
  EXPECT_EQ(StrongestHash("IMPHASH=" + md5), "");
  EXPECT_EQ(StrongestHash("MD5=" + std::string(32, '0')), "");
  EXPECT_EQ(StrongestHash("none"), "");
}

TEST(DestinationKey, HostOfWhateverNamesOne) {
  EXPECT_EQ(DestinationKey("https://Example.ORG/a?b=c"), "example.org");
  EXPECT_EQ(DestinationKey("example.org:443"), "example.org");
  EXPECT_EQ(DestinationKey("http://u@example.org"), "example.org");
  EXPECT_EQ(DestinationKey("10.0.0.1:80"), "");
  EXPECT_EQ(DestinationKey("SRV01"), "");
}

TEST(EntityNames, AFolderIsOneThatNotEverybodyUses) {
  const auto folder = [](std::string_view path) { return std::string(FolderKey(PathKey(path))); };
  EXPECT_EQ(folder("C:\\ProgramData\\Oki\\a.exe"), "\\programdata\\oki");
  EXPECT_EQ(folder("D:\\Users\\u\\AppData\\Local\\Oki\\a.exe"), "\\users\\*\\appdata\\local\\oki");
  EXPECT_EQ(folder("/opt/x/a"), "/opt/x");
  for (const char* everybodys :
       {"C:\\a.exe", "C:\\ProgramData\\a.exe", "C:\\Users\\u\\Downloads\\a.exe",
        "C:\\Users\\u\\AppData\\Local\\Temp\\a.exe", "C:\\Windows\\Temp\\a.exe", "/tmp/a", "a.exe",
        ""}) {
    EXPECT_EQ(folder(everybodys), "") << everybodys;
  }
}

}  // namespace
}  // namespace noroshi
