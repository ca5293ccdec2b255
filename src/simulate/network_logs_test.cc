// What gateways, proxies and sensors write is what noroshi's own readers expect of the real ones.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "evidence/testing/read_text.h"
#include "simulate/vpn_gateway.h"
#include "simulate/web_proxy.h"
#include "simulate/zeek_sensor.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;
using testing::ReadText;
using testing::TextEvent;
using testing::TextResult;

const Timestamp kNoon = *ParseIso8601("2020-10-05T12:00:00Z");

fs::path NewRoot() {
  const fs::path root = fs::path(::testing::TempDir()) / "noroshi-network-logs";
  fs::remove_all(root);
  return root;
}

TextResult ReadBackOf(const fs::path& root, TextLog& log) {
  EXPECT_TRUE(log.Flush({kNoon.ticks + kTicksPerDay}).ok());
  EXPECT_TRUE(log.Close().ok());
  std::ifstream in(root / log.path(), std::ios::binary);
  return ReadText(std::string{std::istreambuf_iterator<char>(in), {}});
}

VpnSession Session() { return {"sato01", "198.18.3.4", "HQ-NB101", "10.10.30.21", 0}; }

struct VendorCase {
  VpnVendor vendor;
  std::string channel;
  bool tells_host, tells_session;
};

class Vpn : public ::testing::TestWithParam<VendorCase> {};

TEST_P(Vpn, SessionsAreReadBack) {
  const VendorCase& expected = GetParam();
  const fs::path root = NewRoot();
  VpnGateway gateway(expected.vendor, "HQ-vpn", root, "network/HQ", SeededRandom(3));
  VpnSession session = Session();
  gateway.Fail(kNoon, 1, session);
  gateway.Begin({kNoon.ticks + kTicksPerSecond}, 2, session);
  VpnSession moved = session;
  moved.client_address = "203.0.113.99";
  const bool roams = gateway.Roam({kNoon.ticks + 2 * kTicksPerSecond}, 3, moved);
  gateway.End({kNoon.ticks + 3 * kTicksPerSecond}, 4, session);
  const TextResult read = ReadBackOf(root, gateway.log());
  ASSERT_EQ(read.events.size(), roams ? 4U : 3U);
  EXPECT_TRUE(read.damage.empty());
  EXPECT_EQ(roams, expected.tells_session);
  for (const TextEvent& event : read.events) {
    EXPECT_EQ(event.channel, expected.channel);
    EXPECT_TRUE(event.time.starts_with("2020-10-05T12:00:0")) << event.time;
    EXPECT_TRUE(event.At("session_user").ends_with("sato01")) << event.At("session_user");
  }
  EXPECT_EQ(read.events.front().At("session_phase"), "failed");
  EXPECT_EQ(read.events[1].At("session_phase"), "begin");
  EXPECT_EQ(read.events[1].At("client_address"), "198.18.3.4");
  EXPECT_EQ(read.events[1].At("assigned_address"), "10.10.30.21");
  EXPECT_EQ(read.events[1].At("client_host"), expected.tells_host ? "HQ-NB101" : "(missing)");
  EXPECT_EQ(read.events.back().At("session_phase"), "end");
  if (!roams) return;
  EXPECT_EQ(read.events[2].At("client_address"), "203.0.113.99");
  EXPECT_EQ(read.events[2].At("session_id"), read.events[1].At("session_id"));
}

INSTANTIATE_TEST_SUITE_P(
    Vendors, Vpn,
    ::testing::Values(VendorCase{VpnVendor::kFortiGate, "fortigate:event", false, true},
                      VendorCase{VpnVendor::kPulse, "ivanti:connect_secure", true, true},
                      VendorCase{VpnVendor::kAsa, "cisco:asa", false, false},
                      VendorCase{VpnVendor::kPaloAlto, "paloalto:globalprotect", true, true}));

TEST(WebProxy, BothFormsAreReadBack) {
  for (const ProxyForm form : {ProxyForm::kSquid, ProxyForm::kW3c}) {
    const fs::path root = NewRoot();
    WebProxy proxy(form, root, "network/HQ");
    proxy.Add(kNoon, kNoLabel, "10.10.8.20", "sato01",
              {.name = "tavori.example", .address = "198.19.1.2", .received = 500});
    proxy.Add({kNoon.ticks + 1'000'000}, kNoLabel, "10.10.8.20", "",
              {.address = "203.0.113.9",
               .port = 80,
               .tls = false,
               .method = "POST",
               .path = "/a/b.php?x=1",
               .user_agent = "Agent One",
               .sent = 77});
    const TextResult read = ReadBackOf(root, proxy.log());
    ASSERT_EQ(read.events.size(), 2U);
    EXPECT_TRUE(read.damage.empty());
    EXPECT_EQ(read.events[0].channel, form == ProxyForm::kSquid ? "proxy:squid" : "proxy:w3c");
    EXPECT_EQ(read.events[0].At("cs-method"), "CONNECT");
    EXPECT_EQ(read.events[0].At("c-ip"), "10.10.8.20");
    EXPECT_EQ(read.events[0].At("cs-username"), "sato01");
    EXPECT_EQ(read.events[0].At("r-ip"), "198.19.1.2");
    EXPECT_EQ(read.events[1].At("cs-method"), "POST");
    if (form == ProxyForm::kSquid) {
      EXPECT_EQ(read.events[0].line, 1U);
      EXPECT_EQ(read.events[1].At("c-uri"), "http://203.0.113.9/a/b.php?x=1");
    } else {
      EXPECT_EQ(read.events[0].line, 4U);  // behind the head
      EXPECT_EQ(read.events[1].At("cs-uri-query"), "x=1");
      EXPECT_EQ(read.events[1].At("cs-user-agent"), "Agent One");
      EXPECT_EQ(read.events[1].At("cs-bytes"), "77");
    }
  }
}

// The logs of a sensor by their kind, read back.
std::map<std::string, TextResult> ReadSensor(ZeekForm form) {
  const fs::path root = NewRoot();
  ZeekSensor sensor(form, root, "network/HQ", SeededRandom(4));
  sensor.AddRequest(
      kNoon, kNoLabel, "10.10.8.20",
      {.name = "tavori.example", .address = "198.19.1.2", .sent = 700, .received = 900});
  sensor.AddRequest({kNoon.ticks + kTicksPerSecond}, kNoLabel, "10.10.8.20",
                    {.address = "203.0.113.9",
                     .port = 8'080,
                     .tls = false,
                     .path = "/x",
                     .user_agent = "Agent \"One\""});
  sensor.AddConnection({kNoon.ticks + 2 * kTicksPerSecond}, kNoLabel,
                       {.source = "10.10.8.20",
                        .destination = "10.20.1.20",
                        .port = 445,
                        .state = "REJ",
                        .outside = false});
  std::map<std::string, TextResult> read;
  for (TextLog& log : sensor.logs()) read[log.kind()] = ReadBackOf(root, log);
  return read;
}

TEST(ZeekSensor, ColumnsAndJsonSayTheSame) {
  for (const ZeekForm form : {ZeekForm::kColumns, ZeekForm::kJson}) {
    auto read = ReadSensor(form);
    for (auto& [kind, result] : read) EXPECT_TRUE(result.damage.empty()) << kind;
    const auto& conn = read["zeek conn"].events;
    ASSERT_EQ(conn.size(), 3U);
    EXPECT_EQ(conn[0].channel, "zeek:conn");
    EXPECT_EQ(conn[0].At("id.orig_h"), "10.10.8.20");
    EXPECT_EQ(conn[0].At("id.resp_p"), "443");
    EXPECT_EQ(conn[0].At("orig_bytes"), "700");
    EXPECT_EQ(conn[0].At("service"), "ssl");
    EXPECT_EQ(conn[2].At("conn_state"), "REJ");
    EXPECT_EQ(conn[2].At("orig_bytes"), "(missing)");  // nothing was sent
    ASSERT_EQ(read["zeek dns"].events.size(), 1U);     // an address needs no look-up
    EXPECT_EQ(read["zeek dns"].events[0].At("query"), "tavori.example");
    ASSERT_EQ(read["zeek ssl"].events.size(), 1U);
    EXPECT_EQ(read["zeek ssl"].events[0].At("server_name"), "tavori.example");
    EXPECT_EQ(read["zeek ssl"].events[0].At("uid"), conn[0].At("uid"));
    ASSERT_EQ(read["zeek http"].events.size(), 1U);
    EXPECT_EQ(read["zeek http"].events[0].At("uri"), "/x");
    EXPECT_EQ(read["zeek http"].events[0].At("user_agent"), "Agent \"One\"");
    EXPECT_TRUE(conn[0].time.starts_with("2020-10-05T12:00:00")) << conn[0].time;
  }
}

}  // namespace
}  // namespace noroshi
