#include "analytics/logon_graph/site_prefix.h"

#include <gtest/gtest.h>

#include "analytics/logon_graph/names.h"

namespace noroshi {
namespace {

std::string PrefixOf(std::string_view address) {
  const auto prefix = SitePrefixOf(Ipv4Of(address).value());
  return prefix ? SitePrefixText(*prefix) : std::string();
}

TEST(SitePrefix, CutsPrivateNetworksAsAddressPlansDo) {
  EXPECT_EQ(PrefixOf("10.20.30.40"), "10.20.0.0/16");
  EXPECT_EQ(PrefixOf("172.16.0.1"), "172.16.0.0/16");
  EXPECT_EQ(PrefixOf("172.31.255.255"), "172.31.0.0/16");
  EXPECT_EQ(PrefixOf("192.168.7.9"), "192.168.7.0/24");
}

TEST(SitePrefix, TheInternetIsNoSite) {
  for (const char* address : {"172.15.0.1", "172.32.0.1", "192.167.1.1", "11.0.0.1", "9.255.0.1",
                              "198.51.100.7", "127.0.0.1", "169.254.1.1"}) {
    EXPECT_EQ(PrefixOf(address), "") << address;
  }
}

TEST(SitePrefix, AddressesAsText) {
  for (const char* address : {"0.0.0.0", "10.20.30.40", "255.255.255.255"}) {
    EXPECT_EQ(Ipv4Text(Ipv4Of(address).value()), address);
  }
  EXPECT_EQ(PlaceKey("10.1.1.9"), AddressHash("10.1.1.9"));
  EXPECT_EQ(PlaceKey("srv.corp.example"), HostHash("SRV"));
}

}  // namespace
}  // namespace noroshi
