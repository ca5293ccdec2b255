#include "simulate/simulate.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "simulate/event_catalog.h"
#include "simulate/organisation.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

fs::path TestFolder(std::string_view name) {
  const fs::path folder = fs::path(testing::TempDir()) / "noroshi-simulate" / name;
  fs::remove_all(folder);
  return folder;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> ReadAll(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), folder).string()] = ReadFile(entry.path());
    }
  }
  return files;
}

SimulationSummary MustSimulate(const SimulateOptions& options) {
  const auto summary = Simulate(options);
  EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.error().ToString());
  return summary.ok() ? *summary : SimulationSummary{};
}

TEST(Simulate, SameSeedSameBytesOtherSeedOtherBytes) {
  const fs::path a = TestFolder("a");
  const fs::path b = TestFolder("b");
  const fs::path c = TestFolder("c");
  MustSimulate({.out_dir = a.string(), .days = 7, .hosts = 9, .seed = 5});
  MustSimulate({.out_dir = b.string(), .days = 7, .hosts = 9, .seed = 5});
  MustSimulate({.out_dir = c.string(), .days = 7, .hosts = 9, .seed = 6});
  const auto files = ReadAll(a);
  EXPECT_EQ(files, ReadAll(b));
  EXPECT_NE(files, ReadAll(c));
}

TEST(Simulate, DefaultIsAWholeOrganisation) {
  const fs::path out = TestFolder("default");
  const SimulationSummary summary = MustSimulate({.out_dir = out.string()});
  EXPECT_EQ(summary.hosts, 12U);
  EXPECT_EQ(summary.attack_steps, 16U);
  EXPECT_GE(summary.look_alikes, 10U);
  EXPECT_GT(summary.records, 10'000U);
  const auto files = ReadAll(out);
  EXPECT_EQ(files.size(), summary.files + 1);  // and truth.json
  std::uint64_t bytes = 0;
  for (const auto& [path, content] : files) {
    if (path == "truth.json") continue;
    bytes += content.size();
    EXPECT_TRUE(content.starts_with(std::string_view("ElfFile\0", 8))) << path;
  }
  EXPECT_EQ(bytes, summary.bytes);
}

TEST(Simulate, TruthNamesStepsTechniquesAndRecords) {
  const fs::path out = TestFolder("truth");
  MustSimulate({.out_dir = out.string(), .seed = 3});
  rapidjson::Document truth;
  truth.Parse(ReadFile(out / "truth.json").c_str());
  ASSERT_FALSE(truth.HasParseError());
  EXPECT_STREQ(truth["scenario"].GetString(), "a41apt");
  ASSERT_EQ(truth["steps"].Size(), 16U);
  std::set<std::string> places;
  for (const auto& step : truth["steps"].GetArray()) {
    EXPECT_GT(step["techniques"].Size(), 0U);
    EXPECT_EQ(step["visible"].GetBool(), step["records"].Size() > 0);
    for (const auto& record : step["records"].GetArray()) {
      EXPECT_TRUE(fs::exists(out / record["path"].GetString()));
      const std::string place = std::string(record["path"].GetString()) + "#" +
                                std::to_string(record["record_id"].GetUint64());
      EXPECT_TRUE(places.insert(place).second) << place << " belongs to two steps";
    }
  }
  for (const auto& look_alike : truth["look_alikes"].GetArray()) {
    EXPECT_TRUE(look_alike["visible"].GetBool()) << look_alike["title"].GetString();
  }
}

TEST(Simulate, ClearedLogsHideWhatTheyHeld) {
  const fs::path out = TestFolder("cleared");
  MustSimulate({.out_dir = out.string()});
  rapidjson::Document truth;
  truth.Parse(ReadFile(out / "truth.json").c_str());
  ASSERT_FALSE(truth.HasParseError());
  // The wrong passwords are gone from the entry server's Security log; the controller saw them.
  std::set<std::string> hosts;
  for (const auto& record : truth["steps"][0]["records"].GetArray()) {
    hosts.insert(record["host"].GetString());
  }
  EXPECT_EQ(hosts, std::set<std::string>{"VN-DC01"});
}

TEST(Simulate, BenignScenarioHasNoStep) {
  const fs::path out = TestFolder("benign");
  const auto summary = MustSimulate({.scenario = "benign", .out_dir = out.string()});
  EXPECT_EQ(summary.attack_steps, 0U);
  EXPECT_GE(summary.look_alikes, 10U);
}

TEST(Simulate, WrongUseIsExplained) {
  const auto unknown = Simulate({.scenario = "nonesuch", .out_dir = "unused"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  EXPECT_NE(unknown.error().detail.find("a41apt, benign"), std::string::npos);

  const SimulateOptions wrong[] = {
      {.out_dir = "unused", .days = kMinSimulatedDays - 1},
      {.out_dir = "unused", .hosts = kMinHosts - 1},
      {.out_dir = "unused", .days = ~std::uint64_t{0}, .hosts = 12},
      {.out_dir = "unused", .days = 12, .hosts = ~std::uint64_t{0}},
  };
  for (const SimulateOptions& options : wrong) {
    const auto refused = Simulate(options);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  }
  const fs::path file = TestFolder("file");
  fs::create_directories(file.parent_path());
  std::ofstream(file) << "in the way";
  const auto blocked = Simulate({.out_dir = (file / "out").string(), .days = 7, .hosts = 9});
  ASSERT_FALSE(blocked.ok());
  EXPECT_EQ(blocked.error().code, ErrorCode::kIo);
}

TEST(Organisation, EverySiteHasItsServersAndNamesFollowTheScheme) {
  const Organisation made = MakeOrganisation(60, 1);
  ASSERT_EQ(made.hosts.size(), 60U);
  EXPECT_EQ(made.people.size(), 60 - kServers);
  std::set<std::string> names;
  std::set<std::string> addresses;
  for (const Host& host : made.hosts) {
    names.insert(host.name);
    addresses.insert(host.address);
    EXPECT_TRUE(host.name.starts_with("HQ-") || host.name.starts_with("VN-")) << host.name;
    EXPECT_LE(host.name.size(), 15U) << "longer than a NetBIOS name";
  }
  EXPECT_EQ(names.size(), 60U);
  EXPECT_EQ(addresses.size(), 60U);
  for (const Site site : {Site::kHeadOffice, Site::kAffiliate}) {
    EXPECT_EQ(made.hosts[made.ControllerOf(site)].role, Role::kDomainController);
    EXPECT_EQ(made.hosts[made.ControllerOf(site)].site, site);
  }
}

TEST(Calendar, LocalTimesAndWeekends) {
  const Timestamp monday = *ParseIso8601("2020-10-05");
  EXPECT_EQ(ToIso8601(LocalTime(monday, Site::kHeadOffice, 0, 1, 30)),
            "2020-10-04T16:30:00.0000000Z");
  EXPECT_EQ(ToIso8601(LocalTime(monday, Site::kAffiliate, 1, 9, 0)),
            "2020-10-06T02:00:00.0000000Z");
  EXPECT_FALSE(IsWeekend(monday, 4));
  EXPECT_TRUE(IsWeekend(monday, 5));
  EXPECT_TRUE(IsWeekend(monday, 6));
  EXPECT_FALSE(IsWeekend(monday, 7));
}

TEST(EventCatalog, RowsStandInTheOrderOfTheKinds) {
  // Each kind finds its own row only while table and enum agree.
  EXPECT_EQ(EventIdOf(CatalogEvent::kLogon), 4624);
  EXPECT_EQ(EventIdOf(CatalogEvent::kSecurityCleared), 1102);
  EXPECT_EQ(EventIdOf(CatalogEvent::kSysmonProcess), 1);
  EXPECT_EQ(EventIdOf(CatalogEvent::kScriptBlock), 4104);
  EXPECT_EQ(EventIdOf(CatalogEvent::kDefenderConfig), 5007);
  EXPECT_EQ(FieldNames(CatalogEvent::kSecurityCleared).front(), "SubjectUserSid");
  EXPECT_EQ(FieldNames(CatalogEvent::kUserCreated)[3], "SubjectUserSid");
  EXPECT_EQ(FieldNames(CatalogEvent::kLogon).size(), 27U);
  EXPECT_EQ(ChannelFile(Channel::kSysmon), "Microsoft-Windows-Sysmon%4Operational.evtx");
}

}  // namespace
}  // namespace noroshi
