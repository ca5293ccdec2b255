// The plain reader against libyaml: where it takes a document, the tree is the same in every member
// of every node. And it takes what rules are written in, or it would be of no use.
#include "rules/yaml/plain_yaml.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace noroshi {
namespace {

void Print(const YamlNode& root, std::string& out) {
  struct Row {
    const YamlNode* node;
    int depth;
  };
  std::vector<Row> rows = {{&root, 0}};
  while (!rows.empty()) {
    const Row row = rows.back();
    rows.pop_back();
    const YamlNode& node = *row.node;
    out +=
        fmt::format("{} {} {}:{} style {} weight {} '{}'\n", row.depth, static_cast<int>(node.kind),
                    node.line, node.column, static_cast<int>(node.style), node.weight, node.text);
    for (const YamlNode* item : node.items) rows.push_back({item, row.depth + 1});
    for (const YamlEntry& entry : node.entries) {
      rows.push_back({entry.key, row.depth + 1});
      rows.push_back({entry.value, row.depth + 1});
    }
  }
}

std::string Printed(const YamlDocument& document) {
  std::string out = fmt::format("line {} of {} bytes\n", document.line, document.text.size());
  if (document.error) {
    out += fmt::format("{}:{} {}\n", document.error->line, document.error->column,
                       document.error->message);
  }
  if (document.root != nullptr) Print(*document.root, out);
  for (const YamlNode* key : document.duplicate_keys) {
    out += fmt::format("again {}:{} {}\n", key->line, key->column, key->text);
  }
  return out;
}

// Documents of the text that the plain reader takes; all others it must refuse, and those it takes
// must be as libyaml has them.
std::size_t Compare(const std::string& text) {
  Arena ours, theirs;
  std::size_t plain = 0;
  for (const YamlSlice& slice : SplitYamlDocuments(text)) {
    YamlDocument document;
    if (!ReadPlainYaml({slice.text, 1}, ours, document)) continue;
    ++plain;
    const auto expected = ReadYamlByLibyaml(slice.text, theirs);
    EXPECT_EQ(expected.size(), 1U) << slice.text;
    if (expected.size() != 1) continue;
    EXPECT_EQ(Printed(document), Printed(expected[0])) << slice.text;
  }
  return plain;
}

// What is one document and plain.
constexpr const char* kPlain[] = {
    "a: 1",
    "a: 1\nb: two words # a comment\nc:\n",
    "---\n# x\n\na:\n  b: 'it''s'\n  c: \"q\\\"\\\\\\n\\t\"\n",
    "a:\n- x\n-   y\n-\n- z: 1\n  w: 2\nb: 3\n",
    "a:\n  - x\n  - - y\n    - z\n  -\n    k: v\n    l:\n      - m\n",
    "- a\n- b: c\n  d: e\n-\n",
    "a: |\n  one\n   two\n\n  three  \n\nb: |-\n  x\n  y\n\nc: 1\n",
    "a: >\n  one\n  two\n\n  three\n   more\n  less\n\nb: >-\n  x\n\n\n  y\n",
    "a: |\nb: 1\n",
    "a: |\n\n\n  late\n",
    "a: |\n  no line end",
    "a: |  # why\n  x\n",
    "a: |\n  x\n # less\nb: 1\n",
    "a: |\n  x\n     \n  \ny: 2\n",
    "a: words that\n  go on\n\n\n  and on # end\nb: 1\n",
    "a: words\n  # not on\nb: 1\n",
    "  a: 1\n  b:\n     c: 2\n",
    "'a b' : 1\n\"c\": 2\nd e : 3\n",
    "a: x:y http://z a#b\nb: -1\nc: -x\n",
    "caf\xC3\xA9: \xE2\x80\x99x\n\xC3\xA9\xC3\xA9: 'y'  # \xC3\xA9\n",
    "a: 1\na: 2\nb:\n  c: 1\n  c: 2\n",
    "a:\n  'x'\nb:\n  y\n   z\n",
    "a: x\n\n\n",
    "a:\n  - |\n    x\n  - >-\n    y\n",
    "a: null\nb: ~\nc: true\n",
    "a:\n  - :\\x\\\n  - ?y\n  - ::\nb: :z\n",
    "a:\n  - x # c\n  # d\n  - y\n# e\nb: 1\n",
};

// What is not, or is an error.
constexpr const char* kLeftToLibyaml[] = {
    "",
    "# only\n",
    "---\n",
    "a: [1]\n",
    "a: {b: 1}\n",
    "a: &x 1\n",
    "a: *x\n",
    "a: !!str 1\n",
    "? a\n: b\n",
    "a:\t1\n",
    "a: 1\r\n",
    "a: 'x\n  y'\n",
    "a: \"\\x41\"\n",
    "a: b: c\n",
    "a: 1\n b: 2\n",
    "word\n",
    "a: 1\n...\n",
    "%YAML 1.1\n---\na: 1\n",
    "a: |2\n   x\n",
    "a: |+\n  x\n\n",
    "--- a\n",
    "a: 'x' y\n",
    "a: 'x'#y\n",
    "\xFF: 1\n",
    "a: \xC2\x85\n",
    "a: \x01\n",
    "a: @x\n",
    "a: `x\n",
    "a\n b: 1\n",
    "a: 1\n- b\n",
    "- a\nb: 1\n",
    "a:\n - b\n- c\n",
    "a: x\n  y: z\n",
    "|\n x\n",
    "a: - x\n",
};

TEST(PlainYaml, TakesWhatRulesAreWrittenInAsLibyamlDoes) {
  for (const char* text : kPlain) EXPECT_EQ(Compare(text), 1U) << text;
}

TEST(PlainYaml, LeavesTheRestToLibyaml) {
  for (const char* text : kLeftToLibyaml) EXPECT_EQ(Compare(text), 0U) << text;
}

TEST(PlainYaml, PlacesCountInTheFile) {
  Arena arena;
  const std::string text = "x: 1\n---\n# c\na:\n  b\n";
  const auto documents = ReadYaml(text, arena), expected = ReadYamlByLibyaml(text, arena);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(Printed(documents[1]), Printed(expected[1]));
  EXPECT_EQ(documents[1].root->entries[0].value->line, 5U);
}

TEST(PlainYaml, DepthAndKeysHaveTheSameLimits) {
  std::string deep;
  for (std::size_t i = 0; i <= kMaxYamlDepth; ++i) deep += "- ";
  EXPECT_EQ(Compare(deep + "x\n"), 0U);
  EXPECT_EQ(Compare(deep.substr(2) + "x\n"), 1U);
  EXPECT_EQ(Compare(std::string(2000, 'k') + ": 1\n"), 0U);
}

// Any change of a plain text gives another one or something that must be refused.
TEST(PlainYaml, ChangedTextsAreRefusedOrAsLibyamlHasThem) {
  std::mt19937 random(7);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random()) % count; };
  constexpr std::string_view kBytes = " \n:-#'\"|>ax\t\\[&";
  std::size_t plain = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text = kPlain[pick(std::size(kPlain))];
    for (std::size_t changes = 1 + pick(3); changes > 0; --changes) {
      const std::size_t at = pick(text.size());
      const char byte = kBytes[pick(kBytes.size())];
      switch (pick(3)) {
        case 0: text[at] = byte; break;
        case 1: text.insert(at, 1, byte); break;
        default: text.erase(at, 1); break;
      }
      if (text.empty()) text = "a";
    }
    plain += Compare(text);
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(plain, 5'000U);  // or the test would look at nothing
}

TEST(PlainYaml, RulesOfTheCorpus) {
  const char* const set = std::getenv("NOROSHI_CORPUS");
  const std::string root = std::string(set == nullptr ? "../shared/corpus" : set) + "/rules";
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no rules in " << root;
  std::size_t files = 0, plain = 0, documents = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yml") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    ++files;
    documents += SplitYamlDocuments(text).size();
    plain += Compare(text);
  }
  EXPECT_GT(plain, documents * 99 / 100) << files << " files";
}

}  // namespace
}  // namespace noroshi
