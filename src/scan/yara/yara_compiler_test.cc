#include "scan/yara/yara_compiler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "finding/level.h"
#include "scan/yara/yara_image.h"
#include "scan/yara/yara_rules.h"

namespace noroshi::scan {
namespace {

namespace fs = std::filesystem;

YaraText Good(const std::string& name) {
  return {name + ".yar", "rule same { strings: $a = \"word " + name + "\" condition: $a }"};
}

// The namespaces of the rules, which are the files, in order.
std::vector<std::string> FilesOf(YR_RULES* rules) {
  std::vector<std::string> files;
  const YR_RULE* rule = nullptr;
  yr_rules_foreach(rules, rule) files.emplace_back(rule->ns->name);
  return files;
}

std::vector<std::string> FilesOf(const std::vector<YaraProblem>& problems) {
  std::vector<std::string> files;
  for (const YaraProblem& problem : problems) files.push_back(problem.file);
  return files;
}

// Refused files wherever they stand: at both ends, side by side, the only ones of a thread's turn.
TEST(YaraCompiler, KeepsAllThatIsNotRefused) {
  const std::vector<std::vector<std::size_t>> cases = {
      {}, {0}, {299}, {0, 1, 299}, {17, 18, 64, 65, 127, 128, 200}};
  for (const auto& bad : cases) {
    std::vector<YaraText> texts;
    std::vector<std::string> good_files, bad_files;
    for (std::size_t i = 0; i < 300; ++i) {
      texts.push_back(Good(std::to_string(1000 + i)));
      const bool is_bad = std::find(bad.begin(), bad.end(), i) != bad.end();
      if (is_bad) texts.back().text = "rule same { condition: nothing_known }";
      (is_bad ? bad_files : good_files).push_back(texts.back().file);
    }
    for (const unsigned threads : {1U, 4U}) {
      const CompiledYara compiled = CompileYara(texts, threads);
      ASSERT_NE(compiled.rules, nullptr);
      EXPECT_EQ(FilesOf(compiled.rules.get()), good_files);
      EXPECT_EQ(FilesOf(compiled.problems), bad_files);
      EXPECT_EQ(compiled.file_count, good_files.size());
    }
  }
}

TEST(YaraCompiler, ToleratesThatNothingIsLeft) {
  const CompiledYara none = CompileYara({}, 2);
  ASSERT_NE(none.rules, nullptr);
  EXPECT_TRUE(FilesOf(none.rules.get()).empty());
  const CompiledYara all_bad = CompileYara({{"a", "rule {"}, {"b", ""}, {"c", "}"}}, 2);
  ASSERT_NE(all_bad.rules, nullptr);
  EXPECT_EQ(all_bad.file_count, 1U) << "an empty file is no fault";
  EXPECT_EQ(FilesOf(all_bad.problems), (std::vector<std::string>{"a", "c"}));
}

// However often a text is compiled, each remark on it comes once.
TEST(YaraCompiler, TellsEveryRemarkOnce) {
  for (const std::vector<std::size_t>& bad :
       std::vector<std::vector<std::size_t>>{{}, {0}, {9}, {5, 6}, {1, 2, 3, 9}, {0, 4, 7, 8}}) {
    std::vector<YaraText> texts;
    std::vector<std::string> wanted;
    for (std::size_t i = 0; i < 10; ++i) {
      texts.push_back(
          {"file" + std::to_string(i), "rule slow { strings: $a = \"b\" condition: $a }"});
      if (std::find(bad.begin(), bad.end(), i) != bad.end()) texts.back().text = "rule { }";
      wanted.push_back(texts.back().file);
    }
    const CompiledYara compiled = CompileYara(texts, 2);
    EXPECT_EQ(FilesOf(compiled.problems), wanted);
    EXPECT_EQ(compiled.file_count, texts.size() - bad.size());
  }
}

TEST(YaraImage, ComesBackWholeOrNotAtAll) {
  const CompiledYara compiled = CompileYara({Good("a"), {"bad", "rule"}, Good("b")}, 1);
  const std::string image = PackYara("key", compiled);
  const auto back = UnpackYara("key", image);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(FilesOf(back->rules.get()), (std::vector<std::string>{"a.yar", "b.yar"}));
  ASSERT_EQ(back->problems.size(), 1U);
  EXPECT_EQ(back->problems[0].file, "bad");
  EXPECT_EQ(back->problems[0].message, compiled.problems[0].message);
  EXPECT_EQ(back->problems[0].line, compiled.problems[0].line);
  EXPECT_TRUE(back->problems[0].is_error);
  EXPECT_EQ(back->file_count, 2U);
  EXPECT_FALSE(UnpackYara("other key", image).has_value());
  for (std::size_t size = 0; size < 60; ++size) {
    EXPECT_FALSE(UnpackYara("key", std::string_view(image).substr(0, size)).has_value()) << size;
  }
}

class YaraCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / (std::string("noroshi_yara_cache_") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "rules");
    WriteRule("a.yar", "alpha");
    Write("bad.yar", "rule bad { condition: $x }");
    WriteRule("c.yar", "gamma");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / "rules" / name, std::ios::binary) << text;
  }
  void WriteRule(const std::string& name, const std::string& word) {
    Write(name, "rule " + word + " { meta: score = 90 strings: $a = \"" + word +
                    "\" condition: $a or filename == \"x\" }");
  }
  [[nodiscard]] std::string Cache() const { return (folder_ / "cache").string(); }

  // Names of the rules, and the messages.
  std::string Load(const std::string& engine = "1") {
    const auto rules = YaraRules::Load({.paths = {(folder_ / "rules").string()},
                                        .with_ours = false,
                                        .cache_folder = Cache(),
                                        .engine = engine});
    EXPECT_TRUE(rules.ok());
    std::string text;
    for (const YaraRule& rule : (*rules)->rules()) {
      text += rule.name + ":" + std::string(LevelName(rule.level)) + " ";
    }
    for (const YaraProblem& problem : (*rules)->problems()) text += "! " + problem.message + " ";
    return text + std::to_string((*rules)->file_count());
  }
  [[nodiscard]] std::size_t CountKept() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(Cache()), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(YaraCacheTest, GivesTheSameAgain) {
  const std::string first = Load();
  EXPECT_EQ(first, "alpha:high gamma:high ! undefined string \"$x\" 2");
  EXPECT_EQ(CountKept(), 1U);
  EXPECT_EQ(Load(), first);
  EXPECT_EQ(CountKept(), 1U);
  EXPECT_EQ(Load("2"), first);
  EXPECT_EQ(CountKept(), 2U) << "another program keeps its own";
}

TEST_F(YaraCacheTest, NoticesEveryChange) {
  static_cast<void>(Load());
  WriteRule("c.yar", "delta");
  EXPECT_EQ(Load(), "alpha:high delta:high ! undefined string \"$x\" 2");
  WriteRule("bad.yar", "beta");
  EXPECT_EQ(Load(), "alpha:high beta:high delta:high 3");
  fs::remove(folder_ / "rules/a.yar");
  EXPECT_EQ(Load(), "beta:high delta:high 2");
}

TEST_F(YaraCacheTest, NoticesChangesOfWhatIsIncluded) {
  Write("bad.yar", "include \"parts/p.inc\"\nrule own { condition: true }");
  const std::string missing = Load();
  EXPECT_NE(missing.find("p.inc"), std::string::npos);
  fs::create_directories(folder_ / "rules/parts");
  WriteRule("parts/p.inc", "one");
  const std::string one = "alpha:high one:high own:medium gamma:high 3";
  EXPECT_EQ(Load(), one);
  EXPECT_EQ(Load(), one);
  WriteRule("parts/p.inc", "two");
  EXPECT_EQ(Load(), "alpha:high two:high own:medium gamma:high 3");
}

TEST_F(YaraCacheTest, DoesWithoutWhatIsDamaged) {
  const std::string first = Load();
  const fs::path kept = fs::directory_iterator(Cache())->path();
  std::string bytes;
  {
    std::ifstream in(kept, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 40) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    std::ofstream(kept, std::ios::binary) << damaged;
    EXPECT_EQ(Load(), first) << at;
  }
}

}  // namespace
}  // namespace noroshi::scan
