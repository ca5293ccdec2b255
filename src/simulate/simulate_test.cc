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
#include "simulate/testing/read_back.h"

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

rapidjson::Document TruthOf(const fs::path& out) {
  rapidjson::Document truth;
  truth.Parse(ReadFile(out / "truth.json").c_str());
  EXPECT_FALSE(truth.HasParseError());
  return truth;
}

class EveryScenario : public testing::TestWithParam<std::string> {};

TEST_P(EveryScenario, SameSeedSameBytesOtherSeedOtherBytes) {
  const fs::path a = TestFolder("a");
  const fs::path b = TestFolder("b");
  const fs::path c = TestFolder("c");
  SimulateOptions options{.scenario = GetParam(), .out_dir = {}, .days = 7, .hosts = 9, .seed = 5};
  for (const fs::path& folder : {a, b}) {
    options.out_dir = folder.string();
    MustSimulate(options);
  }
  options.out_dir = c.string();
  options.seed = 6;
  MustSimulate(options);
  const auto files = ReadAll(a);
  EXPECT_EQ(files, ReadAll(b));
  EXPECT_NE(files, ReadAll(c));
}

TEST_P(EveryScenario, IsAWholeOrganisation) {
  const fs::path out = TestFolder("default");
  const SimulationSummary summary = MustSimulate({.scenario = GetParam(), .out_dir = out.string()});
  EXPECT_EQ(summary.hosts, 12U);
  if (GetParam() == "benign") {
    EXPECT_EQ(summary.attack_steps, 0U);
  } else {
    EXPECT_GE(summary.attack_steps, 10U);
  }
  EXPECT_GE(summary.look_alikes, 20U);
  EXPECT_GT(summary.records, 10'000U);
  const auto files = ReadAll(out);
  EXPECT_EQ(files.size(), summary.files + 1);  // and truth.json
  std::uint64_t bytes = 0;
  for (const auto& [path, content] : files) {
    if (path == "truth.json") continue;
    EXPECT_FALSE(path.ends_with(".part"));
    bytes += content.size();
    EXPECT_EQ(content.starts_with(std::string_view("ElfFile\0", 8)), path.ends_with(".evtx"))
        << path;
  }
  EXPECT_EQ(bytes, summary.bytes);
}

// Every named record is there, says what the truth says, and belongs to one entry.
TEST_P(EveryScenario, TruthAndEvidenceAgree) {
  const fs::path out = TestFolder("truth");
  MustSimulate({.scenario = GetParam(), .out_dir = out.string(), .seed = 3});
  const auto truth = TruthOf(out);
  EXPECT_EQ(truth["scenario"].GetString(), GetParam());
  std::map<std::string, std::map<std::uint64_t, const rapidjson::Value*>> wanted;
  for (const char* list : {"steps", "look_alikes"}) {
    for (const auto& entry : truth[list].GetArray()) {
      EXPECT_EQ(entry["visible"].GetBool(), entry["records"].Size() > 0);
      EXPECT_EQ(entry["evidence"].Size() > 0, entry["visible"].GetBool());
      EXPECT_TRUE(entry["visible"].GetBool() || entry.HasMember("not_visible_because"));
      for (const auto& record : entry["records"].GetArray()) {
        const std::uint64_t number =
            record[record.HasMember("line") ? "line" : "record_id"].GetUint64();
        EXPECT_TRUE(wanted[record["path"].GetString()].emplace(number, &record).second)
            << record["path"].GetString() << " " << number << " belongs to two entries";
      }
    }
  }
  EventContext context;
  for (auto& of_file : wanted) {  // clang 14 captures no structured binding
    const std::string& path = of_file.first;
    auto& records = of_file.second;
    const ReadBack read =
        ReadEvtx((out / path).string(), context, nullptr, [&](const Event& event) {
          const auto found = records.find(event.line != 0 ? event.line : event.record_id);
          if (found == records.end()) return;
          EXPECT_EQ(ToIso8601(event.time).substr(0, 19),
                    std::string((*found->second)["time"].GetString()).substr(0, 19))
              << path;
          records.erase(found);
        });
    EXPECT_TRUE(read.damage.empty()) << path << ": " << (read.damage.empty() ? "" : read.damage[0]);
    EXPECT_TRUE(records.empty()) << path << " has not what the truth says";
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, EveryScenario,
                         testing::Values("a41apt", "lodeinfo", "vsingle", "tick", "benign"));

TEST(Simulate, AttackStepsNameHostAndTechniques) {
  const fs::path out = TestFolder("steps");
  MustSimulate({.out_dir = out.string(), .seed = 3});
  const auto truth = TruthOf(out);
  std::set<std::string> attacked;
  for (const auto& host : truth["attack_hosts"].GetArray())
    attacked.insert(host["host"].GetString());
  EXPECT_GE(attacked.size(), 2U);
  for (const auto& step : truth["steps"].GetArray()) {
    EXPECT_GT(step["techniques"].Size(), 0U);
    EXPECT_GT(step["ideas"].Size(), 0U);
    EXPECT_TRUE(step.HasMember("host"));
  }
  EXPECT_GT(truth["attack_addresses"].Size(), 1U);
}

// Over some seeds, each form of network log is there, and shows part of an intrusion.
TEST(Simulate, NetworkLogsShowPartsOfTheIntrusion) {
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const fs::path out = TestFolder("network");
    MustSimulate({.out_dir = out.string(), .days = 7, .hosts = 9, .seed = seed});
    const auto truth = TruthOf(out);
    for (const auto& step : truth["steps"].GetArray()) {
      for (const auto& kind : step["evidence"].GetArray()) kinds.insert(kind.GetString());
    }
  }
  for (const char* kind : {"Security", "zeek conn", "zeek ssl"})
    EXPECT_TRUE(kinds.contains(kind)) << kind;
  EXPECT_TRUE(kinds.contains("squid") || kinds.contains("w3c"));
  EXPECT_TRUE(kinds.contains("fortigate") || kinds.contains("pulse") || kinds.contains("asa") ||
              kinds.contains("paloalto"));
}

TEST(Simulate, WhatHidesAStepIsSaid) {
  std::set<std::string> reasons;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const fs::path out = TestFolder("hidden");
    MustSimulate({.out_dir = out.string(), .days = 7, .hosts = 9, .seed = seed});
    const auto truth = TruthOf(out);
    for (const auto& step : truth["steps"].GetArray()) {
      if (!step.HasMember("not_visible_because")) continue;
      for (const auto& why : step["not_visible_because"].GetArray()) {
        const std::string text = why.GetString();
        reasons.insert(text.find("was cleared") != std::string::npos       ? "cleared"
                       : text.find("is not recorded") != std::string::npos ? "not recorded"
                                                                           : "network");
      }
    }
  }
  EXPECT_TRUE(reasons.contains("cleared"));
  EXPECT_TRUE(reasons.contains("not recorded"));
}

TEST(Simulate, WrongUseIsExplained) {
  const auto unknown = Simulate({.scenario = "nonesuch", .out_dir = "unused"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  EXPECT_NE(unknown.error().detail.find("a41apt, lodeinfo, vsingle, tick, benign"),
            std::string::npos);

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
