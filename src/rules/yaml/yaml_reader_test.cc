#include "rules/yaml/yaml_reader.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "rules/yaml/document_splitter.h"

namespace noroshi {
namespace {

class YamlReader : public ::testing::Test {
 protected:
  // The only document's root; null if it is empty or broken.
  const YamlNode* Root(std::string_view text) {
    documents_ = ReadYaml(Kept(text), arena_);
    return documents_.size() == 1 ? documents_[0].root : nullptr;
  }
  std::string ErrorOf(std::string_view text) {
    documents_ = ReadYaml(Kept(text), arena_);
    if (documents_.empty() || !documents_[0].error) return "none";
    const YamlError& error = *documents_[0].error;
    return std::to_string(error.line) + ":" + std::to_string(error.column) + " " + error.message;
  }

  // Nodes point into the text, and a test's text may be temporary.
  const std::string& Kept(std::string_view text) { return texts_.emplace_back(text); }

  Arena arena_;
  std::deque<std::string> texts_;
  std::vector<YamlDocument> documents_;
};

TEST_F(YamlReader, KeepsTheTextOfScalarsS1_2) {
  const YamlNode* root = Root("[00000429, 010, 0x10, 1.50, '  a ', 2020-01-02, \"\\t\", no]");
  ASSERT_NE(root, nullptr);
  constexpr std::string_view kTexts[] = {"00000429", "010",        "0x10", "1.50",
                                         "  a ",     "2020-01-02", "\t",   "no"};
  ASSERT_EQ(root->items.size(), std::size(kTexts));
  for (std::size_t i = 0; i < std::size(kTexts); ++i) EXPECT_EQ(root->items[i]->text, kTexts[i]);
}

TEST_F(YamlReader, BooleansAreThoseOfYaml12S1_3) {
  struct Case {
    const char* text;
    std::optional<bool> value;
  };
  const Case kCases[] = {
      {"true", true},           {"TRUE", true},
      {"False", false},         {"yes", std::nullopt},
      {"no", std::nullopt},     {"on", std::nullopt},
      {"off", std::nullopt},    {"y", std::nullopt},
      {"'true'", std::nullopt}, {"!!str true", std::nullopt},
  };
  for (const Case& c : kCases) EXPECT_EQ(Root(c.text)->AsBool(), c.value) << c.text;
}

TEST_F(YamlReader, NullS1_4) {
  const YamlNode* root = Root("[null, Null, NULL, ~, , 'null', \"\", None, nULL, !!str null]");
  ASSERT_EQ(root, nullptr);  // an entry between commas must not be empty in flow style
  root = Root("- null\n- Null\n- NULL\n- ~\n-\n- 'null'\n- ''\n- None\n- nULL\n- !!str null\n");
  ASSERT_NE(root, nullptr);
  constexpr bool kNulls[] = {true, true, true, true, true, false, false, false, false, false};
  for (std::size_t i = 0; i < std::size(kNulls); ++i) {
    EXPECT_EQ(root->items[i]->IsNull(), kNulls[i]) << i;
  }
}

TEST_F(YamlReader, PlacesCountFromOneInTheFile) {
  documents_ = ReadYaml("# head\na: 1\n---\nb:\n  - x\n  -  'y'\n", arena_);
  ASSERT_EQ(documents_.size(), 2U);
  const YamlNode* list = documents_[1].root->Find("b");
  EXPECT_EQ(list->items[0]->line, 5U);
  EXPECT_EQ(list->items[0]->column, 5U);
  EXPECT_EQ(list->items[1]->line, 6U);
  EXPECT_EQ(list->items[1]->column, 6U);
}

TEST_F(YamlReader, BlockScalarsKeepTheirLines) {
  EXPECT_EQ(Root("a: |\n  x\n   y\n")->Find("a")->text, "x\n y\n");
  EXPECT_EQ(Root("a: >-\n  x\n  y\n")->Find("a")->text, "x y");
}

TEST_F(YamlReader, ByteOrderMarkAndCrlfS1_1) {
  EXPECT_EQ(Root("\xEF\xBB\xBF"
                 "a: 1\r\nb: 2\r\n")
                ->Find("b")
                ->text,
            "2");
  const std::string utf16 = std::string("\xFF\xFE") + std::string("a\0:\0 \0\xE9\0\n\0", 10);
  EXPECT_EQ(Root(utf16)->Find("a")->text, "é");
}

TEST_F(YamlReader, DuplicateKeysAreReportedAtAnyDepth) {
  Root("a: 1\nb:\n  - {c: 1, d: 2, c: 3}\n'a': 2\n");
  ASSERT_EQ(documents_[0].duplicate_keys.size(), 2U);
  EXPECT_EQ(documents_[0].duplicate_keys[0]->line, 3U);
  EXPECT_EQ(documents_[0].duplicate_keys[1]->text, "a");
}

TEST_F(YamlReader, DuplicateKeysInLargeMappings) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "k" + std::to_string(i) + ": 1\n";
  Root(text + "k50: 2\n");
  ASSERT_EQ(documents_[0].duplicate_keys.size(), 1U);
  EXPECT_EQ(documents_[0].duplicate_keys[0]->text, "k50");
}

TEST_F(YamlReader, AliasesAreTheAnchoredNode) {
  const YamlNode* root = Root("a: &x [1, 2]\nb: *x\n");
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(root->Find("a"), root->Find("b"));
}

TEST_F(YamlReader, AliasInsideItsOwnAnchorIsAnError) {
  EXPECT_EQ(ErrorOf("a: &x [1, *x]"), "1:11 this alias names no finished anchor");
  EXPECT_EQ(ErrorOf("a: *nothing"), "1:4 this alias names no finished anchor");
}

TEST_F(YamlReader, AliasBombsRunOutOfBudget) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 1; k < 10; ++k) text += ", " + last;
    text += "]\n";
  }
  EXPECT_NE(ErrorOf(text).find("more nodes than any rule"), std::string::npos);
}

TEST_F(YamlReader, DepthIsLimited) {
  const std::string deep(kMaxYamlDepth, '[');
  EXPECT_EQ(ErrorOf("[" + deep), "1:65 nested deeper than any rule");
  EXPECT_NE(Root(deep + std::string(kMaxYamlDepth, ']')), nullptr);
}

TEST_F(YamlReader, ABrokenDocumentDoesNotHideItsNeighbours) {
  documents_ = ReadYaml("a: 1\n---\nb: [\n---\nc: 3\n", arena_);
  ASSERT_EQ(documents_.size(), 3U);
  EXPECT_EQ(documents_[0].root->Find("a")->text, "1");
  ASSERT_TRUE(documents_[1].error.has_value());
  EXPECT_EQ(documents_[1].error->line, 4U);
  EXPECT_EQ(documents_[2].root->Find("c")->text, "3");
  EXPECT_EQ(documents_[2].line, 4U);
}

TEST_F(YamlReader, EmptyDocumentsS11_3) {
  documents_ = ReadYaml("a: 1\n---\n# only a comment\n---\n", arena_);
  ASSERT_EQ(documents_.size(), 3U);
  EXPECT_EQ(documents_[1].root, nullptr);
  EXPECT_FALSE(documents_[1].error.has_value());
  EXPECT_TRUE(ReadYaml("", arena_).empty());
}

TEST_F(YamlReader, NotYaml) {
  EXPECT_NE(ErrorOf("a: b: c"), "none");
  EXPECT_NE(ErrorOf(std::string("a\0b", 3)), "none");
  EXPECT_NE(ErrorOf("\xFF\xFF\xFF"), "none");
  EXPECT_NE(ErrorOf("a: 'x"), "none");
  EXPECT_EQ(ErrorOf("{[1]: 2}"), "1:2 a key must be plain text");
}

TEST(SplitYamlDocuments, CutsAtMarkersOnly) {
  struct Case {
    const char* text;
    std::vector<std::string_view> slices;
  };
  const Case kCases[] = {
      {"", {}},
      {"a", {"a"}},
      {"a\n---\nb\n", {"a\n", "---\nb\n"}},
      {"---\na\n---\nb", {"---\na\n", "---\nb"}},
      {"# c\n%YAML 1.2\n---\na\n", {"# c\n%YAML 1.2\n---\na\n"}},  // the prologue stays
      {"a\n--- |\n x\n", {"a\n", "--- |\n x\n"}},
      {"a: |\n  ---\n", {"a: |\n  ---\n"}},  // indented: text
      {"a\n----\nb", {"a\n----\nb"}},
      {"a\r\n---\r\nb", {"a\r\n", "---\r\nb"}},
      {"---\n---\n", {"---\n", "---\n"}},
  };
  for (const Case& c : kCases) {
    std::vector<std::string_view> texts;
    for (const YamlSlice& slice : SplitYamlDocuments(c.text)) texts.push_back(slice.text);
    EXPECT_EQ(texts, c.slices) << c.text;
  }
}

TEST(SplitYamlDocuments, SlicesKnowTheirLine) {
  const auto slices = SplitYamlDocuments("a\nb\n---\nc\n---\nd");
  ASSERT_EQ(slices.size(), 3U);
  EXPECT_EQ(slices[0].first_line, 1U);
  EXPECT_EQ(slices[1].first_line, 3U);
  EXPECT_EQ(slices[2].first_line, 5U);
}

}  // namespace
}  // namespace noroshi
