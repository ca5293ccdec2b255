#include "cli/text/case_text.h"

#include <gtest/gtest.h>

#include "casestore/testing/temp_case.h"

namespace noroshi {
namespace {

CaseOverview Overview(const std::string& text) {
  CaseOverview overview;
  overview.now = {100};
  overview.findings = 1'234;
  CaseHunt hunt;
  hunt.number = 1;
  hunt.files = 3;
  hunt.inputs = "[\"evidence\",7,\"more\"]";
  overview.hunts = {hunt};
  CaseIncident incident;
  incident.id = "i-1";
  incident.level = Level::kHigh;
  incident.title_en = incident.title_ja = incident.set_id = incident.set_name = text;
  incident.abstained = false;
  incident.confidence = 82;
  incident.body = R"({"narrative":{"en":"It began here.","ja":"ここから始まりました。"}})";
  overview.incidents = {incident};
  overview.notes = {{1, "i-1", "f-1", text, text, {5}}};
  overview.statuses = {{"i-1", "f-1", text, text, CaseState::kDismissed, {5}}};
  overview.suppressions = {{1, text, text, text, text, {5}, {50}},
                           {2, "r", "", "", text, {5}, {200}}};
  return overview;
}

TEST(CaseText, ListsHuntsIncidentsAndSuppressions) {
  const std::string text = CaseListText(Overview("plain"), Language::kEnglish, Terminal());
  for (const char* part : {"hunts (1)", "1,234 findings", "evidence, more", "i-1", "dismissed",
                           "plain plain (82)", "ended"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  const std::string japanese = CaseListText(Overview("plain"), Language::kJapanese, Terminal());
  EXPECT_NE(japanese.find("問題なし"), std::string::npos);
  EXPECT_NE(japanese.find("期限切れ"), std::string::npos);
}

TEST(CaseText, AnIncidentComesWithItsStoryAndRemarks) {
  const CaseOverview overview = Overview("plain");
  const std::string text =
      CaseIncidentText(overview, overview.incidents[0], Language::kEnglish, Terminal());
  EXPECT_NE(text.find("It began here."), std::string::npos);
  EXPECT_NE(text.find("note  plain  plain"), std::string::npos) << text;
}

TEST(CaseText, HostileTextIsInert) {
  const CaseOverview overview = Overview("\x1b[31m\u202Etext\n\x07");
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string text =
        CaseListText(overview, language, Terminal()) +
        CaseIncidentText(overview, overview.incidents[0], language, Terminal());
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\x07'), std::string::npos);
    EXPECT_EQ(text.find("\u202E"), std::string::npos);
  }
  EXPECT_EQ(CaseListJson(overview).find('\x1b'), std::string::npos);
}

TEST(CaseText, RemarksFollowAnIncidentThatHasChanged) {
  const TempCase temp;
  Result<CaseStore> store = CaseStore::Open(temp.path(), DatabaseMode::kCreate);
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(WriteHunt(*store, "a", {"f-1"}).ok());
  CaseIncident incident;
  incident.id = "i-new";
  incident.findings = {"f-1"};
  ASSERT_TRUE(ReplaceCaseIncidents(*store, {incident}).ok());
  ASSERT_TRUE(store->AddNote({0, "i-old", "f-1", "", "kept", {5}}).ok());
  const Result<CaseOverview> overview = ReadOverview(*store, {9});
  ASSERT_TRUE(overview.ok());
  EXPECT_EQ(overview->notes.at(0).target, "i-new");
}

TEST(CaseText, TheJsonHoldsStatuses) {
  const std::string json = CaseListJson(Overview("why \"so\""));
  EXPECT_NE(json.find("\"statuses\":[{"), std::string::npos) << json;
  EXPECT_NE(json.find("dismissed"), std::string::npos);
  EXPECT_NE(json.find("why \\\"so\\\""), std::string::npos);
  EXPECT_EQ(json.find('\n'), json.size() - 1);
}

}  // namespace
}  // namespace noroshi
