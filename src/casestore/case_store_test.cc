#include "casestore/case_store.h"

#include <gtest/gtest.h>

#include "casestore/testing/temp_case.h"

namespace noroshi {
namespace {

class CaseStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<CaseStore> opened = CaseStore::Open(temp_.path(), DatabaseMode::kCreate);
    ASSERT_TRUE(opened.ok()) << opened.error().ToString();
    store_.emplace(*std::move(opened));
  }

  std::vector<std::string> Ids() {
    std::vector<std::string> ids;
    EXPECT_TRUE(store_
                    ->ReadFindings([&](const CaseFinding& finding) {
                      ids.emplace_back(finding.id);
                      return true;
                    })
                    .ok());
    return ids;
  }

  TempCase temp_;
  std::optional<CaseStore> store_;
};

TEST_F(CaseStoreTest, TheSameFindingOfTwoHuntsIsOne) {
  ASSERT_TRUE(WriteHunt(*store_, "a", {"f-1", "f-2"}, 10).ok());
  ASSERT_TRUE(WriteHunt(*store_, "b", {"f-2", "f-3"}, 11).ok());  // f-2: the same time
  EXPECT_EQ(Ids(), (std::vector<std::string>{"f-1", "f-2", "f-3"}));
  EXPECT_EQ(*store_->FindingCount(), 3U);
  EXPECT_EQ(*store_->database().Number("SELECT first_hunt FROM findings WHERE id = 'f-2'"), 1);
  EXPECT_EQ(*store_->database().Number("SELECT last_hunt FROM findings WHERE id = 'f-2'"), 2);
  EXPECT_EQ(store_->Rules()->size(), 1U);
}

TEST_F(CaseStoreTest, TheSameIdAtAnotherTimeIsAnotherFinding) {
  ASSERT_TRUE(WriteHunt(*store_, "a", {"f-1"}, 10).ok());
  ASSERT_TRUE(WriteHunt(*store_, "b", {"f-1"}, 99).ok());
  ASSERT_TRUE(WriteHunt(*store_, "b", {"f-1"}, 99).ok());  // once more
  ASSERT_EQ(Ids().size(), 2U);
  EXPECT_EQ(Ids()[0], "f-1");
  EXPECT_EQ(Ids()[1].substr(0, 4), "f-1~");
}

TEST_F(CaseStoreTest, FindingsComeByTimeThenAsWritten) {
  ASSERT_TRUE(WriteHunt(*store_, "a", {"f-9", "f-8"}, 10).ok());
  ASSERT_TRUE(WriteHunt(*store_, "b", {"f-7"}, 5).ok());
  ASSERT_TRUE(WriteHunt(*store_, "c", {"f-6"}, 10).ok());
  EXPECT_EQ(Ids(), (std::vector<std::string>{"f-7", "f-9", "f-6", "f-8"}));
}

TEST_F(CaseStoreTest, OfHuntsOverTheSameInputsTheLastCounts) {
  ASSERT_TRUE(WriteHunt(*store_, "a", {"f-1"}, 10).ok());
  ASSERT_TRUE(WriteHunt(*store_, "a", {"f-2"}, 20).ok());
  ASSERT_TRUE(WriteHunt(*store_, "b", {"f-3"}, 30).ok());
  EXPECT_EQ(store_->Hunts()->size(), 3U);
  EXPECT_EQ(store_->CurrentHunts()->size(), 2U);
  EXPECT_EQ(store_->Losses()->size(), 2U);
  ASSERT_EQ(store_->Records()->size(), 1U);
  EXPECT_EQ(store_->Records()->at(0).count, 20U);
  EXPECT_EQ(*store_->FindingCount(), 3U);  // what was found once stays found
}

TEST_F(CaseStoreTest, NothingIsThereBeforeCommit) {
  {
    Result<CaseWriter> writer = CaseWriter::Begin(*store_);
    ASSERT_TRUE(writer.ok());
    EXPECT_FALSE(writer->has_earlier());
    const auto rule = writer->AddRule({0, "r", "p", "t", "{}", Level::kLow});
    ASSERT_TRUE(writer->AddFinding({"f-1", "h", "{}", {1}, *rule}).ok());
  }
  EXPECT_EQ(*store_->FindingCount(), 0U);
  EXPECT_TRUE(store_->Hunts()->empty());
}

TEST_F(CaseStoreTest, IncidentsAreReplacedAsAWhole) {
  ASSERT_TRUE(WriteHunt(*store_, "a", {"f-1", "f-2"}).ok());
  CaseIncident incident;
  incident.id = "i-1";
  incident.level = Level::kHigh;
  incident.findings = {"f-1", "f-2", "f-not-here"};
  incident.entities = {{"host", "SRV01", "[\"SRV01\"]"}};
  ASSERT_TRUE(ReplaceCaseIncidents(*store_, {incident}).ok());
  EXPECT_EQ(*store_->IncidentOf("f-2"), "i-1");
  EXPECT_EQ(*store_->AnchorOf("i-1"), "f-1");
  EXPECT_EQ(*store_->IncidentOf("f-9"), "");
  incident.id = "i-2";
  incident.findings = {"f-1"};
  ASSERT_TRUE(ReplaceCaseIncidents(*store_, {incident}).ok());
  ASSERT_EQ(store_->Incidents()->size(), 1U);
  EXPECT_EQ(store_->Incidents()->at(0).level, Level::kHigh);
  EXPECT_EQ(*store_->IncidentOf("f-2"), "");
  EXPECT_EQ(*store_->database().Number("SELECT count(*) FROM entities"), 1);
}

TEST_F(CaseStoreTest, RemarksAreKeptAndBounded) {
  EXPECT_TRUE(store_->AddNote({0, "i-1", "f-1", "anna", "seen before; \"quoted\"", {5}}).ok());
  EXPECT_FALSE(store_->AddNote({0, "i-1", "f-1", "", "", {5}}).ok());
  EXPECT_EQ(store_->AddNote({0, "i-1", "", "", std::string(20'000, 'x'), {5}}).error().code,
            ErrorCode::kLimit);
  ASSERT_EQ(store_->Notes()->size(), 1U);
  EXPECT_EQ(store_->Notes()->at(0).text, "seen before; \"quoted\"");
  EXPECT_TRUE(store_->SetStatus({"i-1", "f-1", "", "", CaseState::kOpen, {5}}).ok());
  EXPECT_TRUE(store_->SetStatus({"i-1", "f-1", "", "x", CaseState::kDismissed, {6}}).ok());
  ASSERT_EQ(store_->Statuses()->size(), 1U);
  EXPECT_EQ(store_->Statuses()->at(0).state, CaseState::kDismissed);
}

TEST_F(CaseStoreTest, ASuppressionNeedsRuleReasonAndEnd) {
  const CaseSuppression good{0, "r-1", "", "", "backup job", {5}, {10}};
  EXPECT_TRUE(store_->AddSuppression(good).ok());
  CaseSuppression bad = good;
  bad.rule = "";
  EXPECT_FALSE(store_->AddSuppression(bad).ok());
  bad = good;
  bad.reason = "";
  EXPECT_FALSE(store_->AddSuppression(bad).ok());
  bad = good;
  bad.expires = {5};
  EXPECT_FALSE(store_->AddSuppression(bad).ok());
  ASSERT_EQ(store_->Suppressions()->size(), 1U);
  EXPECT_TRUE(*store_->RemoveSuppression(store_->Suppressions()->at(0).number));
  EXPECT_FALSE(*store_->RemoveSuppression(77));
}

TEST_F(CaseStoreTest, HostileTextGoesInAndOutAsItIs) {
  std::string hostile = "'); DROP TABLE findings; --\x1b[31m\xff";
  hostile += '\0';
  hostile += "behind";
  EXPECT_TRUE(store_->AddNote({0, hostile, "", hostile, hostile, {1}}).ok());
  const CaseNote note = store_->Notes()->at(0);
  EXPECT_EQ(note.text, hostile);
  EXPECT_EQ(note.target, hostile);
  EXPECT_EQ(*store_->FindingCount(), 0U);
}

TEST_F(CaseStoreTest, WhatAnyHuntCouldSeeWasSeen) {
  ASSERT_TRUE(WriteHunt(*store_, "a", {}).ok());
  {
    Result<CaseWriter> writer = CaseWriter::Begin(*store_);
    CaseHunt hunt;
    hunt.key = "b";
    hunt.inputs = "[]";
    hunt.rules_by_source = "{}";
    ASSERT_TRUE(writer->SetHunt(hunt).ok());
    ASSERT_TRUE(writer->AddSight({"T1078", 3, 0, 0}).ok());
    ASSERT_TRUE(writer->AddMissing({"Sysmon", "windows/sysmon", 1, 9, 4}).ok());
    ASSERT_TRUE(writer->Commit().ok());
  }
  ASSERT_EQ(store_->Sights()->size(), 1U);
  EXPECT_EQ(store_->Sights()->at(0).seen, 2U);
  EXPECT_TRUE(store_->Missing()->empty());  // the first hunt had it
}

TEST_F(CaseStoreTest, AimsOfRulesComeOutOfTheManifests) {
  const auto add = [this](const char* key, const char* manifest) {
    Result<CaseWriter> writer = CaseWriter::Begin(*store_);
    CaseHunt hunt;
    hunt.key = key;
    hunt.inputs = "[]";
    hunt.rules_by_source = "{}";
    hunt.manifest = manifest;
    ASSERT_TRUE(writer->SetHunt(hunt).ok());
    ASSERT_TRUE(writer->Commit().ok());
  };
  add("a",
      R"({"rules": {"aims": [{"aims": ["Tick"], "techniques": ["T1"], "rules": 2, "visible": 0},
                                  {"source": "sigma", "aims": ["G1"], "techniques": [], "rules": 1, "visible": 1}, 7]}})");
  add("b",
      R"({"rules": {"aims": [{"aims": ["Tick"], "techniques": ["T1"], "rules": 2, "visible": 2, "beside": 1}]}})");
  add("c", "no JSON {");
  add("d", R"({"rules": {"aims": "Tick"}})");
  add("e", "{}");
  const Result<std::vector<CaseAim>> aims = store_->Aims();
  ASSERT_TRUE(aims.ok()) << aims.error().ToString();
  ASSERT_EQ(aims->size(), 2U);
  EXPECT_EQ(aims->at(0).aims, R"(["Tick"])");
  EXPECT_EQ(aims->at(0).techniques, R"(["T1"])");
  EXPECT_EQ(aims->at(0).visible, 2U);
  EXPECT_EQ(aims->at(0).beside, 1U);
  EXPECT_EQ(aims->at(1).beside, 0U);
  EXPECT_EQ(aims->at(1).aims, R"(["G1"])");
  EXPECT_EQ(aims->at(1).source, "sigma");
}

TEST_F(CaseStoreTest, ManyFindingsTakeBoundedMemoryAndKeepTheirOrder) {
  std::vector<std::string> ids;
  for (int i = 0; i < 20'000; ++i) ids.push_back("f-" + std::to_string(i * 7919 % 20'000));
  ASSERT_TRUE(WriteHunt(*store_, "a", ids).ok());
  EXPECT_EQ(Ids(), ids);
}

}  // namespace
}  // namespace noroshi
