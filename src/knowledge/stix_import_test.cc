// Bundles, invented: what is taken, what is counted and left, and that hostile ones end well.
#include "knowledge/stix_import.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

std::string Object(const std::string& type, const std::string& id, const std::string& attack_id,
                   const std::string& more = "") {
  return R"({"type":")" + type + R"(","id":")" + id + R"(","name":"Name )" + attack_id +
         R"(","external_references":[{"source_name":"mitre-attack","external_id":")" + attack_id +
         R"("}])" + more + "}";
}
std::string Relation(const std::string& type, const std::string& from, const std::string& to,
                     const std::string& references = "", const std::string& more = "") {
  return R"({"type":"relationship","id":"r","relationship_type":")" + type + R"(","source_ref":")" +
         from + R"(","target_ref":")" + to + R"(","external_references":[)" + references + "]" +
         more + "}";
}
std::string Cites(const std::string& name, const std::string& url) {
  return R"({"source_name":")" + name + R"(","url":")" + url +
         R"(","description":"X. (2019, May 1). T. Retrieved 2021."})";
}
std::string Bundle(std::initializer_list<std::string> objects) {
  std::string text;
  for (const std::string& object : objects) text += (text.empty() ? "" : ",") + object;
  return R"({"type":"bundle","id":"b","objects":[)" + text + "]}";
}

TEST(StixImportTest, TakesEntitiesRelationsAndMoves) {
  std::string bundle = Bundle({
      Relation("uses", "i1", "a1",
               Cites("One", "https://e.org/x") + "," + Cites("Uno", "http://www.e.org/x/")),
      Object("intrusion-set", "i1", "G1", R"(,"aliases":["Name G1","Other|Name"])"),
      Object(
          "attack-pattern", "a1", "T1",
          R"(,"kill_chain_phases":[{"kill_chain_name":"mitre-attack","phase_name":"execution"}])"),
      Object("attack-pattern", "a2", "T2", R"(,"revoked":true)"),
      Object("malware", "m1", "S1", R"(,"x_mitre_deprecated":true)"),
      Object("campaign", "c1", "C1", R"(,"first_seen":"2019-03-01T00:00:00Z")"),
      Relation("revoked-by", "a2", "a1"),
      Relation("uses", "i1", "m1"),
      Relation("attributed-to", "c1", "i1"),
      Relation("subtechnique-of", "a1", "a2"),
      Relation("uses", "i1", "nobody"),
      R"({"type":"identity","id":"x"})",
  });
  KnowledgeBuilder builder;
  const Result<ImportCounts> counts = ImportStixBundle(bundle, builder);
  ASSERT_TRUE(counts.ok()) << counts.error().ToString();
  EXPECT_EQ(counts->objects, 12U);
  EXPECT_EQ(counts->entities, 3U);
  EXPECT_EQ(counts->relations, 2U);
  EXPECT_EQ(counts->withdrawn, 3U);  // T2, S1, and the use of S1
  EXPECT_EQ(counts->other, 2U);
  EXPECT_EQ(counts->not_understood, 1U);

  const Knowledge knowledge = builder.Build();
  EXPECT_EQ(knowledge.CurrentId("T2"), "T1");
  EXPECT_EQ(knowledge.entity(*knowledge.FindId("T1")).detail, "execution");
  EXPECT_EQ(knowledge.entity(*knowledge.FindId("C1")).first_seen, "2019-03-01");
  EXPECT_EQ(knowledge.FindName("other name").size(), 1U);  // '|' is the table's own sign
  const auto uses = knowledge.From(*knowledge.FindId("G1"));
  ASSERT_EQ(uses.size(), 1U);
  ASSERT_EQ(uses[0].reports.size(), 1U);  // one text under two names
  EXPECT_EQ(knowledge.report(uses[0].reports[0]).names.size(), 2U);
  EXPECT_EQ(knowledge.report(uses[0].reports[0]).year, 2019);
}

TEST(StixImportTest, ObjectsOfTheWrongFormAreCounted) {
  std::string bundle = Bundle({R"({"type":"intrusion-set","id":5})", R"("text")", "[]", "null",
                               R"({"type":"intrusion-set","id":"i","name":"n"})",
                               R"({"type":"relationship"})", Object("intrusion-set", "i1", "G1")});
  KnowledgeBuilder builder;
  const Result<ImportCounts> counts = ImportStixBundle(bundle, builder);
  ASSERT_TRUE(counts.ok()) << counts.error().ToString();
  EXPECT_EQ(counts->entities, 1U);
  EXPECT_EQ(counts->not_understood, 6U);
}

TEST(StixImportTest, OtherTextIsNoBundle) {
  const std::string deep(100'000, '[');
  for (const std::string& text :
       {std::string(), std::string("no JSON"), std::string("[]"), std::string(R"({"objects":5})"),
        std::string(R"({"objects":[{"type":)"), R"({"objects":[{"aliases":)" + deep}) {
    std::string bundle = text;
    KnowledgeBuilder builder;
    EXPECT_FALSE(ImportStixBundle(bundle, builder).ok()) << text.substr(0, 40);
  }
}

TEST(StixImportTest, EveryCutOfABundleEndsInAnAnswer) {
  const std::string whole = Bundle({Object("intrusion-set", "i1", "G1", R"(,"aliases":["A"])"),
                                    Relation("uses", "i1", "i1", Cites("One", "https://e.org/x"))});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string cut = whole.substr(0, size);
    KnowledgeBuilder builder;
    const Result<ImportCounts> counts = ImportStixBundle(cut, builder);
    EXPECT_FALSE(counts.ok()) << size;
  }
}

TEST(StixImportTest, NamesWithoutTextAreNoNames) {
  std::string bundle = Bundle({Object("intrusion-set", "i1", "G1", R"(,"aliases":["","A"])"),
                               Relation("uses", "i1", "i1", Cites("", "https://e.org/x"))});
  KnowledgeBuilder builder;
  ASSERT_TRUE(ImportStixBundle(bundle, builder).ok());
  const Knowledge knowledge = builder.Build();
  EXPECT_EQ(knowledge.entities()[0].aliases.size(), 1U);
  ASSERT_EQ(knowledge.relations().size(), 1U);
  EXPECT_TRUE(knowledge.relations()[0].reports.empty());
  EXPECT_TRUE(knowledge.reports().empty());
}

TEST(StixImportTest, LongNamesAreCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "鶴";
  std::string bundle =
      Bundle({Object("intrusion-set", "i1", "G1", R"(,"aliases":[")" + name + R"("])")});
  KnowledgeBuilder builder;
  ASSERT_TRUE(ImportStixBundle(bundle, builder).ok());
  const Knowledge knowledge = builder.Build();
  EXPECT_EQ(knowledge.entities()[0].aliases.at(0).name.size(), kMostNameBytes / 3 * 3);
}

}  // namespace
}  // namespace noroshi
