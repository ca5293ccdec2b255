#include "scan/side_loading.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace noroshi::scan {
namespace {

// A product whose parts fit together and are all signed by its maker.
FolderFacts Product() {
  FolderFacts folder;
  folder.path = "Program Files/Example";
  folder.file_count = 40;
  ProgramFacts program;
  program.path = "Program Files/Example/viewer.exe";
  program.name = program.original_name = "viewer.exe";
  program.signer = "Example";
  program.is_signed = program.intact = program.has_version = true;
  program.linked = 1'500'000'000;
  program.wants.push_back({"engine.dll", {FunctionKey("Open", 0)}, false});
  ProgramFacts library;
  library.path = "Program Files/Example/engine.dll";
  library.name = "engine.dll";
  library.signer = "Example";
  library.is_dll = library.is_signed = library.intact = library.has_version = true;
  library.linked = 1'500'000'100;
  library.offers = {FunctionKey("Open", 0)};
  library.export_addresses = 1;
  folder.programs = {program, library};
  return folder;
}

std::vector<ScanFinding> FindingsOf(const FolderFacts& folder) {
  std::vector<ScanFinding> findings;
  FindSideLoading(folder, findings);
  return findings;
}

void MakeUnsigned(ProgramFacts& library) {
  library.is_signed = library.intact = false;
  library.signer.clear();
}

bool HasReason(const ScanFinding& finding, std::string_view name) {
  return std::any_of(finding.reasons.begin(), finding.reasons.end(),
                     [&](const ScanReason& reason) { return reason.name == name; });
}

TEST(SideLoading, WholeProductIsSilent) { EXPECT_TRUE(FindingsOf(Product()).empty()); }

TEST(SideLoading, UnsignedPartOfAProductIsSilent) {
  FolderFacts folder = Product();
  MakeUnsigned(folder.programs[1]);
  EXPECT_TRUE(FindingsOf(folder).empty());
}

TEST(SideLoading, MissingExportsOfAForeignLibraryTell) {
  FolderFacts folder = Product();
  MakeUnsigned(folder.programs[1]);
  folder.programs[1].offers.clear();
  const auto findings = FindingsOf(folder);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].level, Level::kMedium);
  EXPECT_EQ(findings[0].path, "Program Files/Example/engine.dll");
  EXPECT_TRUE(HasReason(findings[0], "exports_missing"));
}

TEST(SideLoading, NameOfWindowsAndStagingFolderAreHigh) {
  FolderFacts folder = Product();
  folder.path = "C/Users/Public/x";
  folder.file_count = 2;
  MakeUnsigned(folder.programs[1]);
  folder.programs[1].name = "version.dll";
  folder.programs[1].path = "C/Users/Public/x/version.dll";
  folder.programs[0].wants[0].name = "version.dll";
  const auto findings = FindingsOf(folder);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].level, Level::kHigh);
  EXPECT_TRUE(HasReason(findings[0], "system_library_name"));
  EXPECT_TRUE(HasReason(findings[0], "folder"));
}

// Windows signs most of its libraries in catalogs, and some of its programs by themselves.
TEST(SideLoading, LibrariesOfWindowsAreAtHomeInItsFolders) {
  FolderFacts folder = Product();
  MakeUnsigned(folder.programs[1]);
  folder.programs[1].name = folder.programs[0].wants[0].name = "version.dll";
  folder.programs[1].linked += 3 * 365 * 86'400;
  ASSERT_EQ(FindingsOf(folder).size(), 1U);
  folder.programs[1].in_system_folder = true;
  EXPECT_TRUE(FindingsOf(folder).empty());
  // What no library of Windows has still counts.
  folder.programs[1].offers.clear();
  folder.programs[1].has_version = false;
  ASSERT_EQ(FindingsOf(folder).size(), 1U);
  EXPECT_FALSE(HasReason(FindingsOf(folder)[0], "system_library_name"));
  EXPECT_FALSE(HasReason(FindingsOf(folder)[0], "library_unsigned"));
}

TEST(SideLoading, RuntimeOfMicrosoftIsNotForeign) {
  FolderFacts folder = Product();
  folder.programs[1].signer = "Microsoft Corporation";
  folder.programs[1].name = "vcruntime140.dll";
  EXPECT_FALSE(IsForeign(folder.programs[0], folder.programs[1]));
  folder.programs[1].self_signed = true;
  EXPECT_TRUE(IsForeign(folder.programs[0], folder.programs[1]));
}

TEST(SideLoading, ProgramThatIsNotIntactVouchesForNothing) {
  FolderFacts folder = Product();
  MakeUnsigned(folder.programs[1]);
  folder.programs[1].offers.clear();
  folder.programs[0].intact = false;
  EXPECT_TRUE(FindingsOf(folder).empty());
}

TEST(SideLoading, PointTableIsInOrderOfMarks) {
  for (std::size_t i = 0; i < PointTable().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(PointTable()[i].mark), i);
    EXPECT_GT(PointTable()[i].points, 0);
  }
}

}  // namespace
}  // namespace noroshi::scan
