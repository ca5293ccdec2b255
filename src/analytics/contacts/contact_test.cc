#include "analytics/contacts/contact.h"

#include <gtest/gtest.h>

#include "event/event_builder.h"

namespace noroshi {
namespace {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

// A contact with texts of its own.
struct Read {
  bool found = false;
  std::string source, destination, address, program;
  Contact rest;
};

Read ReadOf(std::string_view channel, const Fields& fields, std::string_view event_id = "0") {
  EventContext context;
  EventBuilder builder(context);
  builder.Add("Channel", channel);
  builder.Add("EventID", event_id);
  builder.Add("Computer", "SRV01.corp.example");
  for (const auto& [name, value] : fields) builder.AddPayload(name, value);
  builder.SetTime(Timestamp{kUnixEpochTicks});
  ContactReader reader(context);
  Read read;
  read.found = reader.Read(builder.Build(), read.rest);
  read.source = read.rest.source;
  read.destination = read.rest.destination;
  read.address = read.rest.address;
  read.program = read.rest.program;
  return read;
}

TEST(ContactReader, ConnectThroughAProxyNamesTheDestination) {
  const Read read = ReadOf("zeek:http", {{"id.orig_h", "10.0.0.18"},
                                         {"id.resp_h", "10.0.0.16"},
                                         {"method", "CONNECT"},
                                         {"host", "www.Example.com"},
                                         {"uri", "www.example.com:443"},
                                         {"request_body_len", "120"}});
  ASSERT_TRUE(read.found);
  EXPECT_EQ(read.source, "10.0.0.18");
  EXPECT_EQ(read.destination, "www.example.com");
  EXPECT_EQ(read.address, "10.0.0.16");
  EXPECT_TRUE(read.rest.via_proxy);
  EXPECT_FALSE(read.rest.internal);
  EXPECT_EQ(read.rest.bytes, 120U);
}

TEST(ContactReader, EachLogSaysItItsOwnWay) {
  const Read squid = ReadOf("proxy:squid", {{"c-ip", "10.0.0.9"},
                                            {"cs-method", "CONNECT"},
                                            {"c-uri", "c2.example.net:443"},
                                            {"sc-bytes", "4000"}});
  ASSERT_TRUE(squid.found);
  EXPECT_EQ(squid.destination, "c2.example.net");
  EXPECT_TRUE(squid.rest.via_proxy);

  const Read conn =
      ReadOf("zeek:conn",
             {{"id.orig_h", "10.0.0.9"}, {"id.resp_h", "203.0.113.7"}, {"orig_bytes", "512"}});
  ASSERT_TRUE(conn.found);
  EXPECT_EQ(conn.destination, "203.0.113.7");
  EXPECT_EQ(conn.rest.bytes, 512U);

  const Read ssl = ReadOf(
      "zeek:ssl",
      {{"id.orig_h", "10.0.0.9"}, {"id.resp_h", "203.0.113.7"}, {"server_name", "c2.example.net"}});
  ASSERT_TRUE(ssl.found);
  EXPECT_EQ(ssl.destination, "c2.example.net");

  const Read firewall = ReadOf(
      "fortigate:traffic", {{"srcip", "10.0.0.9"}, {"dstip", "203.0.113.7"}, {"bytes_sent", "99"}});
  ASSERT_TRUE(firewall.found);
  EXPECT_EQ(firewall.rest.bytes, 99U);

  const Read sysmon = ReadOf("Microsoft-Windows-Sysmon/Operational",
                             {{"DestinationIp", "203.0.113.7"},
                              {"Image", "C:\\ProgramData\\a.exe"},
                              {"Initiated", "true"}},
                             "3");
  ASSERT_TRUE(sysmon.found);
  EXPECT_EQ(sysmon.source, "srv01.corp.example");
  EXPECT_EQ(sysmon.program, "C:\\ProgramData\\a.exe");
}

TEST(ContactReader, SaysWhatARequestIs) {
  const auto form = [](std::string_view channel,
                       const std::vector<std::pair<std::string_view, std::string_view>>& more) {
    std::vector<std::pair<std::string_view, std::string_view>> fields = {
        {"c-ip", "10.0.0.9"}, {"id.orig_h", "10.0.0.9"}, {"id.resp_h", "203.0.113.7"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return ReadOf(channel, fields).rest.form;
  };
  const auto squid = [&](std::string_view method, std::string_view url) {
    return form("proxy:squid", {{"cs-method", method}, {"c-uri", url}});
  };
  EXPECT_EQ(squid("POST", "http://c2.example.net/a"), ContactForm::kPost);
  EXPECT_EQ(squid("PUT", "http://c2.example.net/a"), ContactForm::kPost);
  EXPECT_EQ(squid("GET", "http://c2.example.net/a"), ContactForm::kRead);
  EXPECT_EQ(squid("OPTIONS", "http://c2.example.net/a"), ContactForm::kUntold);
  EXPECT_EQ(squid("CONNECT", "c2.example.net:443"), ContactForm::kSealed);
  EXPECT_EQ(squid("POST", "https://c2.example.net/a"), ContactForm::kSealed);
  EXPECT_EQ(form("proxy:w3c", {{"cs-method", "POST"},
                               {"cs-host", "c2.example.net"},
                               {"cs-uri-scheme", "https"},
                               {"cs-uri-path", "/a"}}),
            ContactForm::kSealed);
  EXPECT_EQ(form("zeek:ssl", {{"server_name", "c2.example.net"}}), ContactForm::kSealed);
  EXPECT_EQ(form("zeek:conn", {{"orig_bytes", "512"}}), ContactForm::kUntold);
}

TEST(ContactReader, WhatIsNoContact) {
  EXPECT_FALSE(ReadOf("Security", {{"IpAddress", "10.0.0.1"}}, "4624").found);
  EXPECT_FALSE(ReadOf("zeek:conn", {{"id.orig_h", "10.0.0.9"}}).found);
  EXPECT_FALSE(
      ReadOf("zeek:conn", {{"id.orig_h", "10.0.0.9"}, {"id.resp_h", "224.0.0.251"}}).found);
  EXPECT_FALSE(ReadOf("Microsoft-Windows-Sysmon/Operational",
                      {{"DestinationIp", "203.0.113.7"}, {"Initiated", "false"}}, "3")
                   .found);
}

TEST(ContactReader, TellsInsideFromOutside) {
  EXPECT_TRUE(
      ReadOf("zeek:conn", {{"id.orig_h", "10.0.0.9"}, {"id.resp_h", "10.1.2.3"}}).rest.internal);
  // Documentation and benchmark ranges are the Internet: somebody else's networks.
  for (const char* address : {"192.0.2.1", "198.18.0.1", "203.0.113.7", "172.32.0.1"}) {
    EXPECT_FALSE(IsInternalAddress(address)) << address;
  }
  for (const char* address : {"10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd00::1"}) {
    EXPECT_TRUE(IsInternalAddress(address)) << address;
  }
  EXPECT_TRUE(ReadOf("zeek:ssl", {{"id.orig_h", "10.0.0.9"},
                                  {"id.resp_h", "10.1.2.3"},
                                  {"server_name", "monitor.corp.example"}})
                  .rest.internal);
  EXPECT_TRUE(IsInternalName("intranet"));
  EXPECT_TRUE(IsInternalName("app.corp"));
  EXPECT_FALSE(IsInternalName("example.com"));
}

// Whether the contact is inside by the scope.
bool IsInsideBy(const ContactScope* scope, const Fields& fields) {
  EventContext context;
  EventBuilder builder(context);
  builder.Add("Channel", "zeek:http");
  for (const auto& [name, value] : fields) builder.AddPayload(name, value);
  builder.SetTime(Timestamp{kUnixEpochTicks});
  ContactReader reader(context, scope);
  Contact contact;
  EXPECT_TRUE(reader.Read(builder.Build(), contact));
  return contact.internal;
}

TEST(ContactReader, TheOrganisationSaysWhatIsInside) {
  ContactScope scope;
  scope.own = NetworkSet();
  scope.own.Add(*ParseIpNetwork("10.1.0.0/16"));
  scope.own.Add(*ParseIpNetwork("203.0.113.0/28"));
  scope.own.Freeze();
  scope.own_domains = {"corp.example"};
  struct Case {
    const char* address;
    const char* host;
    bool inside, inside_by_default;
  };
  constexpr Case kCases[] = {
      {"10.1.2.3", "", true, true},
      {"10.2.2.3", "", false, true},       // not the organisation's: the Internet
      {"203.0.113.5", "", true, false},    // a public range of its own
      {"203.0.113.50", "", false, false},  // a documentation range is the Internet
      {"198.18.0.1", "", false, false},
      {"198.51.100.1", "app.corp.example", true, false},
      {"198.51.100.1", "corp.example", true, false},
      {"198.51.100.1", "xcorp.example", false, false},
  };
  for (const Case& c : kCases) {
    const Fields fields = {{"id.orig_h", "10.1.0.9"}, {"id.resp_h", c.address}, {"host", c.host}};
    EXPECT_EQ(IsInsideBy(&scope, fields), c.inside) << c.address << c.host;
    EXPECT_EQ(IsInsideBy(nullptr, fields), c.inside_by_default) << c.address << c.host;
  }
}

TEST(ContactReader, AnAddressInBracketsIsAnAddressOfTheInternet) {
  const Read read =
      ReadOf("proxy:squid",
             {{"c-ip", "10.0.0.9"}, {"cs-method", "CONNECT"}, {"c-uri", "[2a00:1450::5]:443"}});
  ASSERT_TRUE(read.found);
  EXPECT_EQ(read.destination, "2a00:1450::5");
  EXPECT_FALSE(read.rest.internal);
}

TEST(ContactReader, UserInfoHidesNoDestination) {
  const Read read = ReadOf("proxy:squid", {{"c-ip", "10.0.0.9"},
                                           {"cs-method", "GET"},
                                           {"c-uri", "http://intranet:x@C2.example.net/gate"}});
  ASSERT_TRUE(read.found);
  EXPECT_EQ(read.destination, "c2.example.net");
  EXPECT_FALSE(read.rest.internal);
}

}  // namespace
}  // namespace noroshi
