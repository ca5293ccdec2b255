#include "simulate/host_log.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

const Timestamp kNoon = *ParseIso8601("2020-10-05T12:00:00Z");

Timestamp At(std::uint64_t seconds) { return {kNoon.ticks + seconds * kTicksPerSecond}; }

class HostLogTest : public testing::Test {
 protected:
  void AddScript(std::uint64_t second) {
    log_.Add(CatalogEvent::kScriptBlock, At(second), {{"ScriptBlockText", "Get-Date"}});
  }

  const Organisation organisation_ = MakeOrganisation(kMinHosts, 1);
  HostLog log_{organisation_.hosts[0], SeededRandom(7)};
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
