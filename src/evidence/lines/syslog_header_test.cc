// The headers that are met in the field, and lines that only look like some.
#include "evidence/lines/syslog_header.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi::lines {
namespace {

using testing::ReadText;
using testing::TextResult;

TEST(SyslogHeader, Forms) {
  struct Case {
    std::string_view line, time, host, program, message;
  };
  constexpr Case kCases[] = {
      {"Oct  5 02:11:09 srv sshd[3]: x", "Oct  5 02:11:09", "srv", "sshd", "x"},
      {"<38>Oct  5 02:11:09.123 srv sshd: x", "Oct  5 02:11:09.123", "srv", "sshd", "x"},
      {"Oct  5 2020 02:11:09 srv sshd: x", "Oct  5 2020 02:11:09", "srv", "sshd", "x"},
      {"2020 Oct  5 02:11:09 srv sshd: x", "2020 Oct  5 02:11:09", "srv", "sshd", "x"},
      {"Mon Oct  5 02:11:09 2020 srv sshd[3]: x", "Mon Oct  5 02:11:09 2020", "srv", "sshd", "x"},
      {"Oct  5 02:11:09 2001:db8::7 sshd[3]: x", "Oct  5 02:11:09", "2001:db8::7", "sshd", "x"},
      {"Oct  5 02:11:09 sshd[3]: x", "Oct  5 02:11:09", "", "sshd", "x"},
      {"Oct  5 02:11:09 asa01: %ASA-6-1: x", "Oct  5 02:11:09", "asa01", "%ASA-6-1", "x"},
      {"<166>:Oct 05 11:11:09 JST: %ASA-6-1: x", "Oct 05 11:11:09", "", "%ASA-6-1", "x"},
      {"2020-10-05T02:11:09,5+0900 srv sshd[3]: x", "2020-10-05T02:11:09,5+0900", "srv", "sshd",
       "x"},
      {"2020-10-05 02:11:09 srv sshd[3]: x", "2020-10-05 02:11:09", "srv", "sshd", "x"},
      {"72 <38>1 2020-10-05T02:11:09Z srv.a.b sshd 3 - - x", "2020-10-05T02:11:09Z", "srv.a.b",
       "sshd", "x"},
      {R"(<38>1 2020-10-05T02:11:09Z srv sshd 3 - [a@1 b="c] \" d"][e f="g"] x)",
       "2020-10-05T02:11:09Z", "srv", "sshd", "x"},
      {"<38>1 2020-10-05T02:11:09Z srv sshd 3 - - \xEF\xBB\xBFx", "2020-10-05T02:11:09Z", "srv",
       "sshd", "x"},
      {"Oct  5 02:11:09 relay 1 2020-10-05T11:11:09+09:00 srv sshd 3 - - x",
       "2020-10-05T11:11:09+09:00", "srv", "sshd", "x"},
  };
  for (const Case& c : kCases) {
    const SyslogHeader header = ReadSyslogHeader(c.line);
    EXPECT_TRUE(header.found) << c.line;
    EXPECT_EQ(header.time, c.time) << c.line;
    EXPECT_EQ(header.host, c.host) << c.line;
    EXPECT_EQ(header.program, c.program) << c.line;
    EXPECT_EQ(header.message, c.message) << c.line;
  }
}

TEST(SyslogHeader, NoHeader) {
  for (const std::string_view line :
       {"", "<", "<38", "<38>", "<x>Oct  5 02:11:09 srv sshd: x", "Oct  5", "Oct 500 02:11:09 a b",
        "2020-10-05 02:11:09 INFO something began", "2020-10-05 02:11:09,123 WARN  [main] a.b: x",
        "2020-10-05T02:11:09Z,x,y", "Oct  5 02:11:09;srv;sshd: x",
        "Mon Oct  5 02:11:09 2020 something", "2020-10-05T02:1", "12345678 <38>Oct"}) {
    EXPECT_FALSE(ReadSyslogHeader(line).found) << line;
  }
}

TEST(SyslogHeader, YearsAreReadWhereverTheyStand) {
  const TextResult read = ReadText(
      "2020 Oct  5 02:11:09 srv sshd[3]: x\nMon Oct  5 02:11:09 2020 srv sshd[3]: x\n"
      "Oct  5 2020 02:11:09 srv sshd[3]: x\n2020-10-05 02:11:09 srv sshd[3]: x\n");
  ASSERT_EQ(read.events.size(), 4U);
  for (const auto& event : read.events) {
    EXPECT_EQ(event.time, "2020-10-05T02:11:09.0000000Z") << event.line;
    EXPECT_EQ(event.channel, "linux:sshd");
  }
}

TEST(SyslogHeader, RecordsOfJsonBehindIt) {
  const std::string eve = R"({"timestamp":"2020-10-05T11:11:09.5+0900","event_type":"dns",)"
                          R"("src_ip":"10.0.0.5","dns":{"rrname":"e.example"}})";
  const TextResult read = ReadText("Oct  5 11:11:09 sensor suricata[1]: @cee: " + eve +
                                   "\n<134>1 2020-10-05T02:11:09Z sensor suricata 1 - - " + eve +
                                   "\nOct  5 11:11:09 srv app[1]: {\"a\":1}\n");
  ASSERT_EQ(read.events.size(), 3U);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(read.events[i].channel, "suricata:dns");
    EXPECT_EQ(read.events[i].time, "2020-10-05T02:11:09.5000000Z");
    EXPECT_EQ(read.events[i].At("dns.rrname"), "e.example");
    EXPECT_EQ(read.events[i].At("syslog.host"), "sensor");
  }
  EXPECT_EQ(read.events[2].channel, "linux:syslog");
  EXPECT_EQ(read.events[2].At("message"), "{\"a\":1}");
}

TEST(SyslogHeader, WebServersBehindIt) {
  const TextResult read = ReadText(
      "<190>Oct  5 11:11:09 web01 nginx: 203.0.113.5 - - [05/Oct/2020:11:11:09 +0900] "
      "\"GET /x?cmd=id HTTP/1.1\" 200 12 \"-\" \"curl/7\"\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "webserver:access");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.events[0].At("Computer"), "web01");
  EXPECT_EQ(read.events[0].At("cs-uri"), "/x?cmd=id");
}

TEST(SyslogHeader, PulseSecureInAllItsForms) {
  const std::string line =
      "2020-10-05 11:11:09 - vpn01 - [203.0.113.5] Root::bob(Users)[Role] - "
      "Login failed using auth server AD. Reason: Failed\n";
  const TextResult read =
      ReadText("<134>Oct  5 11:11:09 10.1.1.1 PulseSecure: " + line +
               "<134>1 2020-10-05T11:11:09+09:00 10.1.1.1 PulseSecure: - - - " + line + line +
               "<134>Oct  5 11:11:09 10.1.1.1 PulseSecure: id=firewall time=\"2020-10-05 "
               "11:11:09\" pri=6 vpn=vpn01 user=bob realm=\"Users\" src=203.0.113.5 msg=\"AUT1: "
               "Login failed using auth server AD.\"\n");
  ASSERT_EQ(read.events.size(), 4U);
  for (const auto& event : read.events) {
    EXPECT_EQ(event.channel, "ivanti:connect_secure") << event.line;
    EXPECT_EQ(event.time, "2020-10-05T11:11:09.0000000Z") << event.line;
    EXPECT_EQ(event.At("Computer"), "vpn01") << event.line;
    EXPECT_EQ(event.At("session_user"), "bob") << event.line;
    EXPECT_EQ(event.At("client_address"), "203.0.113.5") << event.line;
    EXPECT_EQ(event.At("session_phase"), "failed") << event.line;
  }
}

TEST(SyslogHeader, FortiGateWithCommas) {
  const TextResult read = ReadText(
      "date=2020-10-05,time=11:11:09,devname=FG1,devid=F,logid=1,type=utm,subtype=webfilter,"
      "url=\"/a,b\"\n\"date=2020-10-05\",\"time=11:11:09\",\"devid=F\",\"type=event\","
      "\"subtype=vpn\",\"logid=1\",\"action=tunnel-up\",\"user=bob\"\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "fortigate:webfilter");
  EXPECT_EQ(read.events[0].At("url"), "/a,b");
  EXPECT_EQ(read.events[1].channel, "fortigate:event");
  EXPECT_EQ(read.events[1].At("session_user"), "bob");
  EXPECT_EQ(read.events[1].time, "2020-10-05T11:11:09.0000000Z");
}

// PAN-OS before 9.1.
TEST(SyslogHeader, GlobalProtectInTheSystemLog) {
  const auto line = [](const std::string& event, const std::string& text) {
    return "Oct  5 11:11:09 FW01 1,2020/10/05 11:11:09,0016,SYSTEM,globalprotect,0,2020/10/05 "
           "11:11:09,," +
           event + ",GW,0,0,general,informational,\"" + text + "\",123,0x0\n";
  };
  const TextResult read = ReadText(
      line(
          "globalprotectgateway-auth-fail",
          "GlobalProtect gateway user authentication failed. Login from: 203.0.113.5, Source "
          "region: JP, User name: bob, Reason: Invalid username or password, Auth type: profile.") +
      line("globalprotectgateway-config-succ",
           "GlobalProtect gateway client configuration generated. User name: bob, Private IP: "
           "10.9.0.5, Client version: 5.0, Device name: LAPTOP7, VPN type: Device Level VPN."));
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "paloalto:globalprotect");
  EXPECT_EQ(read.events[0].At("session_phase"), "failed");
  EXPECT_EQ(read.events[0].At("session_user"), "bob");
  EXPECT_EQ(read.events[0].At("client_address"), "203.0.113.5");
  EXPECT_EQ(read.events[0].At("auth_method"), "profile");
  EXPECT_EQ(read.events[1].At("session_phase"), "begin");
  EXPECT_EQ(read.events[1].At("assigned_address"), "10.9.0.5");
  EXPECT_EQ(read.events[1].At("client_host"), "LAPTOP7");
}

// What a record is of is said by its fields, for no maker's word is the same.
TEST(SyslogHeader, CommonEventFormatOfRequestsAndConnections) {
  const TextResult read = ReadText(
      "Oct  5 11:11:09 GW CEF:0|Maker|Gateway|7|1|pass|3|src=10.0.0.5 dst=203.0.113.5 dpt=80 "
      "requestMethod=GET request=http://example.org/a?b\\=c requestContext=http://example.net/\n"
      "Oct  5 11:11:09 FW CEF:0|Maker|Firewall|7|1|pass|3|src=10.0.0.5 dst=203.0.113.5 dpt=443\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "cef:web");
  EXPECT_EQ(read.events[0].At("c-uri"), "http://example.org/a?b=c");
  EXPECT_EQ(read.events[0].At("cs-referer"), "http://example.net/");
  EXPECT_EQ(read.events[1].channel, "cef:flow");
}

TEST(SyslogHeader, CommonEventFormat) {
  const TextResult read = ReadText(
      "Oct  5 11:11:09 FW01 CEF:0|Vend\\|or|FW|1|7|a name|3|rt=1601863869000 src=10.0.0.5 spt=5 "
      "dst=203.0.113.5 act=allow msg=two words\\=x suser=corp\\\\bob\n"
      "Oct  5 11:11:09 FW01 CEF:0|cut\n");
  ASSERT_EQ(read.events.size(), 2U);
  const auto& event = read.events[0];
  EXPECT_EQ(event.channel, "cef:event");
  EXPECT_EQ(event.time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(event.At("vendor"), "Vend|or");
  EXPECT_EQ(event.At("src_ip"), "10.0.0.5");
  EXPECT_EQ(event.At("dst_ip"), "203.0.113.5");
  EXPECT_EQ(event.At("msg"), "two words=x");
  EXPECT_EQ(event.At("src_user"), "corp\\bob");
  EXPECT_EQ(read.CountOf(DamageKind::kRecordPartial), 1U);
}

// What is long costs by its length, no more: each of these took minutes when it did not.
TEST(SyslogHeader, LongNonsenseIsReadInLinearTime) {
  std::string keys, data;
  for (int i = 0; i < 200'000; ++i) keys += "a b= ";
  for (int i = 0; i < 100'000; ++i) data += R"([a b="c"])";
  const std::string head = "Oct  5 02:11:09 h CEF:0|a|b|c|d|e|f|k=";
  for (const std::string& line :
       {head + std::string(1'000'000, '='), head + keys, head + std::string(1'000'000, ' '),
        "<34>1 2020-10-05T02:11:09Z h a 1 - " + data + " m",
        "date=1,devid=F,logid=1,type=" + std::string(1'000'001, '"') + std::string(99'999, ',')}) {
    EXPECT_EQ(ReadText(line + "\n").events.size(), 1U);
  }
}

}  // namespace
}  // namespace noroshi::lines
