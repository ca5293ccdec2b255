#include "cli/session/silent_hosts.h"

#include <gtest/gtest.h>

#include "event/event_builder.h"

namespace noroshi {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

Coverage HeardFrom(const std::vector<std::string>& hosts) {
  Coverage coverage;
  for (const std::string& host : hosts) {
    EventContext context;
    EventBuilder builder(context);
    builder.Add("Computer", host);
    builder.Add("Channel", "Security");
    coverage.Add(builder.Build(), context);
  }
  return coverage;
}

TEST(SilentHosts, TheGravestComeFirst) {
  Environment environment;
  environment.hosts(HostRole::kServer) = {{"FILE1"}, {"DC1"}};
  environment.hosts(HostRole::kDomainController) = {{"DC1"}};
  environment.inventory = {{.name = "PC1"}};
  EXPECT_EQ(SilentHosts(environment, Coverage()),
            (Rows{{"DC1", "domain_controller"}, {"FILE1", "server"}, {"PC1", ""}}));
}

TEST(SilentHosts, AHostIsHeardUnderAnySpelling) {
  Environment environment;
  environment.hosts(HostRole::kServer) = {{"file1.corp.example"}, {"FILE2"}};
  EXPECT_EQ(SilentHosts(environment, HeardFrom({"FILE1", "file2.corp.example"})), Rows{});
}

TEST(SilentHosts, PatternsAndAddressesNameNoHost) {
  Environment environment;
  environment.hosts(HostRole::kServer) = {{"SRV-*"}, {"192.0.2.7"}, {"192.0.2.0/24"}, {"SRV1"}};
  EXPECT_EQ(SilentHosts(environment, Coverage()), (Rows{{"SRV1", "server"}}));
}

TEST(SilentHosts, AHostOfTwoListsIsOne) {
  Environment environment;
  environment.hosts(HostRole::kServer) = {{"SRV1"}};
  environment.inventory = {{.name = "srv1.corp.example"}};
  EXPECT_EQ(SilentHosts(environment, Coverage()), (Rows{{"SRV1", "server"}}));
}

}  // namespace
}  // namespace noroshi
