// Messages of Windows events taken apart: the forms of Event Viewer in English and Japanese.
#include "evidence/message/rendered_message.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace noroshi::message {
namespace {

using Told = std::map<std::string, std::string>;

constexpr std::string_view kSecurityProvider = "Microsoft-Windows-Security-Auditing";

Told Read(std::string_view provider, std::uint32_t id, std::string_view text) {
  Told told;
  for (const MessageField& field : ReadMessage(provider, id, text)) {
    told[std::string(field.name)] = field.value;
  }
  return told;
}

TEST(RenderedMessage, ALogonInEnglish) {
  EXPECT_EQ(
      Read(kSecurityProvider, 4624,
           "An account was successfully logged on.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tS-1-0-0\r\n"
           "\tAccount Name:\t\t-\r\n\tAccount Domain:\t\t-\r\n\tLogon ID:\t\t0x0\r\n\r\n"
           "Logon Information:\r\n\tLogon Type:\t\t3\r\n\tElevated Token:\t\tYes\r\n\r\n"
           "New Logon:\r\n\tSecurity ID:\t\tCORP\\bob\r\n\tAccount Name:\t\tbob\r\n"
           "\tAccount Domain:\t\tCORP\r\n\tLogon ID:\t\t0x1A2B\r\n\tLogon GUID:\t\t{0}\r\n\r\n"
           "Process Information:\r\n\tProcess ID:\t\t0x0\r\n\tProcess Name:\t\t-\r\n\r\n"
           "Network Information:\r\n\tWorkstation Name:\tKALI\r\n"
           "\tSource Network Address:\tfe80::1\r\n\tSource Port:\t\t50000\r\n\r\n"
           "Detailed Authentication Information:\r\n\tLogon Process:\t\tNtLmSsp \r\n"
           "\tAuthentication Package:\tNTLM\r\n\tKey Length:\t\t128\r\n\r\n"
           "This event is generated when a logon session is created.\r\n\r\n"
           "The subject fields indicate the account on the local system."),
      (Told{{"SubjectUserSid", "S-1-0-0"},
            {"SubjectUserName", "-"},
            {"SubjectDomainName", "-"},
            {"SubjectLogonId", "0x0"},
            {"LogonType", "3"},
            {"ElevatedToken", "Yes"},
            {"TargetUserSid", "CORP\\bob"},
            {"TargetUserName", "bob"},
            {"TargetDomainName", "CORP"},
            {"TargetLogonId", "0x1A2B"},
            {"LogonGuid", "{0}"},
            {"ProcessId", "0x0"},
            {"ProcessName", "-"},
            {"WorkstationName", "KALI"},
            {"IpAddress", "fe80::1"},
            {"IpPort", "50000"},
            {"LogonProcessName", "NtLmSsp"},
            {"AuthenticationPackageName", "NTLM"},
            {"KeyLength", "128"}}));
}

TEST(RenderedMessage, ALogonInJapanese) {
  for (const std::string_view type : {"ログオン タイプ", "ログオンの種類"}) {
    const Told told = Read(
        kSecurityProvider, 4624,
        "アカウントが正常にログオンしました。\n\nサブジェクト:\n\tセキュリティ ID:\t\tSYSTEM\n"
        "\tアカウント名:\t\tSRV$\n\tアカウント ドメイン:\t\tCORP\n\tログオン ID:\t\t0x3E7\n\n" +
            std::string(type) +
            ":\t\t\t10\n\n新しいログオン:\n\tアカウント名:\t\t佐藤\n\tアカウント "
            "ドメイン:\t\tCORP\n\n"
            "ネットワーク情報:\n\tワークステーション名:\tPC01\n"
            "\tソース ネットワーク アドレス:\t192.0.2.9\n\tソース ポート:\t\t0\n");
    EXPECT_EQ(told, (Told{{"SubjectUserSid", "SYSTEM"},
                          {"SubjectUserName", "SRV$"},
                          {"SubjectDomainName", "CORP"},
                          {"SubjectLogonId", "0x3E7"},
                          {"LogonType", "10"},
                          {"TargetUserName", "佐藤"},
                          {"TargetDomainName", "CORP"},
                          {"WorkstationName", "PC01"},
                          {"IpAddress", "192.0.2.9"},
                          {"IpPort", "0"}}));
  }
}

TEST(RenderedMessage, ANewProcess) {
  const Told told = Read(
      kSecurityProvider, 4688,
      "A new process has been created.\n\nCreator Subject:\n\tAccount Name:\t\tbob\n\n"
      "Target Subject:\n\tAccount Name:\t\t-\n\nProcess Information:\n\tNew Process ID:\t\t0x10\n"
      "\tNew Process Name:\tC:\\Windows\\System32\\cmd.exe\n\tToken Elevation Type:\t%%1936\n"
      "\tCreator Process ID:\t0x4\n\tCreator Process Name:\tC:\\x.exe\n"
      "\tProcess Command Line:\tcmd /c echo Name: x\n\n"
      "Token Elevation Type indicates the type of token that was assigned to the new process.\n");
  EXPECT_EQ(told, (Told{{"SubjectUserName", "bob"},
                        {"TargetUserName", "-"},
                        {"NewProcessId", "0x10"},
                        {"NewProcessName", "C:\\Windows\\System32\\cmd.exe"},
                        {"TokenElevationType", "%%1936"},
                        {"ProcessId", "0x4"},
                        {"ParentProcessName", "C:\\x.exe"},
                        {"CommandLine", "cmd /c echo Name: x"}}));
}

// One label, as many fields as there are events that use it.
TEST(RenderedMessage, WhatALabelIsCalledDependsOnTheEvent) {
  constexpr std::string_view kText = "x\n\nSubject:\n\tAccount Name:\tbob\n";
  EXPECT_EQ(Read(kSecurityProvider, 4672, kText), (Told{{"SubjectUserName", "bob"}}));
  EXPECT_EQ(Read(kSecurityProvider, 4634, kText), (Told{{"TargetUserName", "bob"}}));
  EXPECT_EQ(Read(kSecurityProvider, 4778, kText), (Told{{"AccountName", "bob"}}));
  constexpr std::string_view kGroup = "x\n\nGroup:\n\tSecurity ID:\tS-1\n\tGroup Name:\tAdmins\n";
  EXPECT_EQ(Read(kSecurityProvider, 4732, kGroup),
            (Told{{"TargetSid", "S-1"}, {"TargetUserName", "Admins"}}));
}

TEST(RenderedMessage, ValuesOfSeveralLines) {
  const Told rights = Read(kSecurityProvider, 4672,
                           "Special privileges assigned to new logon.\n\nSubject:\n"
                           "\tAccount Name:\t\tbob\n\nPrivileges:\t\tSeSecurityPrivilege\n"
                           "\t\t\tSeBackupPrivilege\n\t\t\tSeDebugPrivilege\n\nbehind: it\n");
  EXPECT_EQ(rights.at("PrivilegeList"), "SeSecurityPrivilege\nSeBackupPrivilege\nSeDebugPrivilege");
  const Told task = Read(kSecurityProvider, 4698,
                         "A scheduled task was created.\n\nSubject:\n\tAccount Name:\tbob\n\n"
                         "Task Information:\n\tTask Name: \t\t\\x\n\tTask Content: \t\t<Task>\n"
                         "  <Exec>\n    <Command>cmd: a</Command>\n  </Exec>\n</Task>\n\tOther\n");
  EXPECT_EQ(task.at("TaskName"), "\\x");
  EXPECT_EQ(task.at("TaskContent"),
            "<Task>\n<Exec>\n<Command>cmd: a</Command>\n</Exec>\n</Task>\nOther");
}

// Somebody who names a task or a service "Subject:" or "Account Name: x" gains nothing.
TEST(RenderedMessage, AFieldIsTakenOnce) {
  const Told told = Read(kSecurityProvider, 4672,
                         "x\n\nSubject:\n\tAccount Name:\tbob\n\tAccount Name:\tsystem\n");
  EXPECT_EQ(told, (Told{{"SubjectUserName", "bob"}}));
}

TEST(RenderedMessage, Services) {
  EXPECT_EQ(Read("Service Control Manager", 7045,
                 "A service was installed in the system.\r\n\r\nService Name:  PSEXESVC\r\n"
                 "Service File Name:  %SystemRoot%\\PSEXESVC.exe\r\nService Type:  user mode "
                 "service\r\nService Start Type:  demand start\r\nService Account:  LocalSystem"),
            (Told{{"ServiceName", "PSEXESVC"},
                  {"ImagePath", "%SystemRoot%\\PSEXESVC.exe"},
                  {"ServiceType", "user mode service"},
                  {"StartType", "demand start"},
                  {"AccountName", "LocalSystem"}}));
  EXPECT_EQ(
      Read("Service Control Manager", 7045,
           "サービスがシステムにインストールされました。\n\nサービス名:  x\n"
           "サービス ファイル名:  cmd.exe /c y: z\nサービスの種類:  ユーザー モード サービス\n"
           "サービス開始の種類:  要求時開始\nサービス アカウント:  LocalSystem"),
      (Told{{"ServiceName", "x"},
            {"ImagePath", "cmd.exe /c y: z"},
            {"ServiceType", "ユーザー モード サービス"},
            {"StartType", "要求時開始"},
            {"AccountName", "LocalSystem"}}));
  EXPECT_EQ(Read("Service Control Manager", 7036,
                 "The Windows Update service entered the stopped state."),
            (Told{{"param1", "Windows Update"}, {"param2", "stopped"}}));
  EXPECT_EQ(
      Read("Service Control Manager", 7036, "Windows Update サービスは 停止 状態に移行しました。"),
      (Told{{"param1", "Windows Update"}, {"param2", "停止"}}));
  EXPECT_EQ(Read("Service Control Manager", 7040,
                 "The start type of the BITS service was changed from demand start to auto start."),
            (Told{{"param1", "BITS"}, {"param2", "demand start"}, {"param3", "auto start"}}));
  EXPECT_TRUE(Read("Service Control Manager", 7036, "The service did something.").empty());
}

TEST(RenderedMessage, RemoteSessions) {
  constexpr std::string_view kManager = "Microsoft-Windows-TerminalServices-LocalSessionManager";
  const Told expected = {{"User", "CORP\\bob"}, {"SessionID", "2"}, {"Address", "192.0.2.1"}};
  EXPECT_EQ(Read(kManager, 21,
                 "Remote Desktop Services: Session logon succeeded:\n\nUser: CORP\\bob\n"
                 "Session ID: 2\nSource Network Address: 192.0.2.1"),
            expected);
  EXPECT_EQ(Read(kManager, 21,
                 "リモート デスクトップ サービス: セッション ログオンに成功しました:\n\n"
                 "ユーザー: CORP\\bob\nセッション ID: 2\nソース ネットワーク アドレス: 192.0.2.1"),
            expected);
  EXPECT_EQ(Read("Microsoft-Windows-TerminalServices-RemoteConnectionManager", 1149,
                 "Remote Desktop Services: User authentication succeeded:\n\nUser: bob\n"
                 "Domain: CORP\nSource Network Address: 192.0.2.1"),
            (Told{{"Param1", "bob"}, {"Param2", "CORP"}, {"Param3", "192.0.2.1"}}));
}

TEST(RenderedMessage, ScriptBlocks) {
  const Told expected = {{"MessageNumber", "1"},
                         {"MessageTotal", "3"},
                         {"ScriptBlockText", "Invoke-X\nScriptBlock ID: none\n  y"},
                         {"ScriptBlockId", "ab-cd"},
                         {"Path", "C:\\a.ps1"}};
  EXPECT_EQ(Read("Microsoft-Windows-PowerShell", 4104,
                 "Creating Scriptblock text (1 of 3):\r\nInvoke-X\r\nScriptBlock ID: none\r\n  "
                 "y\r\n\r\nScriptBlock ID: ab-cd\r\nPath: C:\\a.ps1"),
            expected);
  EXPECT_EQ(Read("Microsoft-Windows-PowerShell", 4104,
                 "Scriptblock テキストを作成しています (3 個中 1 個目):\nInvoke-X\n"
                 "ScriptBlock ID: none\n  y\n\nScriptBlock ID: ab-cd\nパス: C:\\a.ps1"),
            expected);
  const Told run = Read("Microsoft-Windows-PowerShell", 4103,
                        "CommandInvocation(Get-X): \"Get-X\"\n\n\nContext:\n        Host Name = "
                        "ConsoleHost\n\n\nUser Data:\n\n");
  EXPECT_EQ(run.at("Payload"), "CommandInvocation(Get-X): \"Get-X\"");
  EXPECT_EQ(run.at("ContextInfo"), "        Host Name = ConsoleHost");
  EXPECT_EQ(run.at("UserData"), "");
  EXPECT_EQ(Read("PowerShell", 400,
                 "Engine state is changed from None to Available. \n\nDetails: \n"
                 "\tNewEngineState=Available\n\tHostApplication=powershell -enc x\n"),
            (Told{{"Data", " \n\tNewEngineState=Available\n\tHostApplication=powershell -enc x"}}));
}

TEST(RenderedMessage, TasksAndLogs) {
  EXPECT_EQ(Read("Microsoft-Windows-TaskScheduler", 106,
                 "User \"CORP\\bob\"  registered Task Scheduler task \"\\x\""),
            (Told{{"UserContext", "CORP\\bob"}, {"TaskName", "\\x"}}));
  EXPECT_EQ(Read("Microsoft-Windows-Eventlog", 1102,
                 "The audit log was cleared.\nSubject:\n\tSecurity ID:\tS-1\n\tAccount Name:\tbob\n"
                 "\tDomain Name:\tCORP\n\tLogon ID:\t0x1"),
            (Told{{"SubjectUserSid", "S-1"},
                  {"SubjectUserName", "bob"},
                  {"SubjectDomainName", "CORP"},
                  {"SubjectLogonId", "0x1"}}));
  EXPECT_EQ(Read("Microsoft-Windows-Eventlog", 104, "The System log file was cleared."),
            (Told{{"Channel", "System"}}));
}

TEST(RenderedMessage, OtherProvidersAndFormsTellNothing) {
  EXPECT_TRUE(Read("Somebody", 4624, "Subject:\n\tAccount Name:\tbob").empty());
  EXPECT_TRUE(Read(kSecurityProvider, 4624, "").empty());
  EXPECT_TRUE(Read(kSecurityProvider, 4624, "Ein Konto wurde angemeldet: ja").empty());
  EXPECT_TRUE(Read("Microsoft-Windows-PowerShell", 4104, "no script").empty());
  EXPECT_TRUE(Read("Microsoft-Windows-PowerShell", 4103, "no context").empty());
}

TEST(MessageTable, HoldsNoRowTwiceAndNoLabelInTwoTongues) {
  std::set<std::string> keys;
  for (const LabelRow& row : LabelRows()) {
    EXPECT_LE(row.events.first, row.events.last);
    EXPECT_FALSE(row.field.empty());
    EXPECT_EQ(EnglishLabel(row.label), row.label);
    const std::string key = std::to_string(static_cast<int>(row.family)) + "/" +
                            std::to_string(row.events.first) + "/" + std::string(row.section) +
                            "/" + std::string(row.label);
    EXPECT_TRUE(keys.insert(key).second) << key;
  }
  EXPECT_EQ(EnglishLabel("サブジェクト"), "Subject");
  EXPECT_EQ(EnglishLabel("知らない"), "知らない");
}

}  // namespace
}  // namespace noroshi::message
