// Files of a scan as the report shows them.
#include "cli/files/suspect_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/pe/testing/pe_builder.h"

namespace noroshi {
namespace {

scan::ScanFinding Finding(const std::string& path, Level level, scan::ScanRuleId rule) {
  scan::ScanFinding finding;
  finding.rule = rule;
  finding.level = level;
  finding.path = path;
  finding.modified = 1'600'000'000;
  finding.reasons = {{"program", "signed.exe"}, {"points", "6"}};
  return finding;
}

std::string HostOf(const scan::ScanFinding&) { return "SRV01"; }

class SuspectFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("noroshi_suspects_") +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Put(const std::string& name, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << std::string(bytes.begin(), bytes.end());
    inputs_.files.push_back({(folder_ / name).string(), name, bytes.size(), false, {}});
  }

  std::filesystem::path folder_;
  InputList inputs_;
};

TEST_F(SuspectFilesTest, TellWhatTheFileIsAndWhatIsWrong) {
  pe::PeBuilder builder;
  builder.imports = {{"KERNEL32.dll", {"VirtualAlloc", "GetLastError"}},
                     {"USER32.dll", {"MessageBoxW"}}};
  builder.exports = {"One", "Two"};
  Put("x.dll", builder.Build());
  const SuspectList list =
      DescribeSuspects({Finding("x.dll", Level::kHigh, scan::ScanRuleId::kSideLoading),
                        Finding("x.dll", Level::kLow, scan::ScanRuleId::kOddStructure)},
                       HostOf, inputs_, {});
  ASSERT_EQ(list.files.size(), 1U);
  const ReportSuspectFile& file = list.files[0];
  EXPECT_EQ(file.path, "x.dll");
  EXPECT_EQ(file.host, "SRV01");
  EXPECT_EQ(file.level, Level::kHigh);
  EXPECT_EQ(file.sha256.size(), 64U);
  EXPECT_EQ(ToIso8601(file.modified), "2020-09-13T12:26:40.0000000Z");
  ASSERT_EQ(file.findings.size(), 2U);
  EXPECT_EQ(file.findings[0].rule, "side_loading");
  EXPECT_FALSE(file.findings[0].next.ja.empty());
  EXPECT_EQ(file.partners, std::vector<std::string>{"signed.exe"});
  ASSERT_TRUE(file.program.has_value());
  EXPECT_EQ(file.program->machine, "x64");
  EXPECT_EQ(file.program->first_exports, (std::vector<std::string>{"One", "Two"}));
  EXPECT_EQ(file.program->libraries, 2U);
  ASSERT_EQ(file.program->imports.size(), 1U);
  EXPECT_EQ(file.program->imports[0].of_note, std::vector<std::string>{"VirtualAlloc"});
  EXPECT_EQ(file.program->signature.verdict, "none");
  EXPECT_FALSE(file.program->sections.empty());
}

TEST_F(SuspectFilesTest, UnreadableSignaturesAreSaidToBe) {
  pe::PeBuilder builder;
  builder.certificate = {1, 2, 3, 4};
  Put("x.dll", builder.Build());
  const SuspectList list = DescribeSuspects(
      {Finding("x.dll", Level::kHigh, scan::ScanRuleId::kSideLoading)}, HostOf, inputs_, {});
  ASSERT_TRUE(list.files[0].program.has_value());
  EXPECT_EQ(list.files[0].program->signature.verdict, "unreadable");
}

TEST_F(SuspectFilesTest, AreTheGravestAndNeverTooMany) {
  std::vector<scan::ScanFinding> findings;
  for (std::size_t i = 0; i < kReportSuspectFiles + 3; ++i) {
    findings.push_back(
        Finding("m" + std::to_string(i), Level::kMedium, scan::ScanRuleId::kHiddenProgram));
  }
  findings.push_back(Finding("z", Level::kCritical, scan::ScanRuleId::kYaraMatch));
  findings.push_back(Finding("low", Level::kLow, scan::ScanRuleId::kOddStructure));
  const SuspectList list = DescribeSuspects(findings, HostOf, inputs_, {});
  ASSERT_EQ(list.files.size(), kReportSuspectFiles);
  EXPECT_EQ(list.files[0].path, "z");
  EXPECT_EQ(list.files[1].path, "m0");
  EXPECT_EQ(list.not_listed, 4U);  // the low one is nobody's page
  // A file that is gone is told with what was found in it.
  EXPECT_EQ(list.files[0].sha256, "");
  EXPECT_FALSE(list.files[0].program.has_value());
}

}  // namespace
}  // namespace noroshi
