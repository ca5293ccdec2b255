// The shipped tables: that they can be read, and that names are merged and kept apart as the public
// reports have them.
#include "knowledge/shipped.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace noroshi {
namespace {

bool Related(std::string_view from, RelationKind kind, std::string_view to) {
  const Knowledge& k = ShippedKnowledge();
  const auto relations = k.From(*k.FindId(from));
  return std::any_of(relations.begin(), relations.end(),
                     [&](const Relation& r) { return r.kind == kind && k.entity(r.to).id == to; });
}

struct NameCase {
  std::string_view name, id;
};
constexpr NameCase kNames[] = {
    {"apt10", "G0045"},
    {"Stone-Panda", "G0045"},
    {"Tick", "G0060"},
    {"ティック", "G0060"},
    {"CloudDragon", "G0094"},
    {"ダークホテル", "G0012"},
    {"Earth Kasha", "G1054"},
    {"DES_Loader", "S0624"},
    {"siglooader", ""},
    {"SigLoader", "S0624"},
    {"DelfsCake", "S0627"},
    {"GreetCake", "S0626"},
    {"DILLJUICE stage2", "S0628"},
    {"xRAT", "S0262"},
    {"A41APT", "X-A41APT"},
    {"earth tengshe", "X-A41APT"},
    {"YamaBot", "X-KAOS"},
    {"BRONZE STARLIGHT", "G1021"},
};

TEST(ShippedKnowledgeTest, NamesOfTheReportLeadToOneThing) {
  const Knowledge& knowledge = ShippedKnowledge();
  ASSERT_GT(knowledge.entities().size(), 1700U);
  for (const NameCase& c : kNames) {
    const auto found = knowledge.FindName(c.name);
    ASSERT_EQ(found.size(), c.id.empty() ? 0U : 1U) << c.name;
    if (!c.id.empty()) {
      EXPECT_EQ(knowledge.entity(found.front()).id, c.id) << c.name;
    }
  }
}

TEST(ShippedKnowledgeTest, WhatIsNotTheSameIsKeptApart) {
  EXPECT_EQ(ShippedKnowledge().FindName("HEAVYPOT").size(), 2U);  // a name that decides nothing
  EXPECT_TRUE(Related("S0627", RelationKind::kApart, "S0626"));
  EXPECT_TRUE(Related("S0624", RelationKind::kApart, "S1097"));
  EXPECT_TRUE(Related("G1054", RelationKind::kApart, "X-A41APT"));
  EXPECT_TRUE(Related("G0044", RelationKind::kApart, "G0096"));
  EXPECT_TRUE(Related("X-DARKSEOUL", RelationKind::kApart, "G0032"));
  EXPECT_TRUE(Related("X-A41APT", RelationKind::kAttributedTo, "G0045"));
}

TEST(ShippedKnowledgeTest, EveryStatementHasBothLanguagesAndASource) {
  for (const Entity& entity : ShippedKnowledge().entities()) {
    for (const Fact& fact : entity.facts) {
      EXPECT_FALSE(fact.english.empty() || fact.japanese.empty() || fact.source.empty())
          << entity.id << ' ' << fact.english;
    }
  }
}

// Has kana or kanji.
bool HasJapanese(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

TEST(ShippedKnowledgeTest, EveryMitigationHasItsOwnJapaneseName) {
  std::set<std::string> names;
  for (const Entity& entity : ShippedKnowledge().entities()) {
    if (entity.kind != ObjectKind::kMitigation) continue;
    EXPECT_TRUE(HasJapanese(entity.japanese_name)) << entity.id;
    EXPECT_TRUE(names.insert(entity.japanese_name).second) << entity.japanese_name;
  }
  EXPECT_EQ(names.size(), 44U);
  const auto found = ShippedKnowledge().FindName("多要素認証");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(ShippedKnowledge().entity(found.front()).id, "M1032");
}

TEST(ShippedKnowledgeTest, IdsOfBothVersionsMeet) {
  const Knowledge& knowledge = ShippedKnowledge();
  EXPECT_EQ(knowledge.CurrentId("T1562.001"), "T1685");
  EXPECT_EQ(knowledge.CurrentId("T1070.001"), "T1685.005");
  EXPECT_EQ(knowledge.CurrentId("T1574.002"), "T1574.001");
  for (const auto& [from, to] : knowledge.moves()) {
    const std::string_view now = knowledge.CurrentId(from);
    EXPECT_EQ(knowledge.CurrentId(now), now) << from;  // no circles
    if (from.starts_with("T1562")) {
      EXPECT_TRUE(knowledge.FindId(now)) << from;
    }
  }
}

TEST(ShippedKnowledgeTest, NoRowLeadsNowhere) {
  EXPECT_FALSE(KnowledgeWith("no table").ok());
  const Result<Knowledge> alone = KnowledgeWith("noroshi-knowledge\t1\n");
  ASSERT_TRUE(alone.ok());
  EXPECT_LT(alone->relations().size(), ShippedKnowledge().relations().size());
}

}  // namespace
}  // namespace noroshi
