// Every field that a vendor documents for its log, one value each: all are read under the names
// that rules use. What the fields are is told in test/data/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

using testing::ReadText;
using testing::TextEvent;
using testing::TextResult;

using Fields = std::vector<std::pair<std::string, std::string>>;

TextEvent OnlyEvent(const std::string& text) {
  const TextResult read = ReadText(text);
  EXPECT_EQ(read.events.size(), 1U) << text;
  EXPECT_TRUE(read.damage.empty()) << text;
  return read.events.empty() ? TextEvent{} : read.events[0];
}

void ExpectFields(const TextEvent& event, const Fields& fields) {
  for (const auto& [name, value] : fields) EXPECT_EQ(event.At(name), value) << name;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

constexpr std::string_view kFortiGateHead =
    "date=2021-05-04 time=11:22:33 eventtime=1620094953123456789 tz=\"+0900\" devid=\"FG1\" "
    "devname=\"FW1\" logid=\"0000000013\" level=\"notice\" vd=\"root\" ";

// FortiOS log message reference, by type and subtype.
struct FortiGateLog {
  std::string_view type, subtype, channel, names;
};
constexpr FortiGateLog kFortiGateLogs[] = {
    {"traffic", "forward", "fortigate:traffic",
     "action agent ap app appact appcat appid applist apprisk apsn authserver centralnatid channel "
     "collectedemail comment countapp countav countcifs countdlp countdns countemail countff "
     "countips countssh countssl countwaf countweb craction crlevel crscore devcategory devtype "
     "dstauthserver dstcity dstcollectedemail dstcountry dstdevcategory dstdevtype dstfamily "
     "dsthwvendor dsthwversion dstinetsvc dstintf dstintfrole dstip dstmac dstname dstosname "
     "dstosversion dstport dstregion dstreputation dstserver dstssid dstswversion dstunauthuser "
     "dstunauthusersource dstuser dstuuid duration fctuid group lanin lanout masterdstmac "
     "mastersrcmac msg osname osversion policyid policyname policytype poluuid proto radioband "
     "rcvdbyte rcvddelta rcvdpkt sentbyte sentdelta sentpkt service sessionid shaperdroprcvdbyte "
     "shaperdropsentbyte shaperperipdropbyte shaperperipname shaperrcvdname shapersentname "
     "shapingpolicyid srccity srccountry srcdomain srcfamily srchwvendor srchwversion srcinetsvc "
     "srcintf srcintfrole srcip srcmac srcname srcport srcregion srcreputation srcserver srcssid "
     "srcswversion srcuuid sslaction tcpnrt tcporgrtrs tcprplrtrs tcprst tcpsrt tcpsynackrtrs "
     "tcpsynrtrs trandisp tranip tranport transip transport unauthuser unauthusersource url user "
     "utmaction vip vpn vpntype vrf vwlid vwlname vwlquality vwlservice vwpvlanid wanin "
     "wanoptapptype wanout"},
    {"utm", "webfilter", "fortigate:webfilter",
     "action agent antiphishdc antiphishrule authserver banword cat catdesc chgheaders "
     "contenttype crscore craction crlevel direction dstcountry dstintf dstintfrole dstip dstport "
     "dstuuid error eventtype fctuid filtertype forwardedfor from group hostname httpmethod "
     "initiator keyword method mode msg ovrdid ovrdtbl policyid policytype poluuid profile proto "
     "quotaexceeded quotamax quotatype quotaused ratemethod rawdata rcvdbyte referralurl reqtype "
     "ruledata ruletype sentbyte service sessionid srccountry srcdomain srcintf srcintfrole srcip "
     "srcport srcuuid to transid unauthuser unauthusersource url urlfilteridx urlfilterlist "
     "urlsource urltype user videocategoryid videochannelid videodesc videoid vrf"},
    {"utm", "app-ctrl", "fortigate:utm",
     "action agent app appcat appid applist apprisk authserver ccertissuer cloudaction clouddevice "
     "clouduser craction crlevel crscore direction dstcountry dstintf dstintfrole dstip dstport "
     "eventtype fctuid filename filesize forwardedfor group hostname httpmethod incidentserialno "
     "msg parameters policyid policytype profile proto rawdata referralurl scertcname scertissuer "
     "service sessionid srccountry srcdomain srcintf srcintfrole srcip srcport unauthuser "
     "unauthusersource url user vrf"},
    {"utm", "dns", "fortigate:dns",
     "action botnetdomain botnetip cat catdesc domainfilteridx domainfilterlist dstcountry dstintf "
     "dstintfrole dstip dstmac dstport error eventtype exchange fctuid group ipaddr mastersrcmac "
     "msg policyid policytype profile proto qclass qname qtype qtypeval rcode sessionid "
     "srccountry srcdomain srcintf srcintfrole srcip srcmac srcport sscname transid translationid "
     "unauthuser unauthusersource urlfilteridx urlfilterlist user vrf xid"},
    {"event", "vpn", "fortigate:event",
     "action advpnsc assignip authproto cookies dir dst_host duration esptransform espauth "
     "error_num exch group in_spi init locip locport logdesc method mode msg name nextstat out_spi "
     "outintf peer_notif phase2_name rcvdbyte reason remip remport reporttype result role rspi "
     "sentbyte sess_duration spi stage status tunnelid tunnelip tunneltype user useralt version "
     "vpntunnel xauthgroup xauthuser"},
};

TEST(FortiGate, EveryDocumentedFieldIsRead) {
  for (const FortiGateLog& log : kFortiGateLogs) {
    std::string line(kFortiGateHead);
    line += "type=\"" + std::string(log.type) + "\" subtype=\"" + std::string(log.subtype) + "\"";
    for (const std::string& name : Words(log.names)) line += " " + name + "=\"of " + name + "\"";
    const TextEvent event = OnlyEvent(line + "\n");
    EXPECT_EQ(event.channel, log.channel);
    EXPECT_EQ(event.time, "2021-05-04T02:22:33.1234567Z");
    ExpectFields(event, {{"Computer", "FW1"},
                         {"devid", "FG1"},
                         {"logid", "0000000013"},
                         {"level", "notice"},
                         {"vd", "root"},
                         {"subtype", std::string(log.subtype)}});
    for (const std::string& name : Words(log.names)) {
      EXPECT_EQ(event.At(name), "of " + name) << log.subtype;
    }
  }
}

TEST(FortiGate, SessionsOfIpsecTunnels) {
  const std::string head(kFortiGateHead);
  ExpectFields(
      OnlyEvent(head + "type=\"event\" subtype=\"vpn\" action=\"tunnel-up\" remip=203.0.113.5 "
                       "user=\"N/A\" xauthuser=\"alice\" assignip=10.212.134.7 tunnelip=N/A "
                       "tunnelid=77 vpntunnel=\"staff\"\n"),
      {{"session_user", "alice"},
       {"client_address", "203.0.113.5"},
       {"assigned_address", "10.212.134.7"},
       {"session_id", "77"},
       {"session_phase", "begin"}});
  ExpectFields(OnlyEvent(head + "type=\"event\" subtype=\"vpn\" action=\"negotiate\" "
                                "status=\"negotiate_error\" remip=203.0.113.5 user=\"N/A\" "
                                "xauthuser=\"N/A\" assignip=N/A\n"),
               {{"session_user", "(missing)"},
                {"assigned_address", "(missing)"},
                {"session_phase", "failed"}});
  ExpectFields(
      OnlyEvent(head + "type=\"event\" subtype=\"vpn\" action=\"negotiate\" status=\"success\" "
                       "remip=203.0.113.5\n"),
      {{"session_phase", "(missing)"}});
}

// Squid's documented formats: squid, and common and combined with squid's result behind.
TEST(Squid, FormatsCommonAndCombined) {
  const std::string common =
      "10.0.0.5 - alice [05/Oct/2020:02:11:09 +0900] \"GET http://www.example.org/a?b HTTP/1.1\" "
      "200 411";
  const Fields fields = {{"c-ip", "10.0.0.5"},
                         {"cs-username", "alice"},
                         {"cs-method", "GET"},
                         {"c-uri", "http://www.example.org/a?b"},
                         {"cs-uri", "(missing)"},
                         {"cs-version", "HTTP/1.1"},
                         {"sc-status", "200"},
                         {"sc-bytes", "411"},
                         {"s-action", "TCP_MISS_ABORTED"},
                         {"s-hierarchy", "HIER_DIRECT"},
                         {"more", "(missing)"}};
  const TextEvent short_one = OnlyEvent(common + " TCP_MISS_ABORTED:HIER_DIRECT\n");
  EXPECT_EQ(short_one.channel, "proxy:squid");
  EXPECT_EQ(short_one.time, "2020-10-04T17:11:09.0000000Z");
  ExpectFields(short_one, fields);
  EXPECT_EQ(short_one.At("cs-user-agent"), "(missing)");
  const TextEvent long_one =
      OnlyEvent(common + " \"http://r.example/\" \"A B/1.0\" TCP_MISS_ABORTED:HIER_DIRECT\n");
  EXPECT_EQ(long_one.channel, "proxy:squid");
  ExpectFields(long_one, fields);
  ExpectFields(long_one, {{"cs-referer", "http://r.example/"}, {"cs-user-agent", "A B/1.0"}});
  // A web server's own further column is none of squid's, nor is what a client says.
  EXPECT_EQ(OnlyEvent(common + " \"-\" \"TCP_MISS:HIER_NONE\"\n").channel, "webserver:access");
  EXPECT_EQ(OnlyEvent(common + " \"-\" \"A\" 12:34\n").channel, "webserver:access");
}

// Further words behind squid's own, as log_mime_hdrs and sites add them.
TEST(Squid, KeepsHeadersBehindTheNativeFormat) {
  const TextEvent event = OnlyEvent(
      "1601863869.003     12 2001:db8::5 TCP_TUNNEL/200 3910 CONNECT files.example.net:443 - "
      "HIER_DIRECT/2001:db8::7 - [User-Agent: A%20B] [Server: x]\n");
  ExpectFields(event, {{"c-ip", "2001:db8::5"},
                       {"r-ip", "2001:db8::7"},
                       {"s-hierarchy", "HIER_DIRECT"},
                       {"cs-username", "(missing)"}});
  EXPECT_EQ(event.fields.at("more"),
            (std::vector<std::string>{"[User-Agent: A%20B]", "[Server: x]"}));
}

constexpr std::string_view kIisHead =
    "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-sitename "
    "s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs-version "
    "cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status sc-substatus sc-win32-status sc-bytes "
    "cs-bytes time-taken X-Forwarded-For\n";

TEST(W3c, EveryDocumentedFieldOfIis) {
  const TextEvent event = OnlyEvent(
      std::string(kIisHead) +
      "2021-04-01 00:00:21 W3SVC1 WEB01 192.0.2.1 POST /owa/x.aspx a=1&b=2 443 EXAMPLE\\alice "
      "203.0.113.9 HTTP/1.1 Mozilla/5.0+(Windows+NT) id=7 https://r.example/ mail.example.org 200 "
      "1 64 4711 300 65 198.51.100.9\n");
  EXPECT_EQ(event.channel, "webserver:iis");
  ExpectFields(event, {{"Computer", "WEB01"},
                       {"s-sitename", "W3SVC1"},
                       {"s-ip", "192.0.2.1"},
                       {"cs-method", "POST"},
                       {"cs-uri-stem", "/owa/x.aspx"},
                       {"cs-uri-query", "a=1&b=2"},
                       {"s-port", "443"},
                       {"cs-username", "EXAMPLE\\alice"},
                       {"c-ip", "203.0.113.9"},
                       {"cs-version", "HTTP/1.1"},
                       {"cs-user-agent", "Mozilla/5.0 (Windows NT)"},
                       {"cs-cookie", "id=7"},
                       {"cs-referer", "https://r.example/"},
                       {"cs-host", "mail.example.org"},
                       {"sc-status", "200"},
                       {"sc-substatus", "1"},
                       {"sc-win32-status", "64"},
                       {"sc-bytes", "4711"},
                       {"cs-bytes", "300"},
                       {"time-taken", "65"},
                       {"x-forwarded-for", "198.51.100.9"}});
}

// IIS quotes nothing: a client that sends '"' or '[' must not move the columns behind it.
TEST(W3c, QuotesOfAClientDoNotHideColumns) {
  const TextEvent event = OnlyEvent(
      std::string(kIisHead) +
      "2021-04-01 00:00:21 W3SVC1 WEB01 192.0.2.1 GET /x.aspx \"q 443 - 203.0.113.9 HTTP/1.1 "
      "\"agent+x\" [c - mail.example.org 200 0 0 1 2 3 -\n");
  ExpectFields(event, {{"cs-uri-query", "\"q"},
                       {"c-ip", "203.0.113.9"},
                       {"cs-user-agent", "\"agent x\""},
                       {"cs-cookie", "[c"},
                       {"cs-host", "mail.example.org"},
                       {"time-taken", "3"}});
}

// A proxy writes an address in parts, a rule asks for the whole.
TEST(W3c, PutsAnAddressTogether) {
  struct Case {
    std::string_view scheme, host, port, path, query, url;
  };
  constexpr Case kCases[] = {
      {"http", "a.example", "80", "/x", "q=1", "http://a.example/x?q=1"},
      {"http", "a.example", "80", "/x", "?q=1", "http://a.example/x?q=1"},
      {"http", "a.example", "8080", "/x", "-", "http://a.example:8080/x"},
      {"https", "a.example", "443", "/", "-", "https://a.example/"},
      {"-", "a.example", "-", "/x", "-", "a.example/x"},
      {"-", "-", "-", "/x", "q=1", "(missing)"},
      {"tcp", "a.example", "443", "-", "-", "(missing)"},
  };
  for (const Case& c : kCases) {
    std::string line =
        "#Software: SGOS 6.7\n#Fields: date time c-ip s-action cs-uri-scheme cs-host cs-uri-port "
        "cs-uri-path cs-uri-query\n2021-04-01 00:00:21 10.0.0.1 TCP_HIT";
    for (const std::string_view part : {c.scheme, c.host, c.port, c.path, c.query}) {
      line += " " + std::string(part);
    }
    EXPECT_EQ(OnlyEvent(line + "\n").At("c-uri"), c.url) << line;
  }
}

}  // namespace
}  // namespace noroshi
