#include "cli/session/rules_test_runner.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRule = R"(title: A shell
id: 3b8e57d5-5f10-4c61-9f7e-0d4b6f8c1a11
status: test
logsource:
  product: windows
  category: process_creation
detection:
  sel:
    Image|endswith: '\cmd.exe'
  condition: sel
level: low
)";

class RuleTests : public testing::Test {
 protected:
  RuleTests()
      : folder_(fs::path(testing::TempDir()) / "noroshi-rule-tests" /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  void Write(std::string_view name, std::string_view content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

  [[nodiscard]] RuleTestReport Run() const {
    const auto report = RunRuleTests({folder_.string()}, {});
    EXPECT_TRUE(report.ok());
    return report.ok() ? *report : RuleTestReport{};
  }

  fs::path folder_;
};

// The gate of the rules that noroshi ships: all events as expected, and both kinds for each rule.
TEST(ShippedRuleTests, AllEventsAsExpected) {
  const auto report = RunRuleTests({"rules"}, {});
  ASSERT_TRUE(report.ok()) << report.error().ToString();
  EXPECT_TRUE(report->ok()) << report->ToString();
  EXPECT_TRUE(report->without_events.empty()) << report->ToString();
  EXPECT_TRUE(report->one_sided.empty()) << report->ToString();
  EXPECT_GE(report->rules, 20U);
  EXPECT_EQ(report->cases, report->passed);
}

constexpr std::string_view kCorrelation = R"(title: A burst of shells
id: 3b8e57d5-5f10-4c61-9f7e-0d4b6f8c1a22
status: test
correlation:
  type: event_count
  rules: [3b8e57d5-5f10-4c61-9f7e-0d4b6f8c1a11]
  group-by: [User]
  timespan: 5m
  condition: {gte: 2}
level: medium
)";

std::string Shell(std::string_view at, std::string_view user) {
  return R"({"at":")" + std::string(at) +
         R"(","event":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,)" +
         R"("Image":"C:\\cmd.exe","User":")" + std::string(user) + R"("}})";
}

TEST_F(RuleTests, SeveralEventsAreForCorrelations) {
  Write("burst.yml", std::string(kRule) + "---\n" + std::string(kCorrelation));
  const std::string two = "\"events\":[" + Shell("0s", "a") + "," + Shell("5m", "A") + "]}\n";
  const std::string others = "\"events\":[" + Shell("0s", "a") + "," + Shell("1s", "b") + "]}\n";
  Write("burst.events.jsonl", "{\"expect\":\"match\"," + two + "{\"expect\":\"none\"," + others +
                                  "{\"expect\":\"match\",\"findings\":2," + two +
                                  "{\"expect\":\"none\"," + two);
  const RuleTestReport report = Run();
  EXPECT_EQ(report.cases, 4U);
  EXPECT_EQ(report.passed, 2U);
  ASSERT_EQ(report.failures.size(), 2U) << report.ToString();
  EXPECT_EQ(report.failures[0].line, 3U);
  EXPECT_NE(report.failures[0].message.find("expected 2 findings"), std::string::npos);
  EXPECT_EQ(report.failures[1].line, 4U);
}

TEST_F(RuleTests, CountsWhatHoldsAndSaysWhatDoesNot) {
  Write("shell.yml", kRule);
  Write(
      "shell.events.jsonl",
      R"({"expect":"match","note":"a shell","event":{"Channel":"Security","EventID":4688,"NewProcessName":"C:\\cmd.exe"}}
{"expect":"none","note":"an editor","event":{"Channel":"Security","EventID":4688,"NewProcessName":"C:\\notepad.exe"}}
{"expect":"none","note":"wrongly expected","event":{"Channel":"Security","EventID":4688,"NewProcessName":"C:\\cmd.exe"}}
{"expect":"match","note":"wrongly hoped","event":{"Channel":"Security","EventID":4689,"NewProcessName":"C:\\cmd.exe"}}
)");
  const RuleTestReport report = Run();
  EXPECT_EQ(report.cases, 4U);
  EXPECT_EQ(report.passed, 2U);
  ASSERT_EQ(report.failures.size(), 2U);
  EXPECT_EQ(report.failures[0].line, 3U);
  EXPECT_NE(report.failures[0].message.find("wrongly expected"), std::string::npos);
  EXPECT_EQ(report.failures[1].line, 4U);
}

TEST_F(RuleTests, ListsAndSectionsMakeFields) {
  Write("data.yml", R"(title: Cleared System log
id: 3b8e57d5-5f10-4c61-9f7e-0d4b6f8c1a12
status: test
logsource:
  product: windows
  service: system
detection:
  sel:
    Channel: System
    Number: 7
    Names|contains: second
    Flag: 'true'
  condition: sel
level: low
)");
  Write(
      "data.events.jsonl",
      R"({"expect":"match","note":"all of it","event":{"Channel":"System","EventID":104,"Number":7,"Flag":true,"Names":["first","second"],"UserData":{"Channel":"System"}}}
{"expect":"none","note":"the payload's channel counts","event":{"Channel":"System","EventID":104,"Number":7,"Flag":true,"Names":["first","second"],"UserData":{"Channel":"Other"}}}
)");
  const RuleTestReport report = Run();
  EXPECT_TRUE(report.ok()) << report.ToString();
  EXPECT_EQ(report.passed, 2U);
}

TEST_F(RuleTests, LinesThatAreNoCaseAreFailures) {
  const std::string_view kLines[] = {
      "not json",
      "[]",
      R"({"expect":"match"})",
      R"({"expect":"perhaps","event":{}})",
      R"({"expect":1,"event":{}})",
      R"({"expect":"match","event":[]})",
  };
  Write("shell.yml", kRule);
  std::string content;
  for (const std::string_view line : kLines) content += std::string(line) + "\n\n";
  Write("shell.events.jsonl", content);
  const RuleTestReport report = Run();
  EXPECT_EQ(report.failures.size(), std::size(kLines));
  EXPECT_EQ(report.passed, 0U);
  EXPECT_EQ(report.one_sided.size(), 1U);
}

TEST_F(RuleTests, MissingEventsAndBrokenRulesAreNamed) {
  Write("shell.yml", kRule);
  Write("broken.yml",
        "title: x\nlogsource: {product: windows}\ndetection:\n  condition: nothing\n");
  const RuleTestReport report = Run();
  ASSERT_EQ(report.without_events.size(), 1U);
  EXPECT_TRUE(report.without_events[0].ends_with("shell.yml"));
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_TRUE(report.failures[0].path.ends_with("broken.yml"));
  EXPECT_NE(report.ToString().find("cannot be used"), std::string::npos);
}

TEST(RuleTestRunner, PathThatDoesNotExist) {
  const auto report = RunRuleTests({"no/such/folder"}, {});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace noroshi
