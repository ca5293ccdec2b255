#include "casestore/remarks_today.h"

#include <gtest/gtest.h>

#include "casestore/testing/temp_case.h"

namespace noroshi {
namespace {

CaseIncident IncidentWith(const std::string& id, std::vector<std::string> findings) {
  CaseIncident incident;
  incident.id = id;
  incident.findings = std::move(findings);
  return incident;
}

// A case of three findings; incidents come and go.
class RemarksTodayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<CaseStore> opened = CaseStore::Open(temp_.path(), DatabaseMode::kCreate);
    ASSERT_TRUE(opened.ok()) << opened.error().ToString();
    store_.emplace(*std::move(opened));
    ASSERT_TRUE(WriteHunt(*store_, "a", {"f-1", "f-2", "f-3"}).ok());
  }

  void Incidents(const std::vector<CaseIncident>& incidents) {
    ASSERT_TRUE(ReplaceCaseIncidents(*store_, incidents).ok());
  }
  void SetState(const std::string& target, const std::string& anchor, CaseState state,
                std::uint64_t tick) {
    ASSERT_TRUE(store_->SetStatus({target, anchor, "anna", "", state, {tick}}).ok());
  }
  CaseRemarks Today() {
    Result<CaseRemarks> remarks = RemarksToday(*store_);
    EXPECT_TRUE(remarks.ok());
    return remarks.ok() ? *std::move(remarks) : CaseRemarks();
  }

  TempCase temp_;
  std::optional<CaseStore> store_;
};

TEST_F(RemarksTodayTest, StayWithAnIncidentThatIsThere) {
  Incidents({IncidentWith("i-1", {"f-1"})});
  SetState("i-1", "f-1", CaseState::kConfirmed, 5);
  ASSERT_TRUE(store_->AddNote({0, "i-1", "f-1", "", "seen", {5}}).ok());
  EXPECT_EQ(Today().statuses.at(0).target, "i-1");
  EXPECT_EQ(Today().notes.at(0).target, "i-1");
}

TEST_F(RemarksTodayTest, FollowAnIncidentThatHasGrown) {
  Incidents({IncidentWith("i-1", {"f-1"})});
  SetState("i-1", "f-1", CaseState::kInProgress, 5);
  ASSERT_TRUE(store_->AddNote({0, "i-1", "f-1", "", "seen", {5}}).ok());
  Incidents({IncidentWith("i-9", {"f-1", "f-2"})});
  EXPECT_EQ(Today().statuses.at(0).target, "i-9");
  EXPECT_EQ(Today().notes.at(0).target, "i-9");
}

TEST_F(RemarksTodayTest, OfSeveralStatusesTheLastOneSetStands) {
  Incidents({IncidentWith("i-1", {"f-1"}), IncidentWith("i-2", {"f-2"})});
  SetState("i-1", "f-1", CaseState::kDismissed, 5);
  SetState("i-2", "f-2", CaseState::kConfirmed, 9);
  Incidents({IncidentWith("i-0", {"f-1", "f-2", "f-3"})});
  ASSERT_EQ(Today().statuses.size(), 1U);
  EXPECT_EQ(Today().statuses[0].state, CaseState::kConfirmed);
  SetState("i-0", "f-1", CaseState::kClosed, 12);  // said of what it is now
  ASSERT_EQ(Today().statuses.size(), 1U);
  EXPECT_EQ(Today().statuses[0].state, CaseState::kClosed);
  SetState("i-1", "f-1", CaseState::kOpen, 3);  // an older word changes nothing
  EXPECT_EQ(Today().statuses[0].state, CaseState::kClosed);
}

TEST_F(RemarksTodayTest, FindingsAndWhatIsGoneKeepTheirTarget) {
  SetState("f-3", "f-3", CaseState::kDismissed, 5);
  SetState("i-7", "f-9", CaseState::kOpen, 5);  // neither incident nor anchor is there
  SetState("i-8", "", CaseState::kOpen, 5);
  const CaseRemarks remarks = Today();
  ASSERT_EQ(remarks.statuses.size(), 3U);
  EXPECT_EQ(remarks.statuses[0].target, "f-3");
  EXPECT_EQ(remarks.statuses[1].target, "i-7");
  EXPECT_EQ(remarks.statuses[2].target, "i-8");
}

}  // namespace
}  // namespace noroshi
