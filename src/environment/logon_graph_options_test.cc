#include "environment/logon_graph_options.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace noroshi
