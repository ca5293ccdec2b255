#include "environment/asset_reader.h"

#include <gtest/gtest.h>

#include "environment/problems.h"

namespace noroshi {
namespace {

EnvironmentRead Read(std::string_view text, const std::vector<std::string>& columns = {}) {
  const auto mapping = ParseColumnMapping(columns);
  EXPECT_TRUE(mapping.ok());
  return ReadAssetCsv(text, "assets.csv", *mapping);
}

TEST(AssetColumns, HeadersInSeveralSpellings) {
  struct Case {
    const char* header;
    std::optional<AssetColumn> column;
  };
  const Case kCases[] = {
      {"Host Name", AssetColumn::kHost},
      {"HOSTNAME", AssetColumn::kHost},
      {"computer_name", AssetColumn::kHost},
      {"コンピュータ名", AssetColumn::kHost},
      {"ホスト名", AssetColumn::kHost},
      {"IP Address", AssetColumn::kAddress},
      {"IPアドレス", AssetColumn::kAddress},
      {"拠点", AssetColumn::kSite},
      {"Location", AssetColumn::kSite},
      {"役割", AssetColumn::kRole},
      {"Operating System", AssetColumn::kSystem},
      {"sAMAccountName", AssetColumn::kAccount},
      {"種別", AssetColumn::kKind},
      {"Subnet", AssetColumn::kNetwork},
      {"owner", std::nullopt},
      {"", std::nullopt},
  };
  for (const Case& c : kCases) EXPECT_EQ(ColumnOfHeader(c.header), c.column) << c.header;
}

TEST(AssetColumns, MappingsAreChecked) {
  EXPECT_TRUE(ParseColumnMapping({"host=PC", "site=Standort"}).ok());
  for (const char* part : {"host", "host=", "=PC", "owner=PC"}) {
    EXPECT_FALSE(ParseColumnMapping({part}).ok()) << part;
  }
}

TEST(AssetReader, Computers) {
  const EnvironmentRead read = Read(
      "Hostname;IP;Location;Role;OS\n"
      "HQ-DC01;10.1.1.1, 10.1.1.2;HQ;Domain Controller;Windows Server 2016\n"
      "HQ-CL001;;HQ;;Windows 10\n"
      "VN-FS01;10.2.1.1;VN;printer;Windows Server 2012 R2\n");
  ASSERT_EQ(read.environment.inventory.size(), 3U);
  const auto& hosts = read.environment.inventory;
  EXPECT_EQ(hosts[0].roles, RoleBit(HostRole::kDomainController) | RoleBit(HostRole::kServer));
  EXPECT_EQ(hosts[1].roles, 0);
  EXPECT_EQ(hosts[2].roles, RoleBit(HostRole::kServer));  // by its system
  EXPECT_EQ(hosts[2].site, "VN");
  EXPECT_EQ(read.environment.sites.size(), 2U);
  // "10.1.1.1, 10.1.1.2" is one cell here, and no address.
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "E019");
  EXPECT_EQ(read.problems[0].line, 2U);
}

TEST(AssetReader, AccountsAndNetworks) {
  const EnvironmentRead accounts =
      Read("アカウント名,種別\nadm-mori,管理者\nsvc-a,service\nsato,利用者\n");
  EXPECT_TRUE(accounts.problems.empty());
  EXPECT_EQ(accounts.environment.accounts(AccountRole::kAdministrator).size(), 1U);
  EXPECT_EQ(accounts.environment.accounts(AccountRole::kService).size(), 1U);
  const EnvironmentRead networks = Read(
      "network\tkind\tsite\n10.1.0.0/16\t\tHQ\n10.8.0.0/16\tVPN pool\t\n10.9.0.0/16\t\t\nx\t\t\n");
  EXPECT_EQ(networks.environment.sites[0].networks[0].value, "10.1.0.0/16");
  EXPECT_EQ(networks.environment.vpn_pools[0].value, "10.8.0.0/16");
  EXPECT_EQ(networks.environment.own_networks[0].value, "10.9.0.0/16");
  ASSERT_EQ(networks.problems.size(), 1U);
  EXPECT_EQ(networks.problems[0].line, 5U);
}

TEST(AssetReader, ColumnsByTheUsersWord) {
  const EnvironmentRead read = Read("Rechner,Standort\nA,HQ\n", {"host=rechner", "site=Standort"});
  ASSERT_EQ(read.environment.inventory.size(), 1U);
  EXPECT_EQ(read.environment.inventory[0].site, "HQ");
  const EnvironmentRead missing = Read("Rechner\nA\n", {"host=PC"});
  EXPECT_EQ(missing.missing_columns, std::vector<std::string>{"PC"});
  ASSERT_EQ(missing.problems.size(), 1U);
  EXPECT_EQ(missing.problems[0].code, "E017");  // and no other word is known
}

TEST(AssetReader, NoColumnIsAnError) {
  for (const char* text : {"", "a,b\n1,2\n", "owner\nx\n"}) {
    const EnvironmentRead read = Read(text);
    ASSERT_EQ(read.problems.size(), 1U) << text;
    EXPECT_EQ(read.problems[0].code, "E017");
  }
}

TEST(AssetReader, RowsOfNothingAreSaid) {
  const EnvironmentRead read = Read("host,site\n,HQ\n***,HQ\nA\n");
  EXPECT_EQ(read.environment.inventory.size(), 1U);  // a short row is fine
  ASSERT_EQ(read.problems.size(), 2U);
  EXPECT_FALSE(HasErrors(read.problems));
}

TEST(AssetReader, LongRemarksCostNoComputer) {
  const std::string remark(5'000, 'x');
  const EnvironmentRead read = Read("host,remarks,role\nA," + remark + ",server\n");
  EXPECT_TRUE(read.problems.empty());
  ASSERT_EQ(read.environment.inventory.size(), 1U);
  EXPECT_EQ(read.environment.inventory[0].roles, RoleBit(HostRole::kServer));
  const EnvironmentRead name = Read("host,role\n" + remark + ",server\nB,server\n");
  ASSERT_EQ(name.problems.size(), 1U);
  EXPECT_EQ(name.problems[0].code, "E019");
  EXPECT_EQ(name.environment.inventory.size(), 1U);
}

TEST(AssetReader, NothingStandsForEverything) {
  const EnvironmentRead accounts = Read("account,kind\n*,service\nsvc-*,service\n");
  ASSERT_EQ(accounts.problems.size(), 1U);
  EXPECT_EQ(accounts.environment.accounts(AccountRole::kService).size(), 1U);
  const EnvironmentRead networks = Read("network,kind\n0.0.0.0/0,\n::/0,vpn\n10.0.0.0/8,\n");
  EXPECT_EQ(networks.problems.size(), 2U);
  EXPECT_EQ(networks.environment.own_networks.size(), 1U);
  EXPECT_TRUE(networks.environment.vpn_pools.empty());
  const EnvironmentRead domains = Read("domain\n*\ncorp.example\n");
  EXPECT_EQ(domains.problems.size(), 1U);
  EXPECT_EQ(domains.environment.own_domains.size(), 1U);
}

TEST(AssetReader, ManyBadRowsAreWarningsStill) {
  std::string text = "host,address\nA,10.0.0.1\n";
  for (std::size_t i = 0; i < 2 * kMaxProblems; ++i) text += "B" + std::to_string(i) + ",unknown\n";
  const EnvironmentRead read = Read(text);
  EXPECT_EQ(read.problems.size(), kMaxProblems + 1);
  EXPECT_FALSE(HasErrors(read.problems));
  EXPECT_EQ(read.environment.inventory.size(), 2 * kMaxProblems + 1);  // all can be used
}

TEST(AssetReader, SitesComeInAnyOrderAndSpelling) {
  const EnvironmentRead read =
      Read("host,site,site kind\nA,HQ,\nB,VN,overseas\nC,hq,本社\nD,vn,\n");
  ASSERT_EQ(read.environment.sites.size(), 2U);
  EXPECT_EQ(read.environment.sites[0].kind, SiteKind::kHeadOffice);
  EXPECT_EQ(read.environment.sites[1].kind, SiteKind::kOverseas);
  EXPECT_EQ(read.environment.inventory[2].site, "HQ");  // as it was written first
}

TEST(AssetReader, TooManySitesAreAnErrorAndSaidOnce) {
  std::string text = "host,site\n";
  for (std::size_t i = 0; i < kMaxSites + 50; ++i) {
    text += "H" + std::to_string(i) + ",S" + std::to_string(i) + "\n";
  }
  const EnvironmentRead read = Read(text);
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "E016");
  EXPECT_TRUE(HasErrors(read.problems));
  EXPECT_EQ(read.environment.sites.size(), kMaxSites);
}

}  // namespace
}  // namespace noroshi
