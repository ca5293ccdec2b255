#include "environment/environment.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Environment, WordsOfRoles) {
  for (std::size_t i = 0; i < kHostRoles; ++i) {  // what is written is read
    const auto role = static_cast<HostRole>(i);
    EXPECT_EQ(ParseHostRole(HostRoleName(role)), role) << HostRoleName(role);
  }
  EXPECT_EQ(ParseHostRole("Domain Controller"), HostRole::kDomainController);
  EXPECT_EQ(ParseHostRole("DC"), HostRole::kDomainController);
  EXPECT_EQ(ParseHostRole("サーバー"), HostRole::kServer);
  EXPECT_EQ(ParseHostRole("踏み台"), HostRole::kJumpHost);
  EXPECT_FALSE(ParseHostRole("printer"));
  EXPECT_FALSE(ParseHostRole(""));
  EXPECT_EQ(ParseAccountRole("特権ID"), AccountRole::kAdministrator);
  EXPECT_EQ(ParseAccountRole("service"), AccountRole::kService);
  EXPECT_FALSE(ParseAccountRole("user"));
  EXPECT_EQ(ParseSiteKind("Head Office"), SiteKind::kHeadOffice);
  EXPECT_EQ(ParseSiteKind("子会社"), SiteKind::kAffiliate);
  EXPECT_FALSE(ParseSiteKind("moon"));
}

TEST(Environment, PlacesOnTheGlobe) {
  const auto tokyo = ParseGeoPoint("35.68, 139.77");
  ASSERT_TRUE(tokyo);
  EXPECT_DOUBLE_EQ(tokyo->latitude, 35.68);
  EXPECT_DOUBLE_EQ(tokyo->longitude, 139.77);
  EXPECT_EQ(GeoPointText(*tokyo), "35.68, 139.77");
  EXPECT_TRUE(ParseGeoPoint("-90,-180"));
  for (const char* text : {"", "35.68", "35.68,", ",139", "91,0", "0,181", "a,b", "1,2,3", "nan,0",
                           "inf,0", "35.68 139.77", "1e1,2"}) {
    EXPECT_FALSE(ParseGeoPoint(text)) << text;
  }
}

TEST(Environment, MergingJoinsListsAndSites) {
  Environment a, b;
  a.organisation = "first";
  b.organisation = "second";
  a.hosts(HostRole::kServer).push_back({"A"});
  b.hosts(HostRole::kServer).push_back({"B"});
  a.SiteNamed("hq").networks.push_back({"10.1.0.0/16"});
  b.SiteNamed("HQ").networks.push_back({"10.2.0.0/16"});
  b.SiteNamed("HQ").kind = SiteKind::kHeadOffice;
  b.SiteNamed("vn").kind = SiteKind::kOverseas;
  MergeEnvironments(a, std::move(b));
  EXPECT_EQ(a.organisation, "first");
  ASSERT_EQ(a.hosts(HostRole::kServer).size(), 2U);
  EXPECT_EQ(a.hosts(HostRole::kServer)[1].value, "B");
  ASSERT_EQ(a.sites.size(), 2U);
  EXPECT_EQ(a.sites[0].networks.size(), 2U);
  EXPECT_EQ(a.sites[0].kind, SiteKind::kHeadOffice);
}

TEST(Environment, EmptyUntilSomethingIsKnown) {
  Environment environment;
  EXPECT_TRUE(environment.empty());
  environment.allow.emplace_back();
  EXPECT_FALSE(environment.empty());
}

}  // namespace
}  // namespace noroshi
