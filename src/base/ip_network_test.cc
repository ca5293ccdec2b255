#include "base/ip_network.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(IpNetwork, AddressesAreReadAndWritten) {
  struct Case {
    const char* text;
    const char* back;  // null = no address
    bool v4;
  };
  constexpr Case kCases[] = {
      {"10.1.2.3", "10.1.2.3", true},
      {"::ffff:10.1.2.3", "10.1.2.3", true},  // as Kerberos' records write it
      {"FE80::1", "fe80::1", false},
      {"::1", "::1", false},
      {"10.1.2", nullptr, false},
      {"10.1.2.3:443", nullptr, false},
      {"fe80::1%3", nullptr, false},  // a zone is one machine's own business
      {"", nullptr, false},
      {"10.1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20", nullptr, false},
  };
  for (const Case& c : kCases) {
    const auto address = ParseIpAddress(c.text);
    ASSERT_EQ(address.has_value(), c.back != nullptr) << c.text;
    if (!address) continue;
    EXPECT_EQ(address->ToString(), c.back);
    EXPECT_EQ(address->is_v4(), c.v4) << c.text;
  }
}

TEST(IpNetwork, RangesAreReadAndWritten) {
  struct Case {
    const char* text;
    const char* back;  // null = no range
    bool host_bits;
  };
  constexpr Case kCases[] = {
      {"10.0.0.0/8", "10.0.0.0/8", false},
      {"10.1.2.3/8", "10.0.0.0/8", true},
      {"10.1.2.3", "10.1.2.3", false},
      {"10.1.2.3/32", "10.1.2.3", false},
      {"0.0.0.0/0", "0.0.0.0/0", false},
      {"fd00::/8", "fd00::/8", false},
      {"::/0", "::/0", false},
      {"10.0.0.0/33", nullptr, false},
      {"10.0.0.0/", nullptr, false},
      {"10.0.0.0/8x", nullptr, false},
      {"10.0.0.0/-1", nullptr, false},
      {"HQ-DC01", nullptr, false},
  };
  for (const Case& c : kCases) {
    bool host_bits = false;
    const auto network = ParseIpNetwork(c.text, &host_bits);
    ASSERT_EQ(network.has_value(), c.back != nullptr) << c.text;
    if (!network) continue;
    EXPECT_EQ(network->ToString(), c.back);
    EXPECT_EQ(host_bits, c.host_bits) << c.text;
  }
}

TEST(IpNetwork, FirstAndLast) {
  const IpNetwork network = *ParseIpNetwork("10.8.16.0/20");
  EXPECT_EQ(network.first.ToString(), "10.8.16.0");
  EXPECT_EQ(network.last().ToString(), "10.8.31.255");
  EXPECT_EQ(NetworkOf(*ParseIpAddress("10.8.17.9"), 20), network);
  EXPECT_EQ(NetworkOf(*ParseIpAddress("fd00:1:2:3::9"), 64).ToString(), "fd00:1:2:3::/64");
}

TEST(NetworkSet, HoldsWhatItsRangesHold) {
  NetworkSet set;
  for (const char* text : {"10.2.0.0/16", "10.0.0.0/8", "192.0.2.7", "fd00::/8", "10.2.3.0/24"}) {
    set.Add(*ParseIpNetwork(text));
  }
  set.Freeze();
  EXPECT_EQ(set.networks().size(), 3U);  // the two inside 10.0.0.0/8 say nothing new
  for (const char* text : {"10.0.0.0", "10.255.255.255", "10.2.3.4", "192.0.2.7", "fd12::1"}) {
    EXPECT_TRUE(set.Has(std::string_view(text))) << text;
  }
  for (const char* text :
       {"9.255.255.255", "11.0.0.0", "192.0.2.6", "192.0.2.8", "fe00::1", "HQ"}) {
    EXPECT_FALSE(set.Has(std::string_view(text))) << text;
  }
  EXPECT_FALSE(NetworkSet().Has(std::string_view("10.0.0.1")));
}

TEST(NetworkSet, DocumentationRangesAreTheInternet) {
  const NetworkSet own = DefaultOwnNetworks();
  for (const char* text : {"10.1.1.1", "172.31.0.1", "192.168.1.1", "169.254.9.9", "100.64.0.1",
                           "fd00::1", "fe80::1", "::ffff:10.0.0.1"}) {
    EXPECT_TRUE(own.Has(std::string_view(text))) << text;
  }
  for (const char* text : {"192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "198.19.255.1",
                           "172.32.0.1", "8.8.8.8", "2001:db8::1"}) {
    EXPECT_FALSE(own.Has(std::string_view(text))) << text;
  }
}

}  // namespace
}  // namespace noroshi
