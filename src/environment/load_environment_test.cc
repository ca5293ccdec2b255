#include "environment/load_environment.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "environment/problems.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

class LoadEnvironmentTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("noroshi_environment_" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  fs::path folder_;
};

TEST_F(LoadEnvironmentTest, JoinsFilesOfBothForms) {
  const LoadedEnvironment loaded =
      LoadEnvironment({Write("e.yaml", "servers: [A]\n"), Write("a.csv", "host,role\nB,server\n"),
                       Write("list", "host,role\nC,dc\n"), Write("conf", "servers: [D]\n")},
                      {});
  EXPECT_TRUE(loaded.problems.empty());
  EXPECT_EQ(loaded.environment.hosts(HostRole::kServer).size(), 2U);
  EXPECT_EQ(loaded.environment.inventory.size(), 2U);
}

TEST_F(LoadEnvironmentTest, ReadsShiftJisAndUtf16) {
  // "host,site" / "A,\x96{\x8e\xd0" is 本社 in code page 932.
  const std::string sjis =
      Write("s.csv", "\x83z\x83X\x83g\x96\xbc,\x8b\x92\x93_\nA,\x96{\x8e\xd0\n");
  const LoadedEnvironment loaded = LoadEnvironment({sjis}, {});
  for (const Diagnostic& one : loaded.problems) ADD_FAILURE() << one.ToString();
  ASSERT_EQ(loaded.environment.inventory.size(), 1U);
  EXPECT_EQ(loaded.environment.inventory[0].site, "本社");
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("host\nA\n")) utf16 += {c, '\0'};
  EXPECT_EQ(LoadEnvironment({Write("u.csv", utf16)}, {}).environment.inventory.size(), 1U);
}

TEST_F(LoadEnvironmentTest, ANamedColumnIsInOneOfTheLists) {
  const std::string hosts = Write("h.csv", "Rechner,Standort\nA,HQ\n");
  const std::string accounts = Write("a.csv", "user,type\nadm,admin\n");
  const ColumnMapping mapping = {{AssetColumn::kHost, "Rechner"}};
  EXPECT_TRUE(LoadEnvironment({hosts, accounts}, mapping).problems.empty());
  EXPECT_TRUE(LoadEnvironment({accounts, hosts}, mapping).problems.empty());
  const LoadedEnvironment without = LoadEnvironment({accounts}, mapping);
  ASSERT_EQ(without.problems.size(), 1U);
  EXPECT_EQ(without.problems[0].code, "E018");
  EXPECT_TRUE(HasErrors(without.problems));
}

TEST_F(LoadEnvironmentTest, MissingFilesAreSaid) {
  const LoadedEnvironment loaded = LoadEnvironment({(folder_ / "none.yaml").string()}, {});
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_EQ(loaded.problems[0].code, "E001");
  EXPECT_TRUE(HasErrors(loaded.problems));
}

TEST_F(LoadEnvironmentTest, TheExampleIsWithoutFault) {
  const LoadedEnvironment loaded = LoadEnvironment({"examples/environment.yaml"}, {});
  for (const Diagnostic& one : loaded.problems) ADD_FAILURE() << one.ToString();
  EXPECT_EQ(loaded.environment.sites.size(), 2U);
}

TEST_F(LoadEnvironmentTest, HashFollowsContentAndMapping) {
  const std::string path = Write("a.csv", "host,PC\nA,B\n");
  const std::uint64_t first = LoadEnvironment({path}, {}).hash;
  EXPECT_EQ(LoadEnvironment({path}, {}).hash, first);
  EXPECT_NE(LoadEnvironment({path}, {{AssetColumn::kHost, "PC"}}).hash, first);
  Write("a.csv", "host,PC\nA,C\n");
  EXPECT_NE(LoadEnvironment({path}, {}).hash, first);
  EXPECT_EQ(LoadEnvironment({}, {}).hash, 0U);
}

}  // namespace
}  // namespace noroshi
