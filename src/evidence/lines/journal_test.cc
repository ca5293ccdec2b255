// The journal of systemd, Sysmon for Linux in syslog and journal, and auditd's lines put together.
#include "evidence/lines/journal.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

using testing::ReadText;
using testing::TextResult;

constexpr std::string_view kSysmonEvent =
    R"(<Event><System><Provider Name="Linux-Sysmon" Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"/>)"
    R"(<EventID>1</EventID><Version>5</Version><Level>4</Level>)"
    R"(<TimeCreated SystemTime="2021-10-14T09:39:22.012345000Z"/><EventRecordID>17</EventRecordID>)"
    R"(<Correlation/><Execution ProcessID="99" ThreadID="99"/>)"
    R"(<Channel>Linux-Sysmon/Operational</Channel><Computer>srv</Computer><Security UserId="0"/>)"
    R"(</System><EventData><Data Name="Image">/bin/sh</Data>)"
    R"(<Data Name="CommandLine">sh -c "a &amp;&amp; b"</Data></EventData></Event>)";

void ExpectSysmon(const TextResult& read) {
  ASSERT_EQ(read.events.size(), 1U);
  const auto& event = read.events[0];
  EXPECT_EQ(event.channel, "linux:sysmon");
  EXPECT_EQ(event.provider, "Linux-Sysmon");
  EXPECT_EQ(event.event_id, 1U);
  EXPECT_EQ(event.record_id, 17U);
  EXPECT_EQ(event.time, "2021-10-14T09:39:22.0123450Z");
  EXPECT_EQ(event.At("Computer"), "srv");
  EXPECT_EQ(event.At("Image"), "/bin/sh");
  EXPECT_EQ(event.At("CommandLine"), "sh -c \"a && b\"");
  EXPECT_EQ(event.marks, EventMark::kNone);
}

// As a JSON string.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

TEST(LinuxSysmon, InALineOfSyslog) {
  ExpectSysmon(ReadText("2021-10-14T09:39:23Z srv sysmon: " + std::string(kSysmonEvent) + "\n"));
}

TEST(LinuxSysmon, InTheJournal) {
  ExpectSysmon(ReadText(
      R"({"__REALTIME_TIMESTAMP":"1634204363000000","SYSLOG_IDENTIFIER":"sysmon","_HOSTNAME":"x",)"
      R"("MESSAGE":)" +
      Quoted(kSysmonEvent) + "}\n"));
}

TEST(LinuxSysmon, InLogAnalyticsSyslogTable) {
  ExpectSysmon(
      ReadText(R"({"TimeGenerated":"2021-10-14T09:39:23Z","HostName":"x","ProcessName":"sysmon",)"
               R"("SyslogMessage":)" +
               Quoted(kSysmonEvent) + "}\n"));
}

TEST(SyslogTable, CarriesAnyProgramsMessages) {
  const TextResult read = ReadText(
      R"({"EventTime":"2020-10-05T02:11:09Z","HostName":"srv","ProcessName":"sshd","ProcessID":7,)"
      R"("SyslogMessage":"Accepted password for root from 192.0.2.1 port 1 ssh2"})"
      "\n"
      R"({"EventTime":"2020-10-05T02:11:10Z","HostName":"srv","ProcessName":"auoms","SyslogMessage":)"
      R"("type=AUOMS_EXECVE audit(1.5:9): exe=\"/bin/sh\" cmdline=\"sh -c id\" uid=0"})"
      "\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "linux:sshd");
  EXPECT_EQ(read.events[0].At("Computer"), "srv");
  EXPECT_EQ(read.events[0].At("pid"), "7");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.events[1].channel, "linux:auditd");
  EXPECT_EQ(read.events[1].At("CommandLine"), "sh -c id");
  EXPECT_EQ(read.events[1].At("Image"), "/bin/sh");
}

TEST(LinuxSysmon, AnEventThatIsCutIsPartial) {
  const TextResult read =
      ReadText("2021-10-14T09:39:23Z srv sysmon: " +
               std::string(kSysmonEvent.substr(0, kSysmonEvent.size() - 30)) + "\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_TRUE(HasMark(read.events[0].marks, EventMark::kPartial));
  EXPECT_EQ(read.events[0].channel, "linux:sysmon");
}

TEST(Journal, IsWhatSyslogWouldHaveCarried) {
  const TextResult read = ReadText(
      R"({"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1601863869000001","_HOSTNAME":"srv",)"
      R"("SYSLOG_IDENTIFIER":"sshd","_PID":"42","_UID":"0","PRIORITY":"6",)"
      R"("_SOURCE_REALTIME_TIMESTAMP":"1601863869123456",)"
      R"("MESSAGE":"Accepted password for \"root\" from 192.0.2.1 port 1 ssh2"})"
      "\n"
      R"({"__REALTIME_TIMESTAMP":"1601863870000000","_COMM":"cron","_HOSTNAME":"srv","MESSAGE":"x"})"
      "\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "linux:sshd");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1234560Z");
  EXPECT_EQ(read.events[0].At("Computer"), "srv");
  EXPECT_EQ(read.events[0].At("program"), "sshd");
  EXPECT_EQ(read.events[0].At("pid"), "42");
  EXPECT_EQ(read.events[0].At("message"),
            "Accepted password for \"root\" from 192.0.2.1 port 1 ssh2");
  EXPECT_EQ(read.events[0].At("_UID"), "0");
  EXPECT_EQ(read.events[1].channel, "linux:cron");
}

TEST(Journal, AMessageOfBytesIsPutTogether) {
  const TextResult read =
      ReadText(R"({"__REALTIME_TIMESTAMP":"1601863869000001","SYSLOG_IDENTIFIER":"a",)"
               R"("MESSAGE":[104,105,255,33]})"
               "\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("message"), "hi\uFFFD!");
}

TEST(Journal, AuditRecordsAreAuditds) {
  const TextResult read = ReadText(
      R"({"__REALTIME_TIMESTAMP":"1601863869000001","_TRANSPORT":"audit","_AUDIT_TYPE_NAME":"SYSCALL",)"
      R"("_HOSTNAME":"srv","MESSAGE":"SYSCALL arch=c000003e syscall=59 exe=\"/bin/sh\""})"
      "\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "linux:auditd");
  EXPECT_EQ(read.events[0].At("type"), "SYSCALL");
  EXPECT_EQ(read.events[0].At("exe"), "/bin/sh");
}

// Readers tell the host before anybody asks for the record: records are counted by it.
TEST(TextEvidence, TellsTheHostOfRecordsThatNobodyWants) {
  class Nobody final : public EventInterest {
   public:
    bool Wants(const EventKind& kind) override {
      hosts.insert(kind.computer);
      return false;
    }
    std::set<Symbol> hosts;
  } nobody;
  testing::TextSettings settings;
  settings.interest = &nobody;
  const TextResult read = ReadText(
      "2020-10-05T02:11:09Z one sshd: a\n2020-10-05T02:11:09Z two sshd: a\n"
      "2020-10-05T02:11:09Z one sshd: a\n",
      settings);
  EXPECT_TRUE(read.events.empty());
  EXPECT_EQ(read.record_count, 3U);
  EXPECT_EQ(nobody.hosts.size(), 2U);
  EXPECT_FALSE(nobody.hosts.contains(kNoSymbol));
}

}  // namespace
}  // namespace noroshi
