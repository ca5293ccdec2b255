#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/span_bytes.h"
#include "scan/yara/yara_findings.h"
#include "scan/yara/yara_rules.h"
#include "scan/yara/yara_scanner.h"

namespace noroshi::scan {
namespace {

std::vector<std::uint8_t> BytesOf(std::string_view text) { return {text.begin(), text.end()}; }

class YaraTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("noroshi_yara_") +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  std::unique_ptr<YaraRules> Load() {
    auto rules = YaraRules::Load({{folder_.string()}, false});
    EXPECT_TRUE(rules.ok());
    return *std::move(rules);
  }

  // Names of the rules that match, each with its hits: "r $a@3".
  static std::string Matches(const YaraRules& rules, std::string_view content,
                             const YaraLimits& limits = {},
                             const std::string& shown = "dir/file.bin") {
    YaraScanner scanner(rules, limits);
    std::vector<YaraMatch> matches;
    std::vector<Error> losses;
    const std::vector<std::uint8_t> bytes = BytesOf(content);
    scanner.Scan(SpanBytes(bytes), YaraNamesOf(shown, false), matches, losses);
    std::string text;
    for (const YaraMatch& match : matches) {
      text += (text.empty() ? "" : "; ") + rules.rules()[match.rule].name;
      for (const YaraHit& hit : match.hits) {
        text += " " + hit.string + "@" + std::to_string(hit.offset);
      }
    }
    for (const Error& loss : losses) text += " ! " + loss.ToString();
    return text;
  }

  std::filesystem::path folder_;
};

constexpr const char* kTwo = R"(
rule first : web shell { meta: description = "Says first" score = 85 author = "me"
  mitre_att = "T1059.001, T1105" strings: $a = "first" $b = "b" wide condition: any of them }
rule second { strings: $s = { 01 02 ?? 04 } condition: $s and filesize < 100 }
)";

TEST_F(YaraTest, ReportsRulesAndPlaces) {
  Write("two.yar", kTwo);
  const auto rules = Load();
  ASSERT_EQ(rules->rules().size(), 2U);
  EXPECT_EQ(Matches(*rules, "the first one"), "first $a@4");
  EXPECT_EQ(Matches(*rules, std::string_view("\1\2\3\4first", 9)), "first $a@4; second $s@0");
  EXPECT_EQ(Matches(*rules, "nothing"), "");
  EXPECT_EQ(Matches(*rules, ""), "");
}

TEST_F(YaraTest, ReadsWhatRulesSayOfThemselves) {
  Write("two.yar", kTwo);
  const YaraRule rule = Load()->rules()[0];
  EXPECT_EQ(rule.title, "Says first");
  EXPECT_EQ(rule.level, Level::kHigh);
  EXPECT_EQ(rule.tags, "web shell");
  EXPECT_EQ(rule.techniques, "T1059.001 T1105");
  EXPECT_EQ(rule.author, "me");
  EXPECT_FALSE(rule.is_ours);
}

TEST(YaraLevel, ComesFromWordOrScore) {
  EXPECT_EQ(YaraLevel("critical", 10), Level::kCritical);
  EXPECT_EQ(YaraLevel("", 80), Level::kHigh);
  EXPECT_EQ(YaraLevel("", 60), Level::kMedium);
  EXPECT_EQ(YaraLevel("", 59), Level::kLow);
  EXPECT_EQ(YaraLevel("", -1), Level::kMedium);
  EXPECT_EQ(YaraLevel("nonsense", -1), Level::kMedium);
}

// Rules from the cache find what compiled ones find, by the names of files too.
TEST_F(YaraTest, CachedRulesFindTheSame) {
  Write("two.yar", kTwo);
  Write("named.yar",
        "rule named { condition: filename == \"file.bin\" and extension == \".bin\" }");
  const YaraSources sources{.paths = {folder_.string()},
                            .with_ours = false,
                            .cache_folder = (folder_ / "cache").string()};
  for (int turn = 0; turn < 3; ++turn) {
    const auto rules = YaraRules::Load(sources);
    ASSERT_TRUE(rules.ok());
    const std::string now = Matches(**rules, std::string_view("\1\2\3\4first", 9));
    EXPECT_EQ(now, "named; first $a@4; second $s@0");
    EXPECT_EQ(Matches(**rules, "the first one", {}, "dir/other.txt"), "first $a@4");
  }
}

TEST_F(YaraTest, NamesBadFilesAndUsesTheOthers) {
  Write("a.yar", "rule a { condition: true }");
  const std::string bad =
      Write("b.yar", "rule ok { condition: true }\nrule b {\n condition: $x }\n");
  Write("sub/c.yara", "rule c { condition: true }");
  Write("d.yar", "rule d { condition: unknown_thing }");
  Write("notes.txt", "no rules");
  const auto rules = Load();
  EXPECT_EQ(Matches(*rules, "x"), "a; c");
  EXPECT_EQ(rules->file_count(), 2U);
  ASSERT_EQ(rules->problems().size(), 2U);
  EXPECT_EQ(rules->problems()[0].file, bad);
  EXPECT_EQ(rules->problems()[0].line, 3);
  EXPECT_TRUE(rules->problems()[0].is_error);
  EXPECT_NE(rules->problems()[1].message.find("unknown_thing"), std::string::npos);
}

TEST_F(YaraTest, EqualNamesInTwoFilesDoNotClash) {
  Write("a.yar", "rule same { strings: $a = \"one\" condition: $a }");
  Write("b.yar", "rule same { strings: $a = \"two\" condition: $a }");
  EXPECT_EQ(Matches(*Load(), "one two"), "same $a@0; same $a@4");
}

TEST_F(YaraTest, MissingPathIsAnError) {
  const auto rules = YaraRules::Load({{(folder_ / "none").string()}, false});
  ASSERT_FALSE(rules.ok());
  EXPECT_EQ(rules.error().code, ErrorCode::kNotFound);
}

TEST_F(YaraTest, RulesMayAskForNames) {
  Write("a.yar", R"(rule a { condition: filename == "x.exe" and extension == ".exe" }
rule b { condition: filepath contains "Windows\\Temp" }
rule c { condition: filetype == "EXE" or owner == "me" })");
  const auto rules = Load();
  EXPECT_EQ(Matches(*rules, "z", {}, "disk/Windows/Temp/x.exe"), "a; b");
  // The names of one content are gone with the next.
  EXPECT_EQ(Matches(*rules, "z", {}, "y.exe"), "");
}

TEST_F(YaraTest, LargeContentsGoThroughInWindows) {
  Write("a.yar",
        "rule a { strings: $a = \"needle\" condition: $a }\n"
        "rule size { condition: filesize == 1000 }\n"
        "rule end { strings: $z = \"zz\" condition: $z at 998 }");
  const auto rules = Load();
  const YaraLimits small{60, 100, 10};
  std::string content(1'000, '.');
  content.replace(96, 6, "needle");  // over the edge of the first window
  content.replace(500, 6, "needle");
  content.replace(998, 2, "zz");
  EXPECT_EQ(Matches(*rules, content, small), "a $a@96 $a@500; size; end $z@998");
  EXPECT_EQ(Matches(*rules, content), Matches(*rules, content, small));
}

TEST_F(YaraTest, KeepsAFewPlacesAndCountsTheRest) {
  Write("a.yar", "rule a { strings: $a = \"ab\" condition: #a > 50 }");
  const auto rules = Load();
  YaraScanner scanner(*rules, {});
  std::vector<YaraMatch> matches;
  std::vector<Error> losses;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "ab";
  scanner.Scan(BytesOf(text), {}, matches, losses);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].hits.size(), kMaxHitsKeptOfString);
  EXPECT_EQ(matches[0].hit_count, 100U);
  std::vector<ScanFinding> findings;
  AddYaraFindings("f", 1'000, *rules, matches, findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].offset, 1'000U);
  EXPECT_EQ(findings[0].reasons.back().name, "more_strings");
  EXPECT_EQ(findings[0].reasons.back().value, "96");
}

TEST_F(YaraTest, ShowsTextWideTextAndBytes) {
  Write("a.yar",
        "rule a { strings: $a = \"text\" $b = \"wide\" wide $c = { 00 FF 00 } "
        "condition: any of them }");
  const auto rules = Load();
  YaraScanner scanner(*rules, {});
  std::vector<YaraMatch> matches;
  std::vector<Error> losses;
  scanner.Scan(BytesOf(std::string_view("text w\0i\0d\0e\0 \0\xFF\0", 17)), {}, matches, losses);
  ASSERT_EQ(matches.size(), 1U);
  ASSERT_EQ(matches[0].hits.size(), 3U);
  EXPECT_EQ(matches[0].hits[0].text, "text");
  EXPECT_EQ(matches[0].hits[1].text, "wide");
  EXPECT_EQ(matches[0].hits[2].text, "00ff00");
}

TEST_F(YaraTest, TimeIsLimited) {
  Write("slow.yar",
        "rule slow { condition: for all i in (1 .. 1000000000) : "
        "( for all j in (1 .. 1000000000) : ( i * j != 7 ) ) }");
  const auto rules = Load();
  EXPECT_NE(Matches(*rules, "x", {1, kYaraWindowBytes, kYaraOverlapBytes}).find("time limit"),
            std::string::npos);
}

}  // namespace
}  // namespace noroshi::scan
