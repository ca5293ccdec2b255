#include "simulate/host_log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace noroshi {
namespace {

const Timestamp kNoon = *ParseIso8601("2020-10-05T12:00:00Z");

Timestamp At(std::uint64_t seconds) { return {kNoon.ticks + seconds * kTicksPerSecond}; }

class HostLogTest : public testing::Test {
 protected:
  void AddScript(std::uint64_t second) {
    log_.Add(CatalogEvent::kScriptBlock, At(second), {{"ScriptBlockText", "Get-Date"}});
  }

  // Records everything.
  const Host host_{"HQ-AP01",         "HQ-AP01.hoshikawa.example", "10.10.1.20",
                   Site::kHeadOffice, Role::kApplicationServer,    0};
  HostLog log_{host_, SeededRandom(7)};
};

TEST_F(HostLogTest, LabelledRecordsAreNumberedInTheOrderOfTime) {
  {
    const LabelScope scope(log_, 3);
    AddScript(20);
  }
  AddScript(10);  // added later, happened earlier
  {
    const LabelScope scope(log_, 4);
    AddScript(30);
  }
  ASSERT_TRUE(log_.Flush(At(100)).ok());
  const auto& labelled = log_.labelled();
  ASSERT_EQ(labelled.size(), 2U);
  EXPECT_EQ(labelled[0].label, 3U);
  EXPECT_EQ(labelled[1].label, 4U);
  EXPECT_EQ(labelled[1].record_id, labelled[0].record_id + 1);
  EXPECT_EQ(labelled[0].time, At(20));
  EXPECT_EQ(labelled[0].event_id, 4104);
}

TEST_F(HostLogTest, FlushLeavesWhatIsStillToCome) {
  AddScript(10);
  AddScript(20);
  ASSERT_TRUE(log_.Flush(At(20)).ok());  // the bound itself is not included
  AddScript(15);                         // late news still comes before it
  ASSERT_TRUE(log_.Flush(At(30)).ok());
  const auto files = log_.Finish();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].records, 3U);
  EXPECT_EQ(files[0].name, "Microsoft-Windows-PowerShell%4Operational.evtx");
}

TEST_F(HostLogTest, ClearingEmptiesOneChannelAndIdsGoOn) {
  const LabelScope scope(log_, 1);
  AddScript(10);
  log_.Add(CatalogEvent::kServiceState, At(11), {{"param1", "x"}, {"param2", "running"}});
  log_.ClearChannel(Channel::kPowerShell, At(20));
  AddScript(30);
  ASSERT_TRUE(log_.Flush(At(15)).ok());
  ASSERT_EQ(log_.labelled().size(), 2U);
  const std::uint64_t before = log_.labelled()[0].record_id;
  ASSERT_TRUE(log_.Flush(At(100)).ok());
  ASSERT_EQ(log_.labelled().size(), 2U);  // System's stays, PowerShell's first is gone
  EXPECT_EQ(log_.labelled()[0].channel, Channel::kSystem);
  EXPECT_EQ(log_.labelled()[1].record_id, before + 1);
  const auto files = log_.Finish();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[1].records, 1U);
}

TEST_F(HostLogTest, WhatIsClearedOrNotRecordedIsHidden) {
  Host host = host_;
  host.audit.sysmon = false;
  HostLog log(host, SeededRandom(7));
  const LabelScope scope(log, 2);
  log.Add(CatalogEvent::kSysmonProcess, At(1), {});
  log.Add(CatalogEvent::kSysmonDns, At(2), {});
  log.Add(CatalogEvent::kScriptBlock, At(3), {});
  log.ClearChannel(Channel::kPowerShell, At(4));
  log.Add(CatalogEvent::kServiceState, At(5), {});
  ASSERT_TRUE(log.Flush(At(100)).ok());
  ASSERT_EQ(log.labelled().size(), 1U);
  EXPECT_EQ(log.labelled()[0].channel, Channel::kSystem);
  EXPECT_EQ(log.hidden(), (std::set<HiddenRecord>{{2, Channel::kSysmon, false},
                                                  {2, Channel::kPowerShell, true}}));
  EXPECT_EQ(log.Finish().size(), 1U);
}

// The same bytes whether they grow on disk, day by day, or in memory.
TEST_F(HostLogTest, OnDiskTheFilesAreTheSame) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "noroshi-host-log";
  std::filesystem::remove_all(folder);
  HostLog disk(host_, SeededRandom(7), folder);
  for (std::uint64_t day = 0; day < 3; ++day) {
    for (std::uint64_t i = 0; i < 400; ++i) {
      const Timestamp time = At(day * 86'400 + i);
      log_.Add(CatalogEvent::kScriptBlock, time, {{"ScriptBlockText", std::string(300, 'x')}});
      disk.Add(CatalogEvent::kScriptBlock, time, {{"ScriptBlockText", std::string(300, 'x')}});
    }
    ASSERT_TRUE(disk.Flush(At((day + 1) * 86'400)).ok());
  }
  ASSERT_TRUE(log_.Flush(At(10 * 86'400)).ok());
  const auto closed = disk.Close();
  ASSERT_TRUE(closed.ok());
  const auto files = log_.Finish();
  ASSERT_EQ(closed->size(), 1U);
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ((*closed)[0].records, 1'200U);
  EXPECT_EQ((*closed)[0].size, files[0].bytes.size());
  EXPECT_GT(files[0].bytes.size(), 5U * 65'536);  // several chunks were spilled
  std::ifstream in(folder / files[0].name, std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(bytes, files[0].bytes);
  std::filesystem::remove_all(folder);
}

TEST_F(HostLogTest, AClearedLogOnDiskBeginsAnew) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "noroshi-host-log-cleared";
  std::filesystem::remove_all(folder);
  HostLog disk(host_, SeededRandom(7), folder);
  for (std::uint64_t i = 0; i < 600; ++i) {
    disk.Add(CatalogEvent::kScriptBlock, At(i), {{"ScriptBlockText", std::string(300, 'x')}});
  }
  ASSERT_TRUE(disk.Flush(At(1'000)).ok());
  disk.ClearChannel(Channel::kPowerShell, At(2'000));
  disk.Add(CatalogEvent::kScriptBlock, At(2'001), {});
  ASSERT_TRUE(disk.Flush(At(3'000)).ok());
  const auto closed = disk.Close();
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ((*closed)[0].records, 1U);
  EXPECT_EQ(std::filesystem::file_size(folder / (*closed)[0].name), 4'096U + 65'536U);
  std::filesystem::remove_all(folder);
}

TEST_F(HostLogTest, UnknownFieldIsAMistakeAndSaysSo) {
  log_.Add(CatalogEvent::kScriptBlock, kNoon, {{"ScriptBlok", "typo"}});
  const Status flushed = log_.Flush(At(1));
  ASSERT_FALSE(flushed.ok());
  EXPECT_EQ(flushed.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(flushed.error().detail, "event 4104 has no field 'ScriptBlok'");
}

TEST(SeededRandom, SameEverywhere) {
  // Numbers written down once: another library or compiler must not change a scenario.
  SeededRandom random(42);
  EXPECT_EQ(random.Next(), 0xbdd732262feb6e95ULL);
  EXPECT_EQ(random.Next(), 0x28efe333b266f103ULL);
  EXPECT_EQ(SeededRandom(1).Below(0), 0U);
  for (int i = 0; i < 1'000; ++i) {
    const std::uint64_t value = random.Between(3, 5);
    EXPECT_TRUE(value >= 3 && value <= 5);
  }
  EXPECT_EQ(SeededRandom(9).Fork("a").Next(), SeededRandom(9).Fork("a").Next());
  EXPECT_NE(SeededRandom(9).Fork("a").Next(), SeededRandom(9).Fork("b").Next());
}

}  // namespace
}  // namespace noroshi
