// auditd: lines of one event put together, however they lie, and what their values become.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/lines/audit_text.h"
#include "evidence/lines/event_line_cutter.h"
#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

using testing::ReadText;
using testing::TextResult;
using Values = std::vector<std::string>;

constexpr std::string_view kAudit =
    "type=SYSCALL msg=audit(1604994496.155:92733): arch=c000003e syscall=59 success=yes a0=55aa "
    "ppid=10 pid=11 comm=\"sh\" exe=\"/bin/dash\"\n"
    "type=EXECVE msg=audit(1604994496.155:92733): argc=3 a0=\"sh\" a1=\"-c\" a2=6C73202D6C\n"
    "type=CWD msg=audit(1604994496.155:92733): cwd=\"/root\"\n"
    "type=PATH msg=audit(1604994496.155:92733): item=0 name=\"/bin/sh\"\n"
    "type=PATH msg=audit(1604994496.155:92733): item=1 name=\"/lib64/ld.so\"\n"
    "type=USER_LOGIN msg=audit(1604994497.000:92734): pid=1 msg='op=login res=success'\n";

TEST(Audit, TheLinesOfOneEventAreOneRecord) {
  for (const std::size_t piece : {1U, 50U, 100'000U}) {
    testing::TextSettings settings;
    settings.piece = piece;
    const TextResult read = ReadText(kAudit, settings);
    ASSERT_EQ(read.events.size(), 2U);
    const auto& event = read.events[0];
    EXPECT_EQ(event.record_id, 92733U);
    EXPECT_EQ(event.line, 1U);
    EXPECT_EQ(event.fields.at("type"), Values({"SYSCALL", "EXECVE", "CWD", "PATH", "PATH"}));
    EXPECT_EQ(event.fields.at("name"), Values({"/bin/sh", "/lib64/ld.so"}));
    EXPECT_EQ(event.At("CommandLine"), "sh -c ls -l");  // not with SYSCALL's a0
    EXPECT_EQ(event.At("Image"), "/bin/dash");
    EXPECT_EQ(event.At("CurrentDirectory"), "/root");
    EXPECT_EQ(event.At("ProcessId"), "11");
    EXPECT_EQ(event.At("ParentProcessId"), "10");
    EXPECT_EQ(read.events[1].line, 6U);
    EXPECT_EQ(read.events[1].At("res"), "success");
    EXPECT_EQ(read.account.used, kAudit.size());
  }
}

TEST(Audit, AnEventWithoutEndIsCut) {
  std::string text;
  while (text.size() < 3 * lines::kMaxAuditEventBytes) {
    text += "type=PATH msg=audit(1604994496.155:1): item=0 name=\"/bin/sh\"\n";
  }
  const TextResult read = ReadText(text);
  EXPECT_GE(read.events.size(), 3U);
  EXPECT_LE(read.events.size(), 4U);
  EXPECT_EQ(read.account.used, text.size());
}

TEST(AuditLine, WantsTheWholeMark) {
  const auto event_of = [](std::string_view line) { return lines::ReadAuditLine(line).event; };
  EXPECT_EQ(event_of("type=A msg=audit(1.2:3): x"), "1.2:3");
  EXPECT_EQ(event_of("node=n type=A msg=audit(1.2:3):"), "1.2:3");
  EXPECT_EQ(event_of("Nov 10 07:48:16 srv audispd[7]: node=n type=A msg=audit(1.2:3): x"), "1.2:3");
  for (const std::string_view line :
       {"", "type=", "type=A", "type=A msg=audit(1.2:3", "node=n", "x type=A msg=audit(1.2:3)",
        "type=A b msg=audit(1.2:3)", "said: 'type=A msg=audit(1.2:3)'", " msg=audit(1.2:3)",
        "Nov 10 07:48:16 srv app: quotes type=A msg=audit(1.2:3)"}) {
    EXPECT_EQ(event_of(line), "") << line;
  }
  const lines::AuditLine line = lines::ReadAuditLine("node=n type=A msg=audit(1.2:3): x=1");
  EXPECT_EQ(line.node, "n");
  EXPECT_EQ(line.type, "A");
  EXPECT_EQ(line.rest, ": x=1");
}

std::string Call(int serial, const std::string& type, const std::string& rest,
                 const std::string& second = "1604994496.155") {
  return "type=" + type + " msg=audit(" + second + ":" + std::to_string(serial) + "): " + rest +
         "\n";
}

// Two processors, or two hosts, write at the same time.
TEST(Audit, EventsWhoseLinesAlternateAreStillWhole) {
  const std::string text =
      Call(1, "SYSCALL", "ppid=1 pid=11 exe=\"/bin/one\"") +
      Call(2, "SYSCALL", "ppid=1 pid=22 exe=\"/bin/two\"") +
      Call(1, "EXECVE", "argc=2 a0=\"one\" a1=\"x\"") + Call(2, "EXECVE", "argc=1 a0=\"two\"") +
      Call(3, "USER_LOGIN", "pid=3 msg='op=login res=success'") +
      Call(2, "PROCTITLE", "proctitle=\"two\"") + Call(1, "PROCTITLE", "proctitle=\"one\"") +
      Call(1, "EOE", "") + Call(4, "SYSCALL", "pid=44");
  for (const std::size_t piece : {1U, 60U, 100'000U}) {
    testing::TextSettings settings;
    settings.piece = piece;
    const TextResult read = ReadText(text, settings);
    ASSERT_EQ(read.events.size(), 4U);
    EXPECT_EQ(read.events[0].record_id, 1U);
    EXPECT_EQ(read.events[0].line, 1U);
    EXPECT_EQ(read.events[0].At("CommandLine"), "one x");
    EXPECT_EQ(read.events[0].At("Image"), "/bin/one");
    EXPECT_EQ(read.events[0].fields.at("type"), Values({"SYSCALL", "EXECVE", "PROCTITLE", "EOE"}));
    EXPECT_EQ(read.events[1].record_id, 2U);
    EXPECT_EQ(read.events[1].line, 2U);
    EXPECT_EQ(read.events[1].At("CommandLine"), "two");
    EXPECT_EQ(read.events[1].At("pid"), "22");
    EXPECT_EQ(read.events[1].fields.at("pid"), Values({"22"}));  // nothing of the others
    EXPECT_EQ(read.events[2].line, 5U);
    EXPECT_EQ(read.events[3].line, 9U);
    EXPECT_TRUE(read.damage.empty());
    EXPECT_EQ(read.account.used, text.size());
    EXPECT_EQ(read.account.damaged, 0U);
  }
}

TEST(Audit, HostsThatShareASerialAreApart) {
  const auto line = [](const std::string& node, const std::string& type, const std::string& rest) {
    return "node=" + node + " " + Call(1, type, rest);
  };
  const TextResult read = ReadText(line("a", "SYSCALL", "pid=1") + line("b", "SYSCALL", "pid=2") +
                                   line("a", "CWD", "cwd=\"/a\"") + line("b", "CWD", "cwd=\"/b\""));
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].fields.at("cwd"), Values({"/a"}));
  EXPECT_EQ(read.events[1].fields.at("cwd"), Values({"/b"}));
  EXPECT_EQ(read.events[1].At("Computer"), "b");
}

TEST(Audit, LinesBehindASyslogHeaderArePutTogetherToo) {
  const std::string head = "2020-11-10T07:48:16Z srv audispd[9]: ";
  const TextResult read =
      ReadText(head + Call(1, "SYSCALL", "pid=1 exe=\"/bin/ls\"") +
               "2020-11-10T07:48:16Z srv sshd[1]: Accepted password for root from 192.0.2.1\n" +
               head + Call(1, "EXECVE", "argc=1 a0=\"ls\""));
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "linux:auditd");
  EXPECT_EQ(read.events[0].At("CommandLine"), "ls");
  EXPECT_EQ(read.events[0].At("Computer"), "srv");
  EXPECT_EQ(read.events[1].channel, "linux:sshd");
}

// An event is not waited for longer than auditd itself waits.
TEST(Audit, TheRestOfAnEventIsLookedForOnlySoFar) {
  const std::string later = Call(2, "SYSCALL", "pid=2", "1604994498.000");
  const TextResult timed =
      ReadText(Call(1, "SYSCALL", "pid=1") + later + Call(1, "CWD", "cwd=\"/x\""));
  EXPECT_EQ(timed.events.size(), 3U);
  std::string many = Call(1, "SYSCALL", "pid=1");
  for (std::size_t i = 0; i <= lines::kMaxForeignLines; ++i) {
    many += Call(100 + static_cast<int>(i), "USER_AUTH", "pid=5");
  }
  const TextResult read = ReadText(many + Call(1, "PATH", "item=0 name=\"/x\""));
  EXPECT_EQ(read.events.size(), lines::kMaxForeignLines + 3);
  EXPECT_EQ(read.CountOf(DamageKind::kRecordPartial), 1U);  // a PATH without its SYSCALL
}

TEST(Audit, ManyEventsAtOnceStayWholeAndCostNoneTwice) {
  std::string text;
  constexpr int kEvents = 40;
  for (const std::string& type : Values{"SYSCALL", "CWD", "PATH", "PROCTITLE"}) {
    for (int i = 0; i < kEvents; ++i) text += Call(i, type, "v_" + type + "=" + std::to_string(i));
  }
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), static_cast<std::size_t>(kEvents));
  for (int i = 0; i < kEvents; ++i) {
    const auto& event = read.events[static_cast<std::size_t>(i)];
    EXPECT_EQ(event.record_id, static_cast<std::uint64_t>(i));
    EXPECT_EQ(event.At("v_PROCTITLE"), std::to_string(i));
    EXPECT_EQ(event.fields.at("type").size(), 4U);
  }
  EXPECT_EQ(read.account.used, text.size());
}

TEST(Audit, WhatIsMissingIsSaid) {
  const auto partial = [](const std::string& text) {
    return ReadText(text).CountOf(DamageKind::kRecordPartial);
  };
  EXPECT_EQ(partial(Call(1, "EXECVE", "argc=1 a0=\"ls\"")), 1U);  // without SYSCALL
  EXPECT_EQ(partial(Call(1, "SYSCALL", "pid=1") + Call(1, "EXECVE", "argc=3 a0=\"ls\"")), 1U);
  EXPECT_EQ(partial(Call(1, "SYSCALL", "items=2") + Call(1, "PATH", "name=\"/x\"")), 1U);
  EXPECT_EQ(partial(Call(1, "SYSCALL", "items=2")), 0U);  // told to leave PATH out
  EXPECT_EQ(partial(Call(1, "SYSCALL", "items=1") + Call(1, "PATH", "name=\"/x\"")), 0U);
  EXPECT_EQ(partial(Call(1, "USER_LOGIN", "pid=1")), 0U);
  EXPECT_EQ(partial(Call(1, "EOE", "") + Call(2, "USER_LOGIN", "pid=1")), 0U);
}

TEST(Audit, LongArgumentsComeInPieces) {
  const TextResult read = ReadText(Call(1, "SYSCALL", "pid=1") +
                                   Call(1, "EXECVE", "argc=3 a0=\"sh\" a1_len=8 a1[0]=2D63") +
                                   Call(1, "EXECVE", "a1[1]=6C73 a2=\"end\""));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("CommandLine"), "sh -cls end");
  EXPECT_TRUE(read.damage.empty());
}

TEST(Audit, RelativeNamesAreAlsoNamedFromTheRoot) {
  const TextResult read =
      ReadText(Call(1, "SYSCALL", "pid=1") + Call(1, "CWD", "cwd=\"/etc/ssh\"") +
               Call(1, "PATH", "item=0 name=\"../passwd\"") +
               Call(1, "PATH", "item=1 name=\"/usr/x\"") + Call(1, "PATH", "item=2 name=(null)"));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].fields.at("name"),
            Values({"../passwd", "/usr/x", "(null)", "/etc/passwd"}));
}

TEST(Audit, TheNamesThatAuditdAddsAreTheUsers) {
  const TextResult read = ReadText(Call(1, "SYSCALL", "pid=1 uid=0\x1DUID=\"root\" AUID=\"hana\"") +
                                   Call(1, "EXECVE", "argc=1 a0=\"id\""));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("User"), "root");
  EXPECT_EQ(read.events[0].At("AUID"), "hana");
}

TEST(AuditText, HexIsDecodedWhereItIsText) {
  EXPECT_EQ(lines::DecodeAuditHex("6C73202D6C"), "ls -l");
  EXPECT_EQ(lines::DecodeAuditHex("7368002D63"), "sh -c");
  EXPECT_EQ(lines::DecodeAuditHex("E38182"), "\xE3\x81\x82");
  for (const std::string_view none : {"", "6", "6c73", "FF", "E381", "6G", "(null)"}) {
    EXPECT_EQ(lines::DecodeAuditHex(none), "") << none;
  }
  EXPECT_TRUE(lines::MayBeAuditHex("proctitle"));
  EXPECT_TRUE(lines::MayBeAuditHex("acct"));
  EXPECT_TRUE(lines::MayBeAuditHex("watch"));
  EXPECT_FALSE(lines::MayBeAuditHex("pid"));
  EXPECT_FALSE(lines::MayBeAuditHex("arch"));
}

TEST(AuditText, PathsAreJoinedByTheirLetters) {
  const std::pair<const char*, const char*> cases[] = {
      {"x", "/a/b/x"},       {"./x", "/a/b/x"}, {"../x", "/a/x"}, {"../../../x", "/x"},
      {"c//d/", "/a/b/c/d"}, {"..", "/a"},      {"../..", "/"},   {".", "/a/b"},
  };
  for (const auto& [name, whole] : cases) EXPECT_EQ(lines::JoinAuditPath("/a/b", name), whole);
  EXPECT_EQ(lines::JoinAuditPath("/", "x"), "/x");
}

TEST(Audit, SaysWhereASocketLedTo) {
  struct Case {
    std::string_view saddr, family, address, port;
  };
  constexpr Case kCases[] = {
      {"020001BBC63364070000000000000000", "inet", "198.51.100.7", "443"},
      {"020001BBC6336407", "inet", "198.51.100.7", "443"},
      {"0A00005000000000"
       "20010DB8000000000000000000000007"
       "00000000",
       "inet6", "2001:db8::7", "80"},
      {"020001BBC63364", "(missing)", "(missing)", "(missing)"},  // cut short
      {"0100"
       "2F72756E2F78",
       "(missing)", "(missing)", "(missing)"},  // a local socket
      {"02ZZ01BBC6336407", "(missing)", "(missing)", "(missing)"},
      {"", "(missing)", "(missing)", "(missing)"},
  };
  for (const Case& c : kCases) {
    const auto read = testing::ReadText(
        "type=SYSCALL msg=audit(1604994500.001:7): syscall=42 exe=\"/usr/bin/curl\"\n"
        "type=SOCKADDR msg=audit(1604994500.001:7): saddr=" +
        std::string(c.saddr) + "\n");
    ASSERT_EQ(read.events.size(), 1U) << c.saddr;
    EXPECT_EQ(read.events[0].At("saddr_fam"), c.family) << c.saddr;
    EXPECT_EQ(read.events[0].At("laddr"), c.address) << c.saddr;
    EXPECT_EQ(read.events[0].At("lport"), c.port) << c.saddr;
  }
}

}  // namespace
}  // namespace noroshi
