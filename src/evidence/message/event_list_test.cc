// Lists of Windows events as wevtutil and PowerShell print them.
#include "evidence/message/event_list.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi::message {
namespace {

using testing::ReadText;
using testing::TextResult;

constexpr std::string_view kWevtutil =
    "Event[0]:\r\n  Log Name: Security\r\n  Source: Microsoft-Windows-Security-Auditing\r\n"
    "  Date: 2020-10-05T02:11:09.123\r\n  Event ID: 4624\r\n  Task: Logon\r\n"
    "  Level: Information\r\n  Opcode: Info\r\n  Keyword: Audit Success\r\n  User: N/A\r\n"
    "  User Name: N/A\r\n  Computer: SRV01\r\n  Description: \r\n"
    "An account was successfully logged on.\r\n\r\nSubject:\r\n\tAccount Name:\t\tSRV01$\r\n\r\n"
    "Logon Type:\t\t\t3\r\n\r\nNew Logon:\r\n\tAccount Name:\t\tbob\r\n\r\n\r\n"
    "Event[1]:\r\n  Log Name: System\r\n  Source: Service Control Manager\r\n"
    "  Date: 2020-10-05T02:11:10.000\r\n  Event ID: 7045\r\n  Computer: SRV01\r\n  Description: "
    "\r\n"
    "A service was installed in the system.\r\n\r\nService Name:  x\r\n"
    "Service File Name:  C:\\x.exe\r\n";

TEST(EventList, Wevtutil) {
  for (const std::size_t piece : {1U, 40U, 100'000U}) {
    testing::TextSettings settings;
    settings.piece = piece;
    const TextResult read = ReadText(kWevtutil, settings);
    EXPECT_EQ(read.format, "event list");
    ASSERT_EQ(read.events.size(), 2U);
    EXPECT_EQ(read.events[0].event_id, 4624U);
    EXPECT_EQ(read.events[0].channel, "Security");
    EXPECT_EQ(read.events[0].provider, "Microsoft-Windows-Security-Auditing");
    EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1230000Z");
    EXPECT_EQ(read.events[0].At("Computer"), "SRV01");
    EXPECT_EQ(read.events[0].At("SubjectUserName"), "SRV01$");
    EXPECT_EQ(read.events[0].At("TargetUserName"), "bob");
    EXPECT_EQ(read.events[0].At("LogonType"), "3");
    EXPECT_EQ(read.events[1].line, 25U);
    EXPECT_EQ(read.events[1].At("ServiceName"), "x");
    EXPECT_EQ(read.events[1].At("ImagePath"), "C:\\x.exe");
    EXPECT_TRUE(read.damage.empty());
    EXPECT_EQ(read.account.used, kWevtutil.size());
  }
}

TEST(EventList, WevtutilInJapanese) {
  const TextResult read = ReadText(
      "Event[0]:\n  ログの名前: Security\n  ソース: Microsoft-Windows-Security-Auditing\n"
      "  日付: 2020-10-05T02:11:09.123\n  イベント ID: 4634\n  コンピューター: SRV01\n  説明: \n"
      "アカウントがログオフしました。\n\nサブジェクト:\n\tアカウント名:\t\tbob\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].event_id, 4634U);
  EXPECT_EQ(read.events[0].At("TargetUserName"), "bob");
}

TEST(EventList, FormatList) {
  const TextResult read = ReadText(
      "\n\nTimeCreated  : 10/5/2020 2:11:09 AM\nProviderName : "
      "Microsoft-Windows-Security-Auditing\nId           : 4688\n"
      "Message      : A new process has been created.\n               \n"
      "               Creator Subject:\n               \tAccount Name:\t\tbob\n               \n"
      "               Process Information:\n"
      "               \tNew Process Name:\tC:\\x.exe\n"
      "               \tProcess Command Line:\tx /a : b\n\n"
      "TimeCreated  : 10/5/2020 2:11:10 AM\nProviderName : Microsoft-Windows-Sysmon\n"
      "Id           : 1\nMessage      : Process Create:\n               Image: C:\\y.exe\n\n\n");
  EXPECT_EQ(read.format, "event list");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "Security");  // by the provider
  EXPECT_EQ(read.events[0].event_id, 4688U);
  EXPECT_EQ(read.events[0].At("SubjectUserName"), "bob");
  EXPECT_EQ(read.events[0].At("NewProcessName"), "C:\\x.exe");
  EXPECT_EQ(read.events[0].At("CommandLine"), "x /a : b");
  EXPECT_EQ(read.events[0].line, 3U);
  EXPECT_EQ(read.events[1].event_id, 1U);
  EXPECT_EQ(read.events[1].At("Image"), "C:\\y.exe");
  EXPECT_EQ(read.events[1].line, 15U);
}

TEST(EventList, WhatCannotBeToldIsCounted) {
  const TextResult read = ReadText(
      "Event[0]:\n  Log Name: X\n  Source: Somebody\n  Date: 2020-10-05T02:11:09.123\n"
      "  Event ID: 1\n  Computer: C\n  Description: \nIt said:\nName: x\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.CountOf(DamageKind::kMessageOnly), 1U);
  EXPECT_EQ(read.events[0].At("Message"), "It said:\nName: x");
}

TEST(EventList, OtherTextsAreNone) {
  for (const std::string_view text :
       {"", "\n\n", "Event[0]:\n", "Event[0]:\n  Log Name: x\n", "Id : 1\nName : x\n",
        "TimeCreated : 1\nId : 2\n\nTimeCreated : 1\nProviderName : x\n", "a: b\nc: d\n"}) {
    EXPECT_FALSE(EventList::Detect(text)) << text;
  }
}

}  // namespace
}  // namespace noroshi::message
