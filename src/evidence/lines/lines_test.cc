// Line formats: how each is told, what becomes of its columns, and what of damaged lines.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/lines/syslog.h"
#include "evidence/lines/tokens.h"
#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

using testing::ReadText;
using testing::TextEvent;
using testing::TextResult;
using Values = std::vector<std::string>;

TEST(SplitWords, KeepsQuotedAndBracketedWordsWhole) {
  std::vector<std::string_view> words;
  lines::SplitWords(R"(a  "b c" [d e] "f\" g" "h)", words);
  EXPECT_EQ(words, (std::vector<std::string_view>{"a", "\"b c\"", "[d e]", R"("f\" g")", "\"h"}));
  lines::SplitWords("", words);
  EXPECT_TRUE(words.empty());
}

constexpr std::string_view kZeekHeader =
    "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\thttp\n"
    "#open\t2021-01-01-00-00-00\n"
    "#fields\tts\tuid\tid.orig_h\tid.resp_p\thost\turi\tuser_agent\ttags\trejected\n"
    "#types\ttime\tstring\taddr\tport\tstring\tstring\tstring\tset[enum]\tbool\n";

TEST(Zeek, ReadsTypesSetsUnsetAndEmpty) {
  const std::string text = std::string(kZeekHeader) +
                           "1588205199.824370\tC1\t10.0.0.1\t80\texample.org\t/a\\x09b\t-\tx,y\tT\n"
                           "1588205200.000000\tC2\t10.0.0.1\t80\t(empty)\t/\tagent\t(empty)\tF\n"
                           "#close\t2021-01-01-00-00-00\n";
  const TextResult read = ReadText(text);
  EXPECT_EQ(read.format, "zeek");
  ASSERT_EQ(read.events.size(), 2U);
  const TextEvent& first = read.events[0];
  EXPECT_EQ(first.channel, "zeek:http");
  EXPECT_EQ(first.time, "2020-04-30T00:06:39.8243700Z");
  EXPECT_EQ(first.line, 9U);
  EXPECT_EQ(first.At("id.orig_h"), "10.0.0.1");
  EXPECT_EQ(first.At("uri"), "/a\tb");
  EXPECT_EQ(first.At("user_agent"), "(missing)");
  EXPECT_EQ(first.fields.at("tags"), Values({"x", "y"}));
  EXPECT_EQ(first.At("rejected"), "true");
  EXPECT_EQ(read.events[1].At("host"), "");
  EXPECT_EQ(read.events[1].At("tags"), "(null)");
  EXPECT_EQ(read.events[1].At("rejected"), "false");
  EXPECT_EQ(read.account.used, text.size());
}

TEST(Zeek, TakesANewHeaderInTheMiddle) {
  const std::string text = std::string(kZeekHeader) +
                           "1588205199.8\tC1\t10.0.0.1\t80\th\t/\t-\t-\tT\n"
                           "#fields\tts\tquery\n#types\ttime\tstring\n#path\tdns\n"
                           "1588205199.8\texample.org\n";
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[1].channel, "zeek:dns");
  EXPECT_EQ(read.events[1].At("query"), "example.org");
  EXPECT_EQ(read.events[1].At("host"), "(missing)");
}

TEST(Zeek, KnowsItsHeaderInEveryUnit) {
  std::string text(kZeekHeader);
  constexpr int kLines = 20'000;
  for (int i = 0; i < kLines; ++i) text += "1588205199.8\tC1\t10.0.0.1\t80\th\t/\tagent\t-\tT\n";
  const TextResult read = ReadText(text);
  EXPECT_GT(read.units, 2U);
  ASSERT_EQ(read.events.size(), static_cast<std::size_t>(kLines));
  EXPECT_EQ(read.events.back().channel, "zeek:http");
  EXPECT_EQ(read.events.back().At("user_agent"), "agent");
}

TEST(Zeek, ATruncatedLineIsPartialAndALongOneBad) {
  const std::string text = std::string(kZeekHeader) + "1588205199.8\tC1\t10.0.0.1\t80\th\n" +
                           "1588205199.8\tC1\t10.0.0.1\t80\th\t/\tagent\t-\tT\tmore\n" +
                           "1588205199.8\tC";
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_TRUE(HasMark(read.events[0].marks, EventMark::kPartial));
  EXPECT_EQ(read.events[0].At("host"), "h");
  EXPECT_TRUE(HasMark(read.events[1].marks, EventMark::kPartial));
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 1U);
  EXPECT_EQ(read.account.used + read.account.damaged, text.size());
}

TEST(Zeek, JsonIsToldByItsNames) {
  struct Case {
    std::string_view text, channel;
  };
  constexpr Case kCases[] = {
      {R"({"_path":"ssl","ts":"2021-01-01T00:00:00Z","uid":"C"})", "zeek:ssl"},
      {R"({"@stream":"dns","@system":"s","@proc":"zeek","ts":1588205199.8,"id_orig_h":"10.0.0.1"})",
       "zeek:dns"},
      {R"({"ts":1588205199.8,"uid":"C","id.orig_h":"10.0.0.1","conn_state":"SF"})", "zeek:conn"},
      {R"({"ts":1588205199.8,"uid":"C","id.orig_h":"1","trans_depth":1,"method":"GET"})",
       "zeek:http"},
  };
  for (const Case& c : kCases) {
    const TextResult read = ReadText(c.text);
    ASSERT_EQ(read.events.size(), 1U) << c.text;
    EXPECT_EQ(read.events[0].channel, c.channel);
    EXPECT_NE(read.events[0].time, "") << c.text;
  }
  EXPECT_EQ(ReadText(kCases[1].text).events[0].At("id.orig_h"), "10.0.0.1");
  // Which sensor wrote it is no host of what it saw.
  EXPECT_EQ(ReadText(kCases[1].text).events[0].At("Computer"), "(missing)");
  EXPECT_EQ(ReadText(kCases[1].text).events[0].At("@system"), "s");
}

TEST(W3c, ReadsIisWhoseFieldsChange) {
  const std::string text =
      "#Software: Microsoft Internet Information Services 10.0\n#Date: 2021-04-01 00:00:21\n"
      "#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status\n"
      "2021-04-01 00:00:21 GET /a.asp x=1 10.0.0.1 Mozilla/5.0+(Windows+NT) 200\n"
      "#Fields: time cs-uri-stem cs(Referer)\n"
      "00:00:22 /b.asp -\n"
      "00:00:23\n";
  const TextResult read = ReadText(text);
  EXPECT_EQ(read.format, "w3c");
  ASSERT_EQ(read.events.size(), 3U);
  const TextEvent& first = read.events[0];
  EXPECT_EQ(first.channel, "webserver:iis");
  EXPECT_EQ(first.time, "2021-04-01T00:00:21.0000000Z");
  EXPECT_EQ(first.At("cs-user-agent"), "Mozilla/5.0 (Windows NT)");
  EXPECT_EQ(first.At("sc-status"), "200");
  EXPECT_EQ(read.events[1].time, "2021-04-01T00:00:22.0000000Z");  // the date of #Date
  EXPECT_EQ(read.events[1].At("cs-uri-stem"), "/b.asp");
  EXPECT_EQ(read.events[1].At("cs-referer"), "(missing)");
  EXPECT_TRUE(HasMark(read.events[2].marks, EventMark::kPartial));
}

TEST(W3c, TellsWhoWroteIt) {
  struct Case {
    std::string_view head, line, channel;
  };
  constexpr Case kCases[] = {
      {"#Software: SGOS 6.7\n#Fields: date time c-ip s-action cs-host cs-uri-path cs(User-Agent)\n",
       "2021-04-01 00:00:21 10.0.0.1 TCP_HIT example.org /a \"A B/1.0\"\n", "proxy:w3c"},
      {"#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: date "
       "time action protocol src-ip dst-ip src-port dst-port\n",
       "2005-04-11 08:05:57 DROP UDP 10.0.0.1 10.0.0.2 137 138\n", "firewall:windows"},
      {"#Fields: date time c-ip cs-uri-stem\n", "2021-04-01 00:00:21 10.0.0.1 /a\n",
       "webserver:w3c"},
  };
  for (const Case& c : kCases) {
    const TextResult read = ReadText(std::string(c.head) + std::string(c.line));
    ASSERT_EQ(read.events.size(), 1U) << c.head;
    EXPECT_EQ(read.events[0].channel, c.channel);
    EXPECT_EQ(read.CountOf(DamageKind::kUnknownShape), 0U);
  }
  const TextResult proxy = ReadText(std::string(kCases[0].head) + std::string(kCases[0].line));
  EXPECT_EQ(proxy.events[0].At("cs-user-agent"), "A B/1.0");
  const TextResult firewall = ReadText(std::string(kCases[1].head) + std::string(kCases[1].line));
  EXPECT_EQ(firewall.events[0].At("dst_port"), "138");
}

TEST(Squid, ReadsTheNativeFormat) {
  const TextResult read = ReadText(
      "1286536308.779    180 192.168.0.224 TCP_MISS/200 411 GET http://www.example.org/a?b alice "
      "DIRECT/10.9.8.7 text/html\nnot squid\n");
  EXPECT_EQ(read.format, "squid");
  ASSERT_EQ(read.events.size(), 1U);
  const TextEvent& event = read.events[0];
  EXPECT_EQ(event.channel, "proxy:squid");
  EXPECT_EQ(event.time, "2010-10-08T11:11:48.7790000Z");
  struct Case {
    const char *name, *value;
  };
  constexpr Case kCases[] = {{"c-ip", "192.168.0.224"}, {"s-action", "TCP_MISS"},
                             {"sc-status", "200"},      {"sc-bytes", "411"},
                             {"cs-method", "GET"},      {"c-uri", "http://www.example.org/a?b"},
                             {"cs-username", "alice"},  {"s-hierarchy", "DIRECT"},
                             {"r-ip", "10.9.8.7"},      {"rs-content-type", "text/html"},
                             {"time-taken", "180"},     {"_time", "(missing)"}};
  for (const Case& c : kCases) EXPECT_EQ(event.At(c.name), c.value) << c.name;
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 1U);
}

TEST(AccessLog, ReadsCommonCombinedAndVirtualHosts) {
  const TextResult read = ReadText(
      "10.0.0.1 - bob [10/Oct/2000:13:55:36 -0700] \"GET /a?b=c HTTP/1.1\" 200 2326\n"
      "10.0.0.2 - - [10/Oct/2000:13:55:36 +0900] \"POST / HTTP/2.0\" 404 - \"http://r/\" \"A "
      "\\\"B\\\"\"\n"
      "www.example.org:443 10.0.0.3 - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 0 \"-\" \"-\"\n"
      "damaged \"line\n");
  EXPECT_EQ(read.format, "access_log");
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.events[0].channel, "webserver:access");
  EXPECT_EQ(read.events[0].time, "2000-10-10T20:55:36.0000000Z");
  EXPECT_EQ(read.events[0].At("cs-username"), "bob");
  EXPECT_EQ(read.events[0].At("cs-uri"), "/a?b=c");
  EXPECT_EQ(read.events[0].At("cs-method"), "GET");
  EXPECT_EQ(read.events[1].time, "2000-10-10T04:55:36.0000000Z");
  EXPECT_EQ(read.events[1].At("cs-referer"), "http://r/");
  EXPECT_EQ(read.events[2].At("cs-host"), "www.example.org");
  EXPECT_EQ(read.events[2].At("cs-uri"), "(missing)");
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 1U);
}

TextResult ReadAt(std::string_view text, std::string_view newest) {
  testing::TextSettings settings;
  settings.options.text.newest = *ParseIso8601(newest);
  return ReadText(text, settings);
}

TEST(Syslog, RollsTheYear) {
  constexpr std::string_view kText =
      "Dec 31 23:59:59 host cron[1]: a\nJan  1 00:00:01 host cron[1]: b\n"
      "Feb 29 12:00:00 host cron[1]: c\n";
  const TextResult read = ReadAt(kText, "2021-03-01T00:00:00Z");
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.events[0].time, "2020-12-31T23:59:59.0000000Z");
  EXPECT_EQ(read.events[1].time, "2021-01-01T00:00:01.0000000Z");
  EXPECT_EQ(read.events[2].time, "2020-02-29T12:00:00.0000000Z");  // 2021 has none
  EXPECT_EQ(ReadText(kText).events[0].time, "");                   // nobody says which year it is
}

TEST(Syslog, ReadsEveryHeader) {
  struct Case {
    std::string_view line, channel, host, program, message;
  };
  constexpr Case kCases[] = {
      {"Oct  5 02:11:09 srv sshd[42]: Accepted password for root", "linux:sshd", "srv", "sshd",
       "Accepted password for root"},
      {"<34>Oct 11 22:14:15 srv su: failed", "linux:su", "srv", "su", "failed"},
      {"<165>1 2003-10-11T22:14:15.003Z srv app 7 ID47 - text here", "linux:syslog", "srv", "app",
       "text here"},
      {"<165>1 2003-10-11T22:14:15.003Z srv app - ID47 [x@1 a=\"b\"] text", "linux:syslog", "srv",
       "app", "text"},
      {"2021-10-05T02:11:09.123+09:00 srv sudo: bob : TTY=pts/0 ; PWD=/ ; USER=root ; "
       "COMMAND=/bin/sh",
       "linux:sudo", "srv", "sudo", "bob : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh"},
      {"Oct  5 02:11:09 srv a message without tag", "linux:syslog", "srv", "(missing)",
       "a message without tag"},
  };
  for (const Case& c : kCases) {
    const TextResult read = ReadAt(c.line, "2021-11-01T00:00:00Z");
    ASSERT_EQ(read.events.size(), 1U) << c.line;
    EXPECT_EQ(read.format, "syslog");
    EXPECT_EQ(read.events[0].channel, c.channel) << c.line;
    EXPECT_EQ(read.events[0].At("Computer"), c.host) << c.line;
    EXPECT_EQ(read.events[0].At("program"), c.program) << c.line;
    EXPECT_EQ(read.events[0].At("message"), c.message) << c.line;
    EXPECT_NE(read.events[0].time, "") << c.line;
  }
  EXPECT_EQ(ReadText(kCases[4].line).events[0].At("USER"), "root");
}

TEST(Audit, ReadsPairsAndDecodesWhatTheKernelEncoded) {
  const TextResult read = ReadText(
      "type=EXECVE msg=audit(1604994496.155:92733): argc=3 a0=\"sh\" a1=\"-c\" a2=6C73202D6C\n"
      "type=PROCTITLE msg=audit(1604994496.155:92733): proctitle=7368002D63\n"
      "node=srv type=SYSCALL msg=audit(1604994496.155:92734): arch=c000003e syscall=59 a0=55AA "
      "comm=\"arp\" exe=\"/usr/sbin/arp\" key=(null)\n"
      "type=USER_CMD msg=audit(1604994497.000:1): pid=1 msg='cwd=\"/root\" cmd=\"true\" "
      "res=success'\n"
      "type=BROKEN msg=audit(1604994497): no serial\n");
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.events[0].channel, "linux:auditd");
  EXPECT_EQ(read.events[0].time, "2020-11-10T07:48:16.1550000Z");
  EXPECT_EQ(read.events[0].record_id, 92733U);
  EXPECT_EQ(read.events[0].fields.at("type"), Values({"EXECVE", "PROCTITLE"}));
  EXPECT_EQ(read.events[0].At("a2"), "ls -l");
  EXPECT_EQ(read.events[0].At("CommandLine"), "sh -c ls -l");
  EXPECT_EQ(read.events[0].At("proctitle"), "sh -c");
  EXPECT_EQ(read.events[1].At("a0"), "55AA");  // a number, not a text
  EXPECT_EQ(read.events[1].At("Computer"), "srv");
  EXPECT_EQ(read.events[2].At("cwd"), "/root");
  EXPECT_EQ(read.events[2].At("res"), "success");
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 1U);
}

// The neutral session that a line of a VPN says.
void ExpectSession(std::string_view line, std::string_view channel,
                   const std::vector<std::pair<std::string, std::string>>& session) {
  const TextResult read = ReadAt(line, "2021-11-01T00:00:00Z");
  ASSERT_EQ(read.events.size(), 1U) << line;
  EXPECT_EQ(read.events[0].channel, channel) << line;
  EXPECT_NE(read.events[0].time, "") << line;
  for (const auto& [name, value] : session) EXPECT_EQ(read.events[0].At(name), value) << name;
}

TEST(RemoteAccess, OfFortiGate) {
  constexpr std::string_view kLine =
      R"(date=2021-05-04 time=11:22:33 devname="FW1" devid="FG100" logid="0101039424" type="event" subtype="vpn" level="information" vd="root" eventtime=1620094953123456789 tz="+0900" logdesc="SSL VPN tunnel up" action="tunnel-up" tunneltype="ssl-tunnel" tunnelid=1234 remip=203.0.113.5 tunnelip=10.212.134.200 user="alice" group="vpn" dst_host="N/A" msg="SSL tunnel established")";
  ExpectSession(kLine, "fortigate:event",
                {{"session_user", "alice"},
                 {"client_address", "203.0.113.5"},
                 {"assigned_address", "10.212.134.200"},
                 {"session_id", "1234"},
                 {"session_phase", "begin"},
                 {"client_host", "(missing)"},
                 {"Computer", "FW1"},
                 {"msg", "SSL tunnel established"}});
  EXPECT_EQ(ReadText(kLine).events[0].time, "2021-05-04T02:22:33.1234567Z");
  constexpr std::string_view kOld =
      R"(date=2021-05-04 time=11:22:33 tz="+0900" devname="FW1" logid="1" type="traffic" subtype="forward" srcip=10.0.0.1 dstip=10.0.0.2 dstport=443)";
  EXPECT_EQ(ReadText(kOld).events[0].time, "2021-05-04T02:22:33.0000000Z");
  EXPECT_EQ(ReadText(kOld).events[0].channel, "fortigate:traffic");
}

// A line of which every cell says its place, from 0: what is read where, and that nothing is lost.
std::string NumberedCells(const std::string& type, int count) {
  std::string line = "Oct  5 02:12:09 fw1 ";
  for (int i = 0; i < count; ++i) {
    if (i != 0) line += ',';
    if (i == 2) line += "0018";
    line += i == 3 ? type : i == 6 ? "2020/10/05 02:12:08" : "v" + std::to_string(i);
  }
  return line + "\n";
}

TEST(PaloAlto, EveryDocumentedColumnHasItsPlace) {
  const TextResult traffic = ReadText(NumberedCells("TRAFFIC", 78));
  ASSERT_EQ(traffic.events.size(), 1U);
  const std::pair<const char*, const char*> kTraffic[] = {{"src_ip", "v7"},
                                                          {"dst_ip", "v8"},
                                                          {"rule", "v11"},
                                                          {"src_user", "v12"},
                                                          {"action", "v30"},
                                                          {"bytes", "v31"},
                                                          {"category", "v37"},
                                                          {"seqno", "v39"},
                                                          {"dst_country", "v42"},
                                                          {"packets_sent", "v44"},
                                                          {"session_end_reason", "v46"},
                                                          {"device_name", "v52"},
                                                          {"tunnelid", "v56"},
                                                          {"rule_uuid", "v65"},
                                                          {"sdwan_site", "v73"},
                                                          {"xff_ip", "v75"}};
  for (const auto& [name, value] : kTraffic) {
    EXPECT_EQ(traffic.events[0].At(name), value) << name;
  }
  EXPECT_EQ(traffic.events[0].fields.at("more"), (std::vector<std::string>{"v76", "v77"}));
  const TextResult threat = ReadText(NumberedCells("THREAT", 81));
  ASSERT_EQ(threat.events.size(), 1U);
  const std::pair<const char*, const char*> kThreat[] = {
      {"url", "v31"},         {"threat_id", "v32"},    {"severity", "v34"},
      {"contenttype", "v41"}, {"filedigest", "v43"},   {"user_agent", "v46"},
      {"referer", "v49"},     {"recipient", "v52"},    {"device_name", "v59"},
      {"http_method", "v63"}, {"thr_category", "v69"}, {"http_headers", "v74"},
      {"xff_ip", "v79"}};
  for (const auto& [name, value] : kThreat) EXPECT_EQ(threat.events[0].At(name), value) << name;
  EXPECT_EQ(threat.events[0].fields.at("more"), (std::vector<std::string>{"v80"}));
}

TEST(RemoteAccess, OfPaloAlto) {
  constexpr std::string_view kLine =
      R"(Oct  5 02:11:09 fw1 1,2020/10/05 02:11:09,001801000001,GLOBALPROTECT,0,2305,2020/10/05 02:11:08,vsys1,gateway-connected,connected,SAML,IPSec,example\alice,JP,PC-01,203.0.113.9,0.0.0.0,10.1.1.7,0.0.0.0,host-id-1,serial,5.2.4,Windows,"Microsoft Windows 10, 64-bit",1,,,"",success,,0,,0,GW1)";
  ExpectSession(kLine, "paloalto:globalprotect",
                {{"session_user", "example\\alice"},
                 {"client_host", "PC-01"},
                 {"client_address", "203.0.113.9"},
                 {"assigned_address", "10.1.1.7"},
                 {"client_software", "5.2.4"},
                 {"auth_method", "SAML"},
                 {"session_phase", "begin"},
                 {"client_os_version", "Microsoft Windows 10, 64-bit"}});
  EXPECT_EQ(ReadText(kLine).events[0].time, "2020-10-05T02:11:08.0000000Z");
}

TEST(RemoteAccess, OfCisco) {
  ExpectSession(
      "<166>Oct  5 2020 02:11:09: %ASA-6-722051: Group <GP> User <alice> IP <203.0.113.9> IPv4 "
      "Address <10.1.1.7> IPv6 address <::> assigned to session",
      "cisco:asa",
      {{"session_user", "alice"},
       {"client_address", "203.0.113.9"},
       {"assigned_address", "10.1.1.7"},
       {"session_group", "GP"},
       {"session_phase", "begin"},
       {"message_id", "722051"}});
  ExpectSession(
      "Oct  5 02:11:09 asa1 %ASA-4-113019: Group = GP, Username = alice, IP = 203.0.113.9, Session "
      "disconnected. Session Type: SSL, Duration: 1h:02m:03s, Bytes xmt: 100, Bytes rcv: 200, "
      "Reason: "
      "User Requested",
      "cisco:asa",
      {{"session_user", "alice"},
       {"client_address", "203.0.113.9"},
       {"session_phase", "end"},
       {"bytes_sent", "100"},
       {"bytes_received", "200"},
       {"auth_method", "SSL"}});
}

TEST(RemoteAccess, OfIvanti) {
  ExpectSession(
      "Oct  5 02:11:09 ics PulseSecure: 2020-10-05 02:11:08 - node1 - [203.0.113.9] "
      "alice(Users)[Role1] - VPN Tunneling: Session started for user with IPv4 address 10.1.1.7, "
      "hostname PC-01",
      "ivanti:connect_secure",
      {{"session_user", "alice"},
       {"client_address", "203.0.113.9"},
       {"assigned_address", "10.1.1.7"},
       {"client_host", "PC-01"},
       {"realm", "Users"},
       {"roles", "Role1"},
       {"session_phase", "begin"},
       {"Computer", "node1"}});
}

TEST(Formats, LeaveOtherTextAlone) {
  for (const std::string_view text : {"", "Just a text.\nWith lines.\n", "#!/bin/sh\necho\n",
                                      "# a comment\n\nkey: value\n", "name,age\nx,1\n",
                                      "\x7f"
                                      "ELF\x02\x01",
                                      "MZ\x90"}) {
    EXPECT_EQ(ReadText(text).format, "") << text;
  }
}

// Columns between commas, the first line without a '#' in some.
TEST(W3c, ExchangesLogs) {
  const TextResult plain = ReadText(
      "#Software: Microsoft Exchange Server\n#Fields: date-time,client-ip,server-hostname,"
      "sender-address,message-subject\n"
      "2020-10-05T02:11:09.123Z,203.0.113.5,MAIL01,a@e.example,\"invoice, overdue\"\n");
  ASSERT_EQ(plain.events.size(), 1U);
  EXPECT_EQ(plain.events[0].channel, "mail:exchange");
  EXPECT_EQ(plain.events[0].time, "2020-10-05T02:11:09.1230000Z");
  EXPECT_EQ(plain.events[0].At("Computer"), "MAIL01");
  EXPECT_EQ(plain.events[0].At("message-subject"), "invoice, overdue");
  const TextResult proxy = ReadText(
      "DateTime,RequestId,UrlStem,UrlQuery,Method,HttpStatus,UserAgent,ServerHostName\n"
      "#Software: Microsoft Exchange Server\n#Log-type: HttpProxy Logs\n"
      "#Fields: DateTime,RequestId,UrlStem,UrlQuery,Method,HttpStatus,UserAgent,ServerHostName\n"
      "2021-03-03T02:11:09.123Z,r,/ecp/y.js,?cmd=a+b,POST,200,python-requests/2.25,MAIL01\n");
  ASSERT_EQ(proxy.events.size(), 1U);
  EXPECT_EQ(proxy.events[0].channel, "webserver:exchange");
  EXPECT_EQ(proxy.events[0].At("cs-uri-stem"), "/ecp/y.js");
  EXPECT_EQ(proxy.events[0].At("cs-uri-query"), "?cmd=a+b");
  EXPECT_EQ(proxy.events[0].At("cs-user-agent"), "python-requests/2.25");
  EXPECT_EQ(proxy.account.damaged, 0U);
}

}  // namespace
}  // namespace noroshi
