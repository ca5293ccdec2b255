// Messages of Cisco ASA and FTD in the forms that the vendor documents; made-up values.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

using testing::ReadText;
using testing::TextResult;

constexpr std::string_view kTime = "<166>Oct  5 2020 02:11:09: ";

struct Case {
  std::string_view message;  // what follows the time
  std::vector<std::pair<std::string, std::string>> fields;
};

void Expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const TextResult read = ReadText(std::string(kTime) + std::string(c.message) + "\n");
    ASSERT_EQ(read.events.size(), 1U) << c.message;
    const bool is_request = c.message.find("-30400") != std::string_view::npos;
    EXPECT_EQ(read.events[0].channel, is_request ? "cisco:url" : "cisco:asa") << c.message;
    EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
    for (const auto& [name, value] : c.fields) {
      EXPECT_EQ(read.events[0].At(name), value) << name << " of " << c.message;
    }
  }
}

TEST(Cisco, ConnectionsSayWhoOpenedThem) {
  Expect({
      {"%ASA-6-302013: Built inbound TCP connection 77 for outside:203.0.113.9/50000 "
       "(203.0.113.9/50000) to dmz:10.1.1.7/443 (192.0.2.10/443)",
       {{"src_ip", "203.0.113.9"},
        {"src_port", "50000"},
        {"src_interface", "outside"},
        {"dst_ip", "10.1.1.7"},
        {"dst_port", "443"},
        {"nat_dst_ip", "192.0.2.10"},
        {"protocol", "TCP"},
        {"connection_id", "77"},
        {"action", "accept"}}},
      // Outbound: the far end comes first in the text, and did not open the connection.
      {"%FTD-6-302013: Built outbound TCP connection 78 for outside:198.51.100.7/443 "
       "(198.51.100.7/443)(LOCAL\\web) to inside:10.1.1.7/51000 (192.0.2.10/51000) (alice)",
       {{"src_ip", "10.1.1.7"},
        {"src_port", "51000"},
        {"nat_src_ip", "192.0.2.10"},
        {"nat_src_port", "51000"},
        {"dst_ip", "198.51.100.7"},
        {"dst_interface", "outside"},
        {"dst_user", "LOCAL\\web"},
        {"user", "alice"}}},
      {"%ASA-6-302015: Built outbound UDP connection 79 for outside:2001:db8::53/53 "
       "(2001:db8::53/53) to inside:2001:db8:1::7/5353 (2001:db8:1::7/5353)",
       {{"dst_ip", "2001:db8::53"}, {"dst_port", "53"}, {"src_ip", "2001:db8:1::7"}}},
      {"%ASA-6-302014: Teardown TCP connection 77 for outside:203.0.113.9/50000 to "
       "dmz:10.1.1.7/443 duration 0:01:02 bytes 4711 TCP FINs from outside",
       {{"foreign_ip", "203.0.113.9"},
        {"local_ip", "10.1.1.7"},
        {"local_port", "443"},
        {"duration", "0:01:02"},
        {"bytes", "4711"},
        {"reason", "TCP FINs from outside"},
        {"connection_id", "77"},
        {"src_ip", "(missing)"},
        {"action", "(missing)"}}},
      {"%ASA-6-302016: Teardown UDP connection 79 for outside:198.51.100.7/53 to "
       "inside:10.1.1.7/5353 duration 0:00:00 bytes 120",
       {{"bytes", "120"}, {"foreign_port", "53"}, {"reason", "(missing)"}}},
      {"%ASA-6-302020: Built inbound ICMP connection for faddr 203.0.113.9/0 gaddr 192.0.2.10/0 "
       "laddr 10.1.1.7/0 type 8 code 0",
       {{"src_ip", "203.0.113.9"}, {"dst_ip", "10.1.1.7"}, {"dst_port", "0"}}},
      {"%ASA-6-302021: Teardown ICMP connection for faddr 203.0.113.9/0 gaddr 192.0.2.10/0 laddr "
       "10.1.1.7/0 type 8 code 0",
       {{"foreign_ip", "203.0.113.9"}, {"local_ip", "10.1.1.7"}}},
      {"%ASA-6-303002: FTP connection from inside:10.1.1.7/1025 to outside:198.51.100.7/21, user "
       "ftp Stored file a.zip",
       {{"src_ip", "10.1.1.7"}, {"user", "ftp"}, {"ftp_action", "Stored"}, {"file_name", "a.zip"}}},
      {"%ASA-5-304001: alice@10.1.1.7 Accessed URL 198.51.100.7:http://www.example.org/a",
       {{"src_ip", "10.1.1.7"},
        {"src_user", "alice"},
        {"dst_ip", "198.51.100.7"},
        {"url", "http://www.example.org/a"}}},
      {"%ASA-6-305011: Built dynamic TCP translation from inside:10.1.1.7/5000 to "
       "outside:192.0.2.10/6000",
       {{"src_ip", "10.1.1.7"}, {"nat_src_ip", "192.0.2.10"}, {"nat_src_port", "6000"}}},
  });
}

TEST(Cisco, Denials) {
  const std::vector<std::pair<std::string, std::string>> ends = {
      {"src_ip", "203.0.113.9"}, {"dst_ip", "10.1.1.7"}, {"action", "deny"}};
  for (const std::string_view message : {
           "%ASA-2-106001: Inbound TCP connection denied from 203.0.113.9/1 to 10.1.1.7/2 flags "
           "SYN  on interface outside",
           "%ASA-4-106002: TCP Connection denied by outbound list acl_5 src 203.0.113.9 dest "
           "10.1.1.7",
           "%ASA-2-106006: Deny inbound UDP from 203.0.113.9/1 to 10.1.1.7/2 on interface outside",
           "%ASA-2-106007: Deny inbound UDP from 203.0.113.9/1 to 10.1.1.7/2 due to DNS Query",
           "%ASA-3-106010: Deny inbound sctp src outside:203.0.113.9/1 dst inside:10.1.1.7/2",
           "%ASA-3-106014: Deny inbound icmp src outside:203.0.113.9 dst inside:10.1.1.7 (type 8, "
           "code 0)",
           "%ASA-6-106015: Deny TCP (no connection) from 203.0.113.9/1 to 10.1.1.7/2 flags RST  on "
           "interface outside",
           "%ASA-2-106016: Deny IP spoof from (203.0.113.9) to 10.1.1.7 on interface outside",
           "%ASA-2-106017: Deny IP due to Land Attack from 203.0.113.9 to 10.1.1.7",
           "%ASA-1-106021: Deny TCP reverse path check from 203.0.113.9 to 10.1.1.7 on interface "
           "outside",
           "%ASA-4-106023: Deny tcp src outside:203.0.113.9/1 dst inside:10.1.1.7/2 by "
           "access-group \"out_in\" [0x0, 0x0]",
           "%ASA-4-106023: Deny protocol 47 src outside:203.0.113.9 dst inside:10.1.1.7 by "
           "access-group \"out_in\"",
           "%ASA-4-106023: Deny icmp src outside:203.0.113.9 dst inside:10.1.1.7 (type 8, code 0) "
           "by access-group \"out_in\"",
           "%ASA-6-106100: access-list out_in denied tcp outside/203.0.113.9(1) -> "
           "inside/10.1.1.7(2) hit-cnt 1 first hit [0x0, 0x0]",
           "%ASA-6-106102: access-list out_in denied tcp for user alice outside/203.0.113.9 1 "
           "inside/10.1.1.7 2 hit-cnt 1 first hit [0x0, 0x0]",
           "%ASA-5-304002: Access denied URL http://a.example/ SRC 203.0.113.9 DEST 10.1.1.7 on "
           "interface inside",
           "%ASA-3-710003: TCP access denied by ACL from 203.0.113.9/1 to outside:10.1.1.7/22",
           "%ASA-7-710005: UDP request discarded from 203.0.113.9/1 to outside:10.1.1.7/67",
       }) {
    Expect({{message, ends}});
  }
  Expect({{"%ASA-4-106023: Deny tcp src outside:203.0.113.9/1 dst inside:10.1.1.7/2(LOCAL\\bob) by "
           "access-group \"out_in\"",
           {{"rule", "out_in"}, {"dst_port", "2"}, {"dst_user", "LOCAL\\bob"}}},
          {"%ASA-6-106100: access-list out_in permitted tcp outside/203.0.113.9(1)(alice) -> "
           "inside/10.1.1.7(2) hit-cnt 1 first hit [0x0, 0x0]",
           {{"rule", "out_in"}, {"src_port", "1"}, {"dst_port", "2"}, {"action", "accept"}}},
          {"%ASA-3-313001: Denied ICMP type=8, code=0 from 203.0.113.9 on interface outside",
           {{"src_ip", "203.0.113.9"}, {"icmp_type", "8"}, {"action", "deny"}}}});
}

TEST(Cisco, AuthenticationOfUsersOfTheGateway) {
  Expect({
      {"%ASA-6-113004: AAA user authentication Successful : server =  192.0.2.20 : user = alice",
       {{"session_user", "alice"}, {"server", "192.0.2.20"}, {"session_phase", "(missing)"}}},
      {"%ASA-6-113005: AAA user authentication Rejected : reason = AAA failure : server = "
       "192.0.2.20 : user = alice : user IP = 203.0.113.9",
       {{"session_user", "alice"},
        {"client_address", "203.0.113.9"},
        {"reason", "AAA failure"},
        {"session_phase", "failed"}}},
      {"%ASA-6-113005: AAA user authentication Rejected : reason = AAA failure : server = "
       "192.0.2.20 : user = alice",
       {{"session_user", "alice"}, {"session_phase", "failed"}}},
      {"%ASA-6-113006: User alice locked out on exceeding 5 successive failed authentication "
       "attempts",
       {{"session_user", "alice"}, {"failures", "5"}}},
      {"%ASA-6-113008: AAA transaction status ACCEPT : user = alice", {{"session_user", "alice"}}},
      {"%ASA-6-113009: AAA retrieved default group policy (GP) for user = alice",
       {{"session_group", "GP"}, {"session_user", "alice"}}},
      {"%ASA-6-113012: AAA user authentication Successful : local database : user = alice",
       {{"session_user", "alice"}}},
      {"%ASA-6-113015: AAA user authentication Rejected : reason = Invalid password : local "
       "database : user = alice : user IP = 203.0.113.9",
       {{"client_address", "203.0.113.9"}, {"session_phase", "failed"}}},
      {"%ASA-6-716038: Group <GP> User <alice> IP <203.0.113.9> Authentication: successful, "
       "Session Type: WebVPN.",
       {{"session_user", "alice"}, {"client_address", "203.0.113.9"}}},
      {"%ASA-6-716039: Group <GP> User <alice> IP <203.0.113.9> Authentication: rejected, Session "
       "Type: WebVPN.",
       {{"session_user", "alice"}, {"session_phase", "failed"}}},
      {"%ASA-3-751011: Local:192.0.2.1:4500 Remote:203.0.113.9:60000 Username:alice Failed user "
       "authentication. Error: bad password",
       {{"session_user", "alice"},
        {"client_address", "203.0.113.9"},
        {"local_ip", "192.0.2.1"},
        {"session_phase", "failed"}}},
  });
}

TEST(Cisco, SessionsOfTheGateway) {
  Expect({
      // The class of a message may stand in its mark.
      {"%ASA-vpn-6-113039: Group <GP one> User <alice> IP <203.0.113.9> AnyConnect parent session "
       "started.",
       {{"message_id", "113039"},
        {"level", "6"},
        {"session_group", "GP one"},
        {"session_user", "alice"},
        {"session_phase", "begin"}}},
      // As written without brackets.
      {"%ASA-6-113039: Group GP User alice IP 203.0.113.9 AnyConnect parent session started.",
       {{"session_user", "alice"}, {"client_address", "203.0.113.9"}, {"session_phase", "begin"}}},
      {"%ASA-4-113029: Group <GP> User <alice> IP <203.0.113.9> Session could not be established: "
       "session limit of 5 reached.",
       {{"session_phase", "failed"}, {"reason", "session limit of 5 reached."}}},
      {"%ASA-6-716001: Group <GP> User <alice> IP <203.0.113.9> WebVPN session started.",
       {{"session_phase", "begin"}}},
      {"%ASA-6-716002: Group <GP> User <alice> IP <203.0.113.9> WebVPN session terminated: Idle "
       "Timeout.",
       {{"session_phase", "end"}, {"reason", "Idle Timeout."}}},
      {"%ASA-5-722022: Group <GP> User <alice> IP <203.0.113.9> TCP SVC connection established "
       "without compression",
       {{"session_phase", "begin"}, {"transport", "TCP"}}},
      {"%ASA-5-722023: Group <GP> User <alice> IP <203.0.113.9> UDP SVC connection terminated "
       "without compression",
       {{"session_phase", "end"}}},
      {"%ASA-5-722037: Group <GP> User <alice> IP <203.0.113.9> SVC closing connection: DPD "
       "failure.",
       {{"reason", "DPD failure."}, {"session_user", "alice"}}},
      {"%ASA-6-722055: Group <GP> User <alice> IP <203.0.113.9> Client Type: Cisco AnyConnect VPN "
       "Agent for Windows 4.10",
       {{"client_software", "Cisco AnyConnect VPN Agent for Windows 4.10"}}},
      {"%ASA-6-734001: DAP: User alice, Addr 203.0.113.9, Connection AnyConnect: The following DAP "
       "records were selected for this connection: DfltAccessPolicy",
       {{"session_user", "alice"},
        {"client_address", "203.0.113.9"},
        {"auth_method", "AnyConnect"},
        {"dap_records", "DfltAccessPolicy"}}},
      {"%ASA-7-734003: DAP: User alice, Addr 203.0.113.9: Session Attribute "
       "endpoint.device.hostname = \"PC-01\"",
       {{"client_host", "PC-01"}, {"session_user", "alice"}}},
      {"%ASA-7-734003: DAP: User alice, Addr 203.0.113.9: Session Attribute aaa.cisco.grouppolicy "
       "= \"GP\"",
       {{"dap_attribute", "aaa.cisco.grouppolicy"}, {"dap_value", "GP"}}},
      {"%ASA-6-737026: IPAA: Session=0x00042000, Client assigned 10.1.1.7 from local pool VPN",
       {{"session_id", "0x00042000"}, {"assigned_address", "10.1.1.7"}, {"pool", "VPN"}}},
      {"%ASA-5-750006: Local:192.0.2.1:4500 Remote:203.0.113.9:60000 Username:alice SA UP. Reason: "
       "New Connection Established",
       {{"session_user", "alice"}, {"session_phase", "begin"}}},
      {"%ASA-5-750007: Local:192.0.2.1:4500 Remote:203.0.113.9:60000 Username:Unknown SA DOWN. "
       "Reason: peer lost",
       {{"session_user", "(missing)"}, {"session_phase", "end"}, {"reason", "peer lost"}}},
      {"%ASA-6-751025: Local:192.0.2.1:4500 Remote:203.0.113.9:60000 Username:alice Group:GP IPv4 "
       "Address=10.1.1.7 IPv6 address=:: assigned to session",
       {{"session_user", "alice"}, {"session_group", "GP"}, {"assigned_address", "10.1.1.7"}}},
      {"%ASA-6-751026: Local:192.0.2.1:4500 Remote:203.0.113.9:60000 Username:alice Group:GP "
       "Client OS: Windows Client Name: AnyConnect Client Version: 4.10",
       {{"client_os", "Windows"}, {"client_name", "AnyConnect"}, {"client_software", "4.10"}}},
      {"%ASA-6-713228: Group = GP, Username = alice, IP = 203.0.113.9, Assigned private IP address "
       "10.1.1.7 to remote user",
       {{"assigned_address", "10.1.1.7"}, {"session_user", "alice"}}},
  });
}

TEST(Cisco, AdministrationOfTheDevice) {
  Expect({
      {"%ASA-6-605004: Login denied from 203.0.113.9/50000 to outside:192.0.2.1/ssh for user "
       "\"admin\"",
       {{"src_ip", "203.0.113.9"},
        {"dst_ip", "192.0.2.1"},
        {"dst_port", "ssh"},
        {"user", "admin"},
        {"action", "deny"}}},
      {"%ASA-6-605005: Login permitted from 10.1.1.7/50000 to inside:192.0.2.1/https for user "
       "\"admin\"",
       {{"src_ip", "10.1.1.7"}, {"user", "admin"}, {"action", "accept"}}},
      {"%ASA-6-611101: User authentication succeeded: IP address: 10.1.1.7, Uname: admin",
       {{"src_ip", "10.1.1.7"}, {"user", "admin"}}},
      {"%ASA-6-611102: User authentication failed: Uname: admin", {{"user", "admin"}}},
      {"%ASA-5-111008: User 'admin' executed the 'no logging enable' command.",
       {{"user", "admin"}, {"command", "no logging enable"}}},
      {"%ASA-5-111010: User 'admin', running 'CLI' from IP 10.1.1.7, executed 'clear logging'",
       {{"user", "admin"}, {"src_ip", "10.1.1.7"}, {"command", "clear logging"}}},
      {"%ASA-5-502103: User priv level changed: Uname: admin From: 1 To: 15",
       {{"user", "admin"}, {"privilege", "15"}}},
      {"%ASA-6-109005: Authentication succeeded for user alice from 10.1.1.7/5000 to "
       "198.51.100.7/23 on interface inside",
       {{"user", "alice"}, {"src_ip", "10.1.1.7"}, {"dst_port", "23"}}},
  });
}

// A message cut short, of a number nobody knows, or made to look like another, loses nothing.
TEST(Cisco, OtherTextsStayMessages) {
  for (const std::string_view message : {
           "%ASA-6-302013: Built inbound TCP connection 77 for outside:203.0.113.9/50000 (203.0",
           "%ASA-6-302013: Built inbound",
           "%ASA-4-106023: Deny tcp src outside:",
           "%ASA-6-999999: something new",
           "%ASA-6-113039: Group <GP> User <ali",
       }) {
    Expect({{message, {{"message", std::string(message.substr(message.find(": ") + 2))}}}});
  }
}

}  // namespace
}  // namespace noroshi
