#include "rules/rule_list.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "rules/packed/pack_writer.h"
#include "rules/packed/rule_fields.h"
#include "rules/testing/full_rule.h"

namespace noroshi {
namespace {

using testing::FullRule;

Rule Named(std::string path, std::uint32_t document, std::string id) {
  Rule rule = FullRule();
  rule.path = std::move(path);
  rule.document = document;
  rule.id = std::move(id);
  return rule;
}

std::vector<std::string> Ids(const RuleList& list) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < list.size(); ++i) ids.emplace_back(list.head(i).id);
  return ids;
}

TEST(RuleList, GivesBackEveryMember) {
  const Rule rule = FullRule();
  const Rule plain;
  // A member that FullRule() forgot to set would prove nothing.
  const auto& [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18,
               a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31] = rule;
  const auto& [b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18,
               b19, b20, b21, b22, b23, b24, b25, b26, b27, b28, b29, b30, b31] = plain;
  EXPECT_FALSE(a0 == b0 || a1 == b1 || a2 == b2 || a3 == b3 || a4 == b4 || a5 == b5 || a6 == b6);
  EXPECT_FALSE(a7 == b7 || a8 == b8 || a9 == b9 || a10 == b10 || a11 == b11 || a12 == b12);
  EXPECT_FALSE(a13 == b13 || a14 == b14 || a15 == b15 || a16 == b16 || a17 == b17 || a18 == b18);
  EXPECT_FALSE(a19 == b19 || a20 == b20 || a21 == b21 || a22 == b22 || a23 == b23 || a24 == b24);
  EXPECT_FALSE(a25 == b25 || a26 == b26 || a27 == b27 || a28 == b28 || a29 == b29 || a30 == b30);
  EXPECT_FALSE(a31 == b31);

  ASSERT_TRUE(IsWellFormed(rule));
  const RuleList list = {rule, plain};
  EXPECT_TRUE(list[0] == rule);
  EXPECT_TRUE(list[1] == plain);
  EXPECT_TRUE(list.Unpack(0) == rule);
  EXPECT_EQ(&list[0], &list[0]) << "unpacked once";
}

TEST(RuleList, FirstPartIsWhatDecidesMatches) {
  const Rule rule = FullRule();
  const Rule part = RuleList{rule}.Unpack(0, PackExtent::kFirstPart);
  EXPECT_TRUE(part.gate == rule.gate);
  EXPECT_TRUE(part.tests == rule.tests);
  EXPECT_TRUE(part.condition == rule.condition);
  EXPECT_EQ(part.channel_matches_either, rule.channel_matches_either);
  EXPECT_EQ(part.id, rule.id);
  EXPECT_EQ(part.path, rule.path);
  EXPECT_TRUE(part.description.empty());
}

TEST(RuleList, HeadsNeedNoUnpacking) {
  const Rule rule = FullRule();
  const RuleList list = {rule};
  const RuleHead& head = list.head(0);
  EXPECT_EQ(head.id, rule.id);
  EXPECT_EQ(head.name, rule.name);
  EXPECT_EQ(head.path, rule.path);
  EXPECT_EQ(head.document, rule.document);
  EXPECT_EQ(head.source, rule.source);
  EXPECT_EQ(head.status, rule.status);
  EXPECT_EQ(head.level, rule.level);
  EXPECT_EQ(head.content_hash, rule.content_hash);
}

TEST(RuleList, ChangesShowInRules) {
  RuleList list = {FullRule()};
  EXPECT_EQ(list[0].path, "folder/rule.yml");  // unpacked before it changes
  list.SetPath(0, "other.yml");
  list.SetLevel(0, Level::kLow);
  Rule wanted = FullRule();
  wanted.path = "other.yml";
  wanted.level = Level::kLow;
  EXPECT_TRUE(list[0] == wanted);
  wanted.title = "new";
  list.Replace(0, wanted);
  EXPECT_EQ(list[0].title, "new");
}

TEST(RuleList, SortsJoinsAndDrops) {
  RuleList list = {Named("b", 0, "3"), Named("a", 1, "2")};
  RuleList more = {Named("a", 0, "1"), Named("b", 0, "4")};
  const Rule& kept = more[1];
  list.Append(std::move(more));
  EXPECT_EQ(Ids(list), (std::vector<std::string>{"3", "2", "1", "4"}));
  list.Sort();
  EXPECT_EQ(Ids(list), (std::vector<std::string>{"1", "2", "3", "4"}));  // 3 before 4: stable
  EXPECT_EQ(&list[3], &kept) << "moving a list keeps its rules";
  list.KeepOnly({false, true, false, true});
  EXPECT_EQ(Ids(list), (std::vector<std::string>{"2", "4"}));
  EXPECT_EQ(list[1].id, "4");
  list.push_back(Named("c", 0, "5"));
  std::vector<std::string> walked;
  for (const Rule& rule : list) walked.push_back(rule.id);
  EXPECT_EQ(walked, (std::vector<std::string>{"2", "4", "5"}));
}

TEST(RuleList, CopiesAreApart) {
  RuleList list = {FullRule()};
  RuleList copy = list;
  copy.SetLevel(0, Level::kLow);
  EXPECT_EQ(list[0].level, Level::kCritical);
  EXPECT_EQ(copy[0].level, Level::kLow);
  EXPECT_EQ(copy[0].tests.size(), list[0].tests.size());
}

TEST(RuleList, ManyThreadsGetTheSameRule) {
  const RuleList list = {FullRule(), FullRule(), FullRule()};
  std::vector<const Rule*> seen(4);
  {
    std::vector<std::jthread> threads;
    for (auto& rule : seen) threads.emplace_back([&list, &rule] { rule = &list[1]; });
  }
  for (const Rule* rule : seen) EXPECT_EQ(rule, seen[0]);
  EXPECT_TRUE(*seen[0] == FullRule());
}

// Any bytes at all: cut, changed, random. Nothing may be read outside, nothing grow without bound.
TEST(PackReader, SurvivesAnyBytes) {
  std::string good;
  PackWriter writer(good);
  const Rule full = FullRule();
  Fields(writer, full);
  for (std::size_t size = 0; size < good.size(); ++size) {
    PackReader reader(std::string_view(good).substr(0, size));
    Rule rule;
    Fields(reader, rule);
    EXPECT_FALSE(reader.ok()) << size;
  }
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    for (int change = 0; change < 3; ++change) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    PackReader reader(bytes);
    Rule rule;
    Fields(reader, rule);
    if (reader.ok()) (void)IsWellFormed(rule);
  }
}

TEST(PackReader, RefusesWhatIsNoValue) {
  struct Case {
    std::string bytes;
    const char* why;
  };
  const Case cases[] = {
      {"\x02", "a bool is 0 or 1"},
      {std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"), "an integer of over 64 bits"},
      {"", "nothing"},
  };
  for (const Case& c : cases) {
    bool value = false;
    PackReader reader(c.bytes);
    reader(value);
    EXPECT_FALSE(reader.ok()) << c.why;
  }
  RuleStatus status{};
  PackReader reader("\x06");
  reader(status);
  EXPECT_FALSE(reader.ok()) << "one behind the last status";
}

TEST(IsWellFormed, RefusesBadIndexes) {
  using Kind = ExprNode::Kind;
  const std::vector<ExprNode> bad[] = {
      {{Kind::kTest, 0, {}}},                           // no such test
      {{Kind::kNot, 0, {}}},                            // needs a child
      {{Kind::kTrue, 0, {}}, {Kind::kNot, 0, {0, 0}}},  // has too many
      {{Kind::kAnd, 0, {0}}},                           // itself
      {{Kind::kOr, 0, {1}}, {Kind::kTrue, 0, {}}},      // one behind it
      {{Kind::kTrue, 0, {}}, {Kind::kFalse, 0, {0}}},   // a leaf with a child
      {{Kind::kTrue, 0, {}}, {Kind::kAnd, 0, {}}},      // no child
  };
  for (const auto& condition : bad) {
    Rule rule;
    rule.condition = condition;
    EXPECT_FALSE(IsWellFormed(rule));
    EXPECT_TRUE((RuleList{rule}[0].condition.empty())) << "reads as a rule that matches nothing";
  }
}

}  // namespace
}  // namespace noroshi
