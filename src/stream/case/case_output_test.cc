#include <gtest/gtest.h>

#include <filesystem>

#include "report/render.h"
#include "stream/case/case_replay.h"
#include "stream/hunt.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

// Hunts over fake evidence that go into one case.
class CaseHuntTest : public testing::Test {
 protected:
  CaseHuntTest() : matcher(rules) {
    rules.rules = {FakeRule("aaaa", Level::kHigh, "psexec"),
                   FakeRule("bbbb", Level::kCritical, "mimikatz")};
    options.out_dir = out.path();
    options.case_path = path();
    options.host.now = *ParseIso8601("2021-03-01T00:00:00Z");
    options.write_timeline = options.write_report = false;
  }

  [[nodiscard]] std::string path() const { return out.path() + "/case.db"; }

  Result<HuntSummary> Hunt(const TempFolder& in) {
    options.inputs = {in.path()};
    return RunHunt(rules, matcher, options, FakeReaders());
  }

  CaseStore Open() {
    Result<CaseStore> store = CaseStore::Open(path(), DatabaseMode::kWrite);
    EXPECT_TRUE(store.ok()) << store.error().ToString();
    return *std::move(store);
  }

  CaseReplay::Answer Report(CaseStore& store) {
    Result<CaseReplay> replay = CaseReplay::Open(store, {options.host.now, "ja", "0.1.0", 2});
    EXPECT_TRUE(replay.ok());
    Result<CaseReplay::Answer> answer = replay->Run(CaseReplay::Want::kReport);
    EXPECT_TRUE(answer.ok()) << answer.error().ToString();
    return *std::move(answer);
  }

  TempFolder one, two, out;
  RuleSet rules;
  FakeMatcher matcher;
  HuntOptions options;
};

TEST_F(CaseHuntTest, AHuntIsAllInTheCase) {
  one.Write("a.evtx",
            "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec User=anna\n"
            "8 1600000100 SRV01 Security 4688 Tool=mimikatz User=anna\n!17\n");
  ASSERT_TRUE(Hunt(one).ok());
  CaseStore store = Open();
  ASSERT_EQ(store.Hunts()->size(), 1U);
  EXPECT_EQ(store.Hunts()->at(0).files, 1U);
  EXPECT_NE(store.Hunts()->at(0).manifest.find("\"engine\""), std::string::npos);
  EXPECT_EQ(*store.FindingCount(), 2U);
  EXPECT_EQ(store.Losses()->size(), 1U);
  EXPECT_EQ(store.Rules()->size(), 2U);
  EXPECT_FALSE(store.Records()->empty());
  // The lines are those of findings.jsonl, in its order.
  std::string lines;
  ASSERT_TRUE(store
                  .ReadFindings([&](const CaseFinding& finding) {
                    lines += std::string(finding.line) + "\n";
                    return true;
                  })
                  .ok());
  EXPECT_EQ(lines, out.Read("findings.jsonl"));
  // And the incidents those of incidents.json.
  ASSERT_EQ(store.Incidents()->size(), 1U);
  EXPECT_EQ("[" + store.Incidents()->at(0).body + "]\n", out.Read("incidents.json"));
}

TEST_F(CaseHuntTest, TheReportOfACaseOfOneHuntIsThatOfTheHunt) {
  one.Write("a.evtx",
            "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec User=anna\n"
            "8 1600000100 SRV01 Security 4688 Tool=mimikatz User=anna\n!17\n");
  options.write_report = true;
  ASSERT_TRUE(Hunt(one).ok());
  CaseStore store = Open();
  Result<CaseReplay> replay = CaseReplay::Open(store, {options.host.now, "en", "", 1});
  Result<CaseReplay::Answer> answer = replay->Run(CaseReplay::Want::kReport);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->report.case_file.hunts, 1U);
  answer->report.case_file = {};  // the only difference
  EXPECT_EQ(RenderHtml(answer->report), out.Read("report.html"));
}

ReportSuspectFile Suspect(const std::string& path, Level level) {
  ReportSuspectFile file;
  file.path = path;
  file.host = "SRV01";
  file.level = level;
  file.entropy_along = {1.5, 7.998};
  SuspectFileFinding& finding = file.findings.emplace_back();
  finding.rule = "side_loading";
  finding.level = level;
  finding.reasons = {{"program", "java.exe"}};
  return file;
}

TEST_F(CaseHuntTest, FilesThatAScanFoundAreInTheReportOfTheCase) {
  one.Write("a.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec\n");
  options.scanned.suspects = {Suspect("a/jli.dll", Level::kHigh), Suspect("b.doc", Level::kMedium)};
  options.scanned.suspects_not_listed = 3;
  options.write_report = true;
  ASSERT_TRUE(Hunt(one).ok());
  CaseStore store = Open();
  Result<CaseReplay> replay = CaseReplay::Open(store, {options.host.now, "en", "", 1});
  Result<CaseReplay::Answer> answer = replay->Run(CaseReplay::Want::kReport);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->report.suspect_files.size(), 2U);
  answer->report.case_file = {};
  EXPECT_EQ(RenderHtml(answer->report), out.Read("report.html"));
}

// Gravest first over all hunts; what a hunt over the same inputs said before no longer stands.
TEST_F(CaseHuntTest, FilesOfSeveralHunts) {
  one.Write("a.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec\n");
  two.Write("a.evtx", "FAKE\n7 1600000000 SRV02 Security 4688 Tool=psexec\n");
  options.scanned.suspects = {Suspect("gone.dll", Level::kHigh)};
  ASSERT_TRUE(Hunt(one).ok());
  options.scanned.suspects = {Suspect("low.dll", Level::kMedium), Suspect("both.dll", Level::kLow)};
  ASSERT_TRUE(Hunt(one).ok());
  options.scanned.suspects = {Suspect("high.dll", Level::kHigh), Suspect("both.dll", Level::kLow)};
  options.scanned.suspects_not_listed = 1;
  ASSERT_TRUE(Hunt(two).ok());
  CaseStore store = Open();
  const CaseReplay::Answer answer = Report(store);
  std::string paths;
  for (const ReportSuspectFile& file : answer.report.suspect_files) paths += file.path + " ";
  EXPECT_EQ(paths, "high.dll low.dll both.dll ");
  EXPECT_EQ(answer.report.suspect_files_not_listed, 1U);
}

// A case keeps only rules that matched; which others aim at somebody it has from the run's record.
TEST_F(CaseHuntTest, ACaseTalliesTheAimingRulesAsItsHuntDid) {
  Rule fires = FakeRule("aaaa", Level::kHigh, "psexec");
  fires.tags = {"family.Tick [R2]"};
  fires.techniques = {"T1569.002"};
  Rule silent = FakeRule("bbbb", Level::kCritical, "mimikatz");
  silent.tags = {"family.A41APT [R1]"};
  rules.rules = {fires, silent};
  one.Write("a.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec User=anna\n");
  ASSERT_TRUE(Hunt(one).ok());
  CaseStore store = Open();
  const CaseReplay::Answer answer = Report(store);
  ASSERT_EQ(answer.attributions.size(), 1U);
  const std::vector<AimTally>& aims = answer.attributions[0].aims;
  ASSERT_EQ(aims.size(), 2U);
  EXPECT_EQ(aims[0].set, "G0045");
  EXPECT_EQ(aims[0].fired, 0U);
  EXPECT_EQ(aims[1].set, "G0060");
  EXPECT_EQ(aims[1].fired, 1U);
  const std::vector<CaseIncident> written = *store.Incidents();
  ASSERT_EQ(written.size(), 1U);
  EXPECT_EQ(CaseRowsOf(answer.incidents, answer.attributions)[0].body, written[0].body);
}

TEST_F(CaseHuntTest, HuntsOverTwoFoldersBecomeOneCase) {
  one.Write("a/x.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec ServiceName=odd\n");
  two.Write("b/x.evtx", "FAKE\n9 1600003600 SRV02 Security 4688 Tool=mimikatz ServiceName=odd\n");
  ASSERT_TRUE(Hunt(one).ok());
  ASSERT_TRUE(Hunt(two).ok());
  ASSERT_TRUE(Hunt(two).ok());  // once more: nothing new
  CaseStore store = Open();
  EXPECT_EQ(store.Hunts()->size(), 3U);
  EXPECT_EQ(store.CurrentHunts()->size(), 2U);
  EXPECT_EQ(*store.FindingCount(), 2U);
  const CaseReplay::Answer answer = Report(store);
  EXPECT_EQ(answer.report.findings, 2U);
  EXPECT_EQ(answer.report.run.inputs.size(), 2U);
  EXPECT_EQ(answer.report.run.files, 2U);
  // Nobody sees that the two belong together in one hunt alone.
  ASSERT_EQ(answer.incidents.incidents.size(), store.Incidents()->size());
}

TEST_F(CaseHuntTest, SuppressedFindingsAreLeftOutAndCounted) {
  one.Write("a.evtx",
            "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec\n"
            "8 1600000100 SRV02 Security 4688 Tool=psexec\n"
            "9 1600000200 SRV01 Security 4688 Tool=mimikatz\n");
  ASSERT_TRUE(Hunt(one).ok());
  CaseStore store = Open();
  const Timestamp now = options.host.now;
  ASSERT_TRUE(store
                  .AddSuppression({0, "aaaa", "srv01", "anna", "backup", now,
                                   Timestamp{now.ticks + kTicksPerDay}})
                  .ok());
  const CaseReplay::Answer answer = Report(store);
  EXPECT_EQ(answer.report.findings, 2U);
  ASSERT_EQ(answer.report.case_file.suppressions.size(), 1U);
  EXPECT_EQ(answer.report.case_file.suppressions[0].left_out, 1U);
  EXPECT_TRUE(answer.report.case_file.suppressions[0].in_force);
  // From its end on it leaves nothing out.
  Result<CaseReplay> later =
      CaseReplay::Open(store, {Timestamp{now.ticks + kTicksPerDay}, "en", "", 1});
  EXPECT_EQ(later->Run(CaseReplay::Want::kReport)->report.findings, 3U);
}

TEST_F(CaseHuntTest, ANoteFindsItsIncidentWhenItHasGrown) {
  one.Write("a/x.evtx",
            "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec\n"
            "8 1600000100 SRV01 Security 4688 Tool=mimikatz\n");
  ASSERT_TRUE(Hunt(one).ok());
  std::string before;
  {
    CaseStore store = Open();
    ASSERT_EQ(store.Incidents()->size(), 1U);
    before = store.Incidents()->at(0).id;
    ASSERT_TRUE(store.AddNote({0, before, *store.AnchorOf(before), "anna", "look here", {1}}).ok());
  }
  two.Write("b/x.evtx", "FAKE\n9 1600000200 SRV01 Security 4688 Tool=mimikatz\n");
  ASSERT_TRUE(Hunt(two).ok());
  CaseStore store = Open();
  ASSERT_EQ(store.Incidents()->size(), 1U);
  const std::string today = store.Incidents()->at(0).id;
  const CaseReplay::Answer answer = Report(store);
  ASSERT_EQ(answer.report.case_file.notes.size(), 1U);
  EXPECT_EQ(answer.report.case_file.notes[0].target, today);
}

TEST_F(CaseHuntTest, AFailedHuntLeavesTheCaseAsItWas) {
  one.Write("a.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec\n");
  options.out_dir = out.path() + "/none";  // cannot be written
  EXPECT_FALSE(Hunt(one).ok());
  EXPECT_FALSE(std::filesystem::exists(path()));  // it was not there before
  options.out_dir = out.path();
  ASSERT_TRUE(Hunt(one).ok());
  options.out_dir = out.path() + "/none";
  EXPECT_FALSE(Hunt(one).ok());
  EXPECT_EQ(Open().Hunts()->size(), 1U);
}

TEST_F(CaseHuntTest, TheSameForAnyNumberOfThreads) {
  std::string text = "FAKE\n";
  for (int i = 0; i < 90; ++i) {
    text += std::to_string(i) + " " + std::to_string(1'600'000'000 + i % 7) + " H" +
            std::to_string(i % 3) + " Security 4688 Tool=" + (i % 2 == 0 ? "psexec" : "mimikatz") +
            "\n";
  }
  one.Write("a.evtx", text);
  std::set<std::string> reports;
  for (const unsigned threads : {1U, 3U}) {
    options.threads = threads;
    options.case_path = out.path() + "/case" + std::to_string(threads) + ".db";
    ASSERT_TRUE(Hunt(one).ok());
    Result<CaseStore> store = CaseStore::Open(options.case_path, DatabaseMode::kRead);
    reports.insert(ToJson(Report(*store).report));
  }
  EXPECT_EQ(reports.size(), 1U);
}

}  // namespace
}  // namespace noroshi
