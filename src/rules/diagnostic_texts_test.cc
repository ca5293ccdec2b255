// Golden test: what an author is told. Each test/rules/NAME.yml goes with NAME.txt, the whole text
// of its diagnostics. Between them the files show every code there is.
//
// To accept new texts after a deliberate change: NOROSHI_UPDATE_GOLDENS=1 rules_test.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "rules/sigma/codes.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "test/rules";

// S004 is a file that cannot be opened, S035 one beyond ten thousand selections: unit tests of
// their own show them.
constexpr std::string_view kWithoutText[] = {"S004", "S035"};

std::string ReadText(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<fs::path> RuleFiles() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".yml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

RuleSet LoadFile(const fs::path& path) {
  return LoadRulesFromText(path.filename().string(), ReadText(path), {});
}

std::string DiagnosticTexts(const RuleSet& set) {
  std::string text;
  for (const Diagnostic& diagnostic : set.diagnostics) text += diagnostic.ToString() + "\n";
  return text;
}

TEST(DiagnosticTexts, AreAsWrittenBesideEachFile) {
  ASSERT_TRUE(fs::is_directory(kFolder)) << "run from the project's root";
  for (const fs::path& path : RuleFiles()) {
    const std::string said = DiagnosticTexts(LoadFile(path));
    const fs::path golden = fs::path(path).replace_extension(".txt");
    if (std::getenv("NOROSHI_UPDATE_GOLDENS") != nullptr) std::ofstream(golden) << said;
    EXPECT_EQ(said, ReadText(golden)) << path;
  }
}

// "S061_condition_syntax.yml": the code it is about must be among those it causes.
TEST(DiagnosticTexts, EachFileShowsTheCodeInItsName) {
  for (const fs::path& path : RuleFiles()) {
    const std::string code = path.stem().string().substr(0, 4);
    const RuleSet set = LoadFile(path);
    EXPECT_TRUE(std::ranges::find(set.diagnostics, code, &Diagnostic::code) !=
                set.diagnostics.end())
        << path;
  }
}

TEST(DiagnosticTexts, EveryCodeHasAFile) {
  std::set<std::string> shown(std::begin(kWithoutText), std::end(kWithoutText));
  for (const fs::path& path : RuleFiles()) shown.insert(path.stem().string().substr(0, 4));
  for (const sigma::DiagnosticKind& kind : sigma::AllDiagnosticKinds()) {
    EXPECT_TRUE(shown.contains(std::string(kind.code))) << kind.code << " has no file";
  }
}

TEST(DiagnosticTexts, AnErrorTakesItsDocumentOutOfUse) {
  for (const fs::path& path : RuleFiles()) {
    const RuleSet set = LoadFile(path);
    const bool error = std::ranges::any_of(set.diagnostics, [](const Diagnostic& diagnostic) {
      return diagnostic.severity == DiagnosticSeverity::kError;
    });
    EXPECT_TRUE(!error || !set.not_used.empty() || set.rules.empty()) << path;
  }
}

}  // namespace
}  // namespace noroshi
