#include "analytics/coverage/coverage.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

class CoverageOfHosts : public ::testing::Test {
 protected:
  // Adds a record to `coverage`; `payload` as FakeLog has it.
  void Add(Coverage& coverage, const std::string& host, const std::string& channel,
           std::uint32_t event_id, std::uint64_t record_id, FakeLog::Fields payload = {}) {
    FakeLog log(context_, host, channel, "P");
    coverage.Add(log.Make(event_id, record_id, DayTime(1), payload), context_);
  }

  EventContext context_;
  Coverage coverage_;
};

TEST_F(CoverageOfHosts, AHostIsOneInAnySpelling) {
  Add(coverage_, "hq-pc1", "Security", 1, 1);
  Add(coverage_, "HQ-PC1", "Security", 1, 2);
  Add(coverage_, "Hq-Pc1", "System", 1, 1);
  ASSERT_EQ(coverage_.hosts().size(), 1U);
  EXPECT_EQ(coverage_.hosts().begin()->first, "HQ-PC1");
  const HostCoverage& host = coverage_.hosts().begin()->second;
  EXPECT_EQ(host.logs.size(), 2U);
  EXPECT_EQ(host.logs.at("Security").records(), 2U);
  EXPECT_EQ(coverage_.records(), 3U);
}

TEST_F(CoverageOfHosts, CountsProcessesWithTheirCommandLine) {
  Add(coverage_, "A", "Security", 4'688, 1, {{"CommandLine", "cmd /c dir"}});
  Add(coverage_, "A", "Security", 4'688, 2, {{"CommandLine", ""}});
  Add(coverage_, "A", "Security", 4'688, 3);
  Add(coverage_, "A", "Security", 4'624, 4, {{"CommandLine", "x"}});
  EXPECT_EQ(coverage_.hosts().at("A").processes_with_command_line, 1U);
}

TEST_F(CoverageOfHosts, PartsMergeToTheWholeInEitherOrder) {
  Coverage one, other;
  Add(one, "A", "Security", 4'688, 1, {{"CommandLine", "x"}});
  Add(other, "A", "Security", 4'688, 2, {{"CommandLine", "y"}});
  Add(other, "B", "System", 1, 1);
  Coverage backward;
  backward.Merge(other);
  backward.Merge(one);
  one.Merge(other);
  for (const Coverage* sum : {&one, &backward}) {
    EXPECT_EQ(sum->records(), 3U);
    EXPECT_EQ(sum->hosts().size(), 2U);
    const HostCoverage& host = sum->hosts().at("A");
    EXPECT_EQ(host.processes_with_command_line, 2U);
    EXPECT_EQ(host.logs.at("Security").records(), 2U);
  }
}

TEST_F(CoverageOfHosts, IsEmptyBehindAClear) {
  Add(coverage_, "A", "Security", 1, 1);
  coverage_.Clear();
  EXPECT_TRUE(coverage_.hosts().empty());
  EXPECT_EQ(coverage_.records(), 0U);
}

TEST_F(CoverageOfHosts, RecordsBeyondTheLimitAreCounted) {
  for (std::size_t i = 0; i < kMaxCoverageHosts; ++i) {
    Add(coverage_, "H" + std::to_string(i), "Security", 1, 1);
  }
  EXPECT_EQ(coverage_.records_not_kept(), 0U);
  Coverage more;
  Add(more, "ANOTHER", "Security", 1, 1);
  Add(more, "H0", "Security", 1, 2);
  coverage_.Merge(more);
  EXPECT_EQ(coverage_.hosts().size(), kMaxCoverageHosts);
  EXPECT_EQ(coverage_.records_not_kept(), 1U);
  EXPECT_EQ(coverage_.hosts().at("H0").logs.at("Security").records(), 2U);
}

}  // namespace
}  // namespace noroshi
