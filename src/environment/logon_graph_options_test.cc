#include "environment/logon_graph_options.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace noroshi {
namespace {

TEST(LogonGraphOptions, NothingStatedLeavesTheDefaults) {
  const KnownEnvironment nothing({}, {});
  const GraphOptions options = GraphOptionsOf(nothing, {"SRV01"});
  EXPECT_TRUE(options.jump_hosts.empty());
  EXPECT_TRUE(options.scanners.empty());
  EXPECT_TRUE(options.vpn_pools.empty());
}

TEST(LogonGraphOptions, TakesNamesInventoryAndPatterns) {
  Environment environment;
  environment.hosts(HostRole::kJumpHost) = {{"BASTION"}, {"JMP*"}};
  environment.hosts(HostRole::kScanner) = {{"10.1.1.9"}};
  environment.inventory = {{"OLD-JUMP", "", RoleBit(HostRole::kJumpHost), {}}};
  environment.vpn_pools = {{"10.8.0.0/16"}};
  const KnownEnvironment known(std::move(environment), {});
  const GraphOptions options = GraphOptionsOf(known, {"JMP01", "SRV01"});
  // The pattern itself is no computer's name and does no harm.
  EXPECT_EQ(options.jump_hosts, (std::vector<std::string>{"BASTION", "JMP*", "JMP01", "OLD-JUMP"}));
  EXPECT_EQ(options.scanners, std::vector<std::string>{"10.1.1.9"});
  EXPECT_EQ(options.vpn_pools, std::vector<std::string>{"10.8.0.0/16"});
}

TEST(LogonGraphOptions, ServersAndSites) {
  Environment environment;
  environment.hosts(HostRole::kServer) = {{"FS*"}};
  environment.hosts(HostRole::kDomainController) = {{"DC01"}};
  EnvironmentSite& site = environment.SiteNamed("Viet Nam");
  site.networks = {{"10.20.0.0/16"}};
  site.hosts = {{"VN-*"}};
  const KnownEnvironment known(std::move(environment), {});
  const GraphOptions options = GraphOptionsOf(known, {"FS07", "PC1"});
  EXPECT_TRUE(std::ranges::count(options.servers, "FS07") == 1);
  EXPECT_TRUE(std::ranges::count(options.servers, "DC01") == 1);
  EXPECT_EQ(std::ranges::count(options.servers, "PC1"), 0);
  ASSERT_TRUE(options.site_of);
  EXPECT_EQ(options.site_of("10.20.3.4"), "Viet Nam");
  EXPECT_EQ(options.site_of("vn-ap01.corp.example"), "Viet Nam");
  EXPECT_EQ(options.site_of("10.30.3.4"), "");
  EXPECT_FALSE(GraphOptionsOf(KnownEnvironment({}, {}), {}).site_of);
}

TEST(LogonGraphOptions, LeastTravel) {
  constexpr double kHourTicks = 3'600.0 * static_cast<double>(kTicksPerSecond);
  std::vector<EnvironmentSite> sites(5);
  sites[0].name = "Tokyo";
  sites[0].location = GeoPoint{35.68, 139.77};
  sites[1].name = "Hanoi";
  sites[1].location = GeoPoint{21.03, 105.85};
  sites[2].name = "Yokohama";
  sites[2].location = GeoPoint{35.44, 139.64};
  sites[3].name = "Overseas";
  sites[3].kind = SiteKind::kOverseas;
  sites[4].name = "Plant";
  const auto hours = [&](std::string_view a, std::string_view b) {
    return static_cast<double>(LeastTravel(sites, a, b)) / kHourTicks;
  };
  EXPECT_NEAR(hours("Tokyo", "HANOI"), 3'670.0 / 900, 0.05);  // 3,670 km
  EXPECT_EQ(hours("Hanoi", "Tokyo"), hours("Tokyo", "Hanoi"));
  EXPECT_EQ(hours("Tokyo", "Yokohama"), 0);  // 29 km
  EXPECT_EQ(hours("Plant", "Overseas"), 2);
  EXPECT_EQ(hours("Plant", "Tokyo"), 0);
  EXPECT_EQ(hours("Tokyo", "Tokyo"), 0);
  EXPECT_EQ(hours("Tokyo", "nowhere"), 0);
}

}  // namespace
}  // namespace noroshi
