#include "scan/file_checks.h"

#include <gtest/gtest.h>

namespace noroshi::scan {
namespace {

std::vector<ScanFinding> NamesOf(std::string_view name) {
  std::vector<ScanFinding> findings;
  CheckName(std::string("mail/") + std::string(name), name, findings);
  return findings;
}

struct Program {
  pe::PeImage image;
  authenticode::Signature signature;

  [[nodiscard]] std::vector<ScanFinding> Check(const std::string& path,
                                               std::string_view full = {}) const {
    std::vector<ScanFinding> findings;
    CheckProgram(path, std::string_view(path).substr(path.rfind('/') + 1), PlaceOf(path, full),
                 image, signature, findings);
    return findings;
  }
  void SignBy(const std::string& organisation, bool digest_holds = true) {
    signature.present = true;
    auto& signer = signature.signers.emplace_back();
    signer.subject.organisation = organisation;
    signer.issuer.organisation = "Some Authority";
    signer.digest = digest_holds ? authenticode::Check::kHolds : authenticode::Check::kFails;
    signer.key = authenticode::Check::kHolds;
  }
};

TEST(FileChecks, DeceptiveNames) {
  EXPECT_EQ(NamesOf("report.pdf.exe").size(), 1U);
  EXPECT_EQ(NamesOf("見積書.xlsx      .scr")[0].level, Level::kHigh);
  EXPECT_EQ(NamesOf("annual\u202Efdp.exe")[0].level, Level::kHigh);
}

TEST(FileChecks, OrdinaryNames) {
  for (const std::string_view name : {"setup.exe", "jquery.min.js", "index.html.js", "a.pdf.lnk",
                                      "archive.tar.gz", "libfoo.1.2.dll", "x.pdf", "readme"}) {
    EXPECT_TRUE(NamesOf(name).empty()) << name;
  }
}

TEST(FileChecks, StuffedLibraryIsHighAndSmallInstallerLow) {
  Program library;
  library.SignBy("Microsoft Corporation");
  library.image.header.characteristics = pe::kFileIsDll;
  library.signature.slack = {1'000, 30'000, 29'900, 7.9};
  auto findings = library.Check("x/vac.dll");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, ScanRuleId::kSignatureStuffing);
  EXPECT_EQ(findings[0].level, Level::kHigh);
  EXPECT_EQ(findings[0].offset, 1'000U);
  Program installer;
  installer.SignBy("Example");
  installer.signature.slack = {1'000, 200, 150, 5.0};
  findings = installer.Check("x/setup.exe");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].level, Level::kLow);
}

TEST(FileChecks, CleanSignatureIsSilent) {
  Program program;
  program.SignBy("Example");
  program.signature.slack = {1'000, 7, 0, 0};
  EXPECT_TRUE(program.Check("x/a.exe").empty());
}

TEST(FileChecks, AlteredAfterSigning) {
  Program program;
  program.SignBy("Example", false);
  const auto findings = program.Check("x/a.exe");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, ScanRuleId::kAlteredAfterSigning);
}

TEST(FileChecks, SystemNamesByPlace) {
  const Program program;
  EXPECT_EQ(program.Check("C/Users/Public/svchost.exe")[0].level, Level::kHigh);
  EXPECT_EQ(program.Check("C/Data/lsass.exe")[0].level, Level::kMedium);
  EXPECT_TRUE(program.Check("C/Windows/System32/svchost.exe").empty());
  EXPECT_TRUE(program.Check("C:\\Windows\\explorer.exe").empty());
}

// Who scans a part of a disk is shown paths from there on.
TEST(FileChecks, SystemNamesByThePlaceOfTheFile) {
  const Program program;
  EXPECT_TRUE(program.Check("System32/svchost.exe", "/mnt/Windows/System32/svchost.exe").empty());
  EXPECT_TRUE(program.Check("notepad.exe", "/mnt/Windows/System32/notepad.exe").empty());
  EXPECT_TRUE(program.Check("explorer.exe", "/mnt/WINDOWS/explorer.exe").empty());
  EXPECT_FALSE(program.Check("explorer.exe", "/mnt/windows/sub/explorer.exe").empty());
  EXPECT_FALSE(program.Check("explorer.exe", "/mnt/notwindows/explorer.exe").empty());
  EXPECT_FALSE(program.Check("svchost.exe", "/mnt/svchost.exe").empty());
}

TEST(FileChecks, RenamedTool) {
  Program program;
  program.image.version.emplace().strings = {{"OriginalFilename", "PsExec.exe"}};
  const auto findings = program.Check("x/a.exe");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, ScanRuleId::kRenamedProgram);
  EXPECT_TRUE(program.Check("x/psexec.exe").empty());
}

TEST(FileChecks, ProgramUnderADocumentsName) {
  const Program program;
  EXPECT_EQ(program.Check("x/photo.jpg")[0].rule, ScanRuleId::kHiddenProgram);
  EXPECT_TRUE(program.Check("x/module.pyd").empty());
}

TEST(FileChecks, EncryptedFileInDotNet) {
  std::vector<ScanFinding> findings;
  const DataFacts data{"web_lowtrust.config.uninstall", 50'000, 7.99, false};
  CheckData("C/Windows/Microsoft.NET/Framework64/v4/web_lowtrust.config.uninstall", data, findings);
  EXPECT_EQ(findings.size(), 1U);
  CheckData("C/Data/web_lowtrust.config.uninstall", data, findings);
  EXPECT_EQ(findings.size(), 1U);
}

TEST(FileChecks, EveryRuleSpeaksBothLanguages) {
  for (const ScanRule& rule : ScanRules()) {
    EXPECT_FALSE(rule.title_en.empty() || rule.title_ja.empty()) << rule.id;
    EXPECT_FALSE(rule.next_en.empty() || rule.next_ja.empty()) << rule.id;
    EXPECT_FALSE(rule.other_causes_en.empty() || rule.other_causes_ja.empty()) << rule.id;
    EXPECT_FALSE(rule.id != "yara_match" && (rule.techniques.empty() || rule.idea.empty()))
        << rule.id;
  }
}

}  // namespace
}  // namespace noroshi::scan
