#include "stream/hunt.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <random>
#include <set>
#include <string>

#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

// A hunt over fake evidence. `in` is the input folder, `out` the results.
class HuntTest : public testing::Test {
 protected:
  HuntTest() : matcher(rules) {
    rules.rules = {FakeRule("aaaa", Level::kHigh, "psexec"),
                   FakeRule("bbbb", Level::kLow, "whoami")};
    options.inputs = {in.path()};
    options.out_dir = out.path();
    options.threads = 2;
  }

  HuntSummary Hunt() {
    Result<HuntSummary> summary = RunHunt(rules, matcher, options, FakeReaders());
    EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.error().ToString());
    return summary.ok() ? *std::move(summary) : HuntSummary{};
  }

  rapidjson::Document Json(const std::string& text) {
    rapidjson::Document document;
    document.Parse(text.c_str(), text.size());
    EXPECT_FALSE(document.HasParseError()) << text;
    return document;
  }

  // Many records on few hosts, with ties in time.
  std::string RandomEvidence(unsigned seed) {
    std::mt19937 random(seed);
    std::string text = "FAKE\n";
    for (unsigned id = 1; id <= 200; ++id) {
      const char* tool = random() % 3 == 0 ? "psexec" : random() % 2 == 0 ? "whoami" : "calc";
      text += std::to_string(id) + " " + std::to_string(1'600'000'000 + random() % 20) + " H" +
              std::to_string(random() % 3) + " Security 4688 Tool=" + tool + " Other=whoami\n";
    }
    return text;
  }

  TempFolder in, out;
  RuleSet rules;
  FakeMatcher matcher;
  HuntOptions options;
};

TEST_F(HuntTest, WritesWhatItFound) {
  in.Write("site/a.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec User=anna\n");
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.findings, 1U);
  EXPECT_EQ(summary.records, 1U);
  const std::string line = out.Read("findings.jsonl");
  ASSERT_TRUE(line.ends_with("}\n"));
  EXPECT_EQ(
      line.substr(line.find(",\"time\"")),
      ",\"time\":\"2020-09-13T12:26:40.0000000Z\",\"level\":\"high\",\"rule\":{\"id\":\"aaaa\","
      "\"title\":\"Finds psexec\",\"source\":\"sigma\",\"path\":\"fake/psexec.yml\"},"
      "\"host\":\"SRV01\",\"channel\":\"Security\",\"provider\":\"Fake-Provider\","
      "\"event_id\":4688,\"record_id\":7,\"evidence\":{\"path\":\"site/a.evtx\",\"offset\":5,"
      "\"line\":null},\"techniques\":[\"T1059\"],\"tactics\":[\"execution\"],"
      "\"fields\":{\"Tool\":\"psexec\",\"User\":\"anna\"},\"why\":[{\"selection\":\"sel\","
      "\"field\":\"Tool\",\"value\":\"psexec\",\"pattern\":\"psexec\"}]}\n");
  EXPECT_EQ(line.substr(0, 9), "{\"id\":\"f-");
  EXPECT_NE(out.Read("timeline.csv").find("Finds psexec on SRV01,2020-09-13T12:26:40"),
            std::string::npos);
  EXPECT_NE(out.Read("report.html").find("Finds psexec"), std::string::npos);
  EXPECT_NE(out.Read("incidents.json").find("[{\"schema_version\":2,\"id\":\"i-"),
            std::string::npos);
  EXPECT_EQ(summary.outputs.size(), 5U);
}

// The same bytes for any number of threads, whether or not findings had to go to disk.
TEST_F(HuntTest, SameBytesForAnyThreads) {
  for (unsigned i = 0; i < 7; ++i) in.Write("f" + std::to_string(i) + ".evtx", RandomEvidence(i));
  std::set<std::string> findings, timelines, reports, manifests, incidents;
  for (const unsigned threads : {1U, 2U, 5U}) {
    options.threads = threads;
    const HuntSummary summary = Hunt();
    EXPECT_EQ(summary.records, 1400U);
    incidents.insert(out.Read("incidents.json"));
    findings.insert(out.Read("findings.jsonl"));
    timelines.insert(out.Read("timeline.csv"));
    reports.insert(out.Read("report.html"));
    std::string manifest = out.Read("run.json");
    manifest.erase(manifest.find("\"measured\""));
    manifests.insert(manifest);
  }
  EXPECT_EQ(findings.size(), 1U);
  EXPECT_EQ(timelines.size(), 1U);
  EXPECT_EQ(reports.size(), 1U);
  EXPECT_EQ(manifests.size(), 1U);
  EXPECT_EQ(incidents.size(), 1U);
}

TEST_F(HuntTest, SaysWhenNobodyAsksTheMatcherAnyMore) {
  in.Write("a.evtx", RandomEvidence(1));
  int told = 0;
  options.on_evidence_read = [&] {
    ++told;
    EXPECT_EQ(out.Read("findings.jsonl"), "");  // before what is found is written
  };
  EXPECT_GT(Hunt().findings, 0U);
  EXPECT_EQ(told, 1);
}

TEST_F(HuntTest, AProfileChangesNothingButWhatWasMeasured) {
  in.Write("a.evtx", RandomEvidence(1));
  EXPECT_FALSE(Hunt().profile);
  const std::string findings = out.Read("findings.jsonl");
  EXPECT_FALSE(Json(out.Read("run.json"))["measured"].HasMember("profile"));

  std::atomic<std::uint64_t> now{0};
  options.profile = true;
  options.host.monotonic_ns = [&] { return ++now; };
  const HuntSummary summary = Hunt();
  EXPECT_EQ(out.Read("findings.jsonl"), findings);
  ASSERT_TRUE(summary.profile);
  // One for each worker that had something to do, says the fake.
  EXPECT_GE(summary.profile->matcher.bindings, 1U);
  EXPECT_LE(summary.profile->matcher.bindings, options.threads);
  EXPECT_GT(summary.profile->first_unit_ns, 0U);
  EXPECT_GT(summary.profile->render.ns, 0U);
  EXPECT_GT(summary.profile->render.bytes, 0U);
  EXPECT_LT(summary.profile->render.bytes,
            findings.size());  // rules come in when lines are written
  EXPECT_GT(summary.profile->read.bytes, 0U);
  EXPECT_TRUE(Json(out.Read("run.json"))["measured"]["profile"].HasMember("stages"));
}

TEST_F(HuntTest, FindingsAreInTotalOrderAndIdsAreUnique) {
  for (unsigned i = 0; i < 3; ++i) in.Write("f" + std::to_string(i) + ".evtx", RandomEvidence(i));
  Hunt();
  std::istringstream lines(out.Read("findings.jsonl"));
  std::set<std::string> ids;
  std::tuple<std::string, std::string, std::uint64_t, std::string> last;
  for (std::string text; std::getline(lines, text);) {
    const auto line = Json(text);
    EXPECT_TRUE(ids.insert(line["id"].GetString()).second);
    std::tuple key(
        std::string(line["time"].GetString()), std::string(line["evidence"]["path"].GetString()),
        line["evidence"]["offset"].GetUint64(), std::string(line["rule"]["id"].GetString()));
    EXPECT_LT(last, key);
    last = key;
  }
  EXPECT_GT(ids.size(), 300U);
}

TEST_F(HuntTest, TimeFilterIsHalfOpen) {
  in.Write("a.evtx", "FAKE\n1 100 H S 1 T=psexec\n2 200 H S 1 T=psexec\n3 300 H S 1 T=psexec\n");
  options.from = Timestamp{kUnixEpochTicks + 100 * kTicksPerSecond};
  options.to = Timestamp{kUnixEpochTicks + 300 * kTicksPerSecond};
  EXPECT_EQ(Hunt().findings, 2U);
}

TEST_F(HuntTest, RecordsNoRuleWantsAreCounted) {
  in.Write("a.evtx", "FAKE\n1 100 H Security 0 T=psexec\n2 200 H System 5 T=psexec\n");
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.records, 2U);
  EXPECT_EQ(summary.findings, 1U);
  EXPECT_EQ(summary.records_by_channel.rows(), (NameCounts::Rows{{"Security", 1}, {"System", 1}}));
  EXPECT_EQ(summary.records_by_host.rows(), (NameCounts::Rows{{"H", 2}}));
}

TEST_F(HuntTest, DamageIsToldAndLosesNothingElse) {
  in.Write("good.evtx", "FAKE\n1 100 H S 1 T=psexec\n");
  in.Write("holed.evtx", "FAKE\n!17\n1 100 H S 1 T=psexec\n!3\n");
  in.Write("text.evtx", "this is no event log");
  in.Write("empty.evtx", "");
  in.Write("notes.txt", "neither is this, and nobody said so");
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.findings, 2U);
  EXPECT_EQ(summary.sources.CountFiles(FileState::kRead), 2U);
  EXPECT_EQ(summary.sources.CountFiles(FileState::kNotRead), 2U);
  EXPECT_EQ(summary.sources.CountFiles(FileState::kOtherFormat), 1U);
  EXPECT_EQ(ExitStatus(summary, rules), kExitIncomplete);
  const auto run = Json(out.Read("run.json"));
  EXPECT_EQ(run["exit_status"].GetInt(), kExitIncomplete);
  std::set<std::string> losses;
  for (const auto& loss : run["losses"].GetArray()) {
    losses.insert(std::string(loss["path"].GetString()) + " " + loss["kind"].GetString() + " " +
                  std::to_string(loss["lost_bytes"].GetUint64()));
  }
  EXPECT_EQ(losses, (std::set<std::string>{"empty.evtx empty_file 0", "holed.evtx record_size 20",
                                           "text.evtx unknown_format 20"}));
}

TEST_F(HuntTest, DoubtfulRecordsDoNotSetTheTimesOfTheEvidence) {
  in.Write("a.evtx",
           "FAKE\n~1 100 H S 1 T=psexec\n2 200 H S 1 T=psexec\n3 300 H S 1 T=calc\n"
           "~4 540999999999 H S 1 T=psexec\n");  // year 19113
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.findings, 3U);  // they are hunted all the same
  EXPECT_EQ(summary.first_event.ticks, kUnixEpochTicks + 200 * kTicksPerSecond);
  EXPECT_EQ(summary.last_event.ticks, kUnixEpochTicks + 300 * kTicksPerSecond);
}

TEST_F(HuntTest, OnlyDoubtfulRecordsGiveNoTimes) {
  in.Write("a.evtx", "FAKE\n~1 100 H S 1 T=psexec\n");
  const HuntSummary summary = Hunt();
  EXPECT_EQ(summary.first_event.ticks, 0);
  EXPECT_TRUE(Json(out.Read("run.json"))["evidence"]["last_event"].IsNull());
}

TEST_F(HuntTest, AValueTooHardForAnExpressionIsALoss) {
  in.Write("a.evtx", "FAKE\n1 100 H S 1 T=psexec\n2 200 H S 1 A=too-hard B=too-hard\n");
  const HuntSummary summary = Hunt();
  EXPECT_EQ(ExitStatus(summary, rules), kExitIncomplete);
  const auto run = Json(out.Read("run.json"));
  EXPECT_EQ(run["findings"]["regex_limits_hit"].GetUint64(), 2U);
  const auto losses = run["losses"].GetArray();
  ASSERT_EQ(losses.Size(), 1U);  // one record, named by its place
  EXPECT_STREQ(losses[0]["kind"].GetString(), "regex_limit");
  EXPECT_EQ(losses[0]["count"].GetUint64(), 1U);
  EXPECT_EQ(losses[0]["first_offset"].GetUint64(), 26U);
  EXPECT_NE(out.Read("report.html").find("\"kind\":\"regex_limit\""), std::string::npos);
}

TEST_F(HuntTest, AnUnknownFormatGivenByNameIsAProblem) {
  options.inputs = {in.Write("notes.txt", "not an event log")};
  EXPECT_EQ(ExitStatus(Hunt(), rules), kExitIncomplete);
}

TEST_F(HuntTest, BytesAddUp) {
  in.Write("a.evtx", "FAKE\n!17\n1 100 H S 1 T=psexec\n!3\n4 100 H S 1 T=calc\n");
  const HuntSummary summary = Hunt();
  const FileSummary& file = summary.sources.files[0];
  EXPECT_EQ(file.used + file.damaged + file.padding, summary.inputs.files[0].size_bytes);
}

TEST_F(HuntTest, InterruptKeepsWhatWasFound) {
  for (unsigned i = 0; i < 20; ++i) in.Write("f" + std::to_string(i) + ".evtx", RandomEvidence(i));
  std::atomic<bool> cancel{true};
  options.cancel = &cancel;
  const HuntSummary summary = Hunt();
  EXPECT_TRUE(summary.interrupted);
  EXPECT_EQ(ExitStatus(summary, rules), kExitIncomplete);
  EXPECT_TRUE(Json(out.Read("run.json"))["interrupted"].GetBool());
  EXPECT_TRUE(std::filesystem::exists(out.path() + "/findings.jsonl"));
}

TEST_F(HuntTest, OnlyWhatIsAskedForIsWritten) {
  in.Write("a.evtx", RandomEvidence(1));
  options.write_timeline = options.write_incidents = options.write_report = false;
  EXPECT_EQ(Hunt().outputs, (std::vector<std::string>{"findings.jsonl", "run.json"}));
  EXPECT_FALSE(std::filesystem::exists(out.path() + "/report.html"));
}

TEST_F(HuntTest, HashesOnRequest) {
  in.Write("a.evtx", "FAKE\n");
  options.hash_inputs = true;
  // sha256sum of "FAKE\n"
  EXPECT_EQ(Hunt().sources.files[0].sha256.view().size(), 64U);
}

TEST_F(HuntTest, RefusedRulesAreListedAndCounted) {
  in.Write("a.evtx", RandomEvidence(1));
  matcher.Refuse(1, "too large");
  const HuntSummary summary = Hunt();
  EXPECT_EQ(ExitStatus(summary, rules), kExitIncomplete);
  const auto run = Json(out.Read("run.json"));
  EXPECT_EQ(run["rules"]["evaluated"].GetInt(), 1);
  EXPECT_STREQ(run["rules"]["not_used"][0]["id"].GetString(), "bbbb");
  EXPECT_STREQ(run["rules"]["not_used"][0]["detail"].GetString(), "too large");
  EXPECT_NE(out.Read("report.html").find("\"detail\":\"too large\""), std::string::npos);
}

TEST_F(HuntTest, AMissingOutFolderIsAnError) {
  in.Write("a.evtx", RandomEvidence(1));
  options.out_dir = out.path() + "/not-there";
  const auto summary = RunHunt(rules, matcher, options, FakeReaders());
  ASSERT_FALSE(summary.ok());
  EXPECT_EQ(summary.error().code, ErrorCode::kIo);
}

TEST_F(HuntTest, TwoRulesWithOneIdGiveTwoFindings) {
  rules.rules.push_back(FakeRule("aaaa", Level::kLow, "psexec"));
  in.Write("a.evtx", "FAKE\n7 1600000000 SRV01 Security 4688 Tool=psexec\n");
  EXPECT_EQ(Hunt().findings, 2U);
  std::istringstream lines(out.Read("findings.jsonl"));
  std::set<std::string> ids;
  for (std::string text; std::getline(lines, text);) ids.insert(Json(text)["id"].GetString());
  EXPECT_EQ(ids.size(), 2U);
}

// Evidence that makes up names without end: what a worker learnt is dropped and learnt again, more
// than once here, and nothing of the answer changes.
TEST_F(HuntTest, NamesWithoutEndChangeNothing) {
  constexpr std::uint64_t kRecords = 12'000;
  std::string text = "FAKE\n";
  for (std::uint64_t id = 1; id <= kRecords; ++id) {
    text += std::to_string(id) + " " + std::to_string(1'600'000'000 + id) + " H" +
            std::to_string(id % 3) + " Security 4688 Tool=psexec";
    for (int field = 0; field < 6; ++field) {
      text += " N" + std::to_string(id) + "x" + std::to_string(field) + "=v";
    }
    text += '\n';
  }
  in.Write("a.evtx", text);
  std::string first;
  for (const unsigned threads : {1U, 3U}) {
    options.threads = threads;
    const HuntSummary summary = Hunt();
    EXPECT_EQ(summary.records, kRecords);
    EXPECT_EQ(summary.findings, kRecords);
    EXPECT_EQ(summary.matcher.events, kRecords);
    EXPECT_EQ(summary.records_by_channel.rows(), (NameCounts::Rows{{"Security", kRecords}}));
    EXPECT_EQ(summary.records_by_host.rows(),
              (NameCounts::Rows{{"H0", 4'000}, {"H1", 4'000}, {"H2", 4'000}}));
    const std::string found = out.Read("findings.jsonl");
    if (first.empty()) first = found;
    EXPECT_EQ(found, first);
  }
}

}  // namespace
}  // namespace noroshi
