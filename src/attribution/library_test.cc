#include "attribution/library.h"

#include <gtest/gtest.h>

#include "attribution/library_index.h"
#include "attribution/testing/small_knowledge.h"

namespace noroshi {
namespace {

TEST(AttributionLibrary, HoldsWhatSetsUse) {
  const AttributionLibrary library(SmallKnowledge());
  ASSERT_EQ(library.sets().size(), 3U);  // G4 uses nothing
  EXPECT_EQ(library.sets()[0].name, "Paper Bird");
  EXPECT_EQ(library.sets()[0].techniques.size(), 3U);
  EXPECT_EQ(library.technique_users(*library.FindTechnique("T1")), 3U);
  EXPECT_EQ(library.technique_users(*library.FindTechnique("T6")), 0U);  // a campaign's
  ASSERT_EQ(library.campaigns().size(), 1U);
  EXPECT_EQ(library.campaigns()[0].sets, std::vector<std::uint32_t>{0});
}

TEST(AttributionLibrary, FindsOldIdsAndEverySpelling) {
  const AttributionLibrary library(SmallKnowledge());
  EXPECT_EQ(library.FindTechnique("T9"), library.FindTechnique("T1"));
  EXPECT_EQ(library.FindTechnique("T8"), library.FindTechnique("T1"));
  EXPECT_FALSE(library.FindTechnique("T7777"));
  EXPECT_EQ(library.FindSoftware("c-rane"), std::vector<SoftwareNumber>{0});
  EXPECT_TRUE(library.FindSoftware("").empty());
  EXPECT_EQ(library.FindSets("ORIGAMI"), std::vector<std::uint32_t>{0});
  EXPECT_EQ(library.FindSets("migration"), std::vector<std::uint32_t>{0});  // a campaign of it
}

TEST(AttributionLibrary, WithheldThingsAreNotThere) {
  Withheld withheld;
  withheld.uses.insert({"G1", "T2"});
  withheld.sets.insert("G2");
  withheld.campaigns.insert("C1");
  withheld.reports.insert("B");
  const AttributionLibrary library(SmallKnowledge(), withheld);
  ASSERT_EQ(library.sets().size(), 2U);
  EXPECT_FALSE(library.FindSet("G2"));
  EXPECT_EQ(library.all_sets(), 3U);  // as before: rarity must not tell that one is gone
  EXPECT_TRUE(library.campaigns().empty());
  const LibrarySet& first = library.sets()[0];
  ASSERT_EQ(first.techniques.size(), 2U);
  EXPECT_EQ(library.techniques()[first.techniques[0].item].id, "T1");
  EXPECT_EQ(first.techniques[0].reports.size(), 1U);  // A is left
  EXPECT_TRUE(first.techniques[1].reports.empty());   // T3.001 rested on B
}

TEST(LibraryIndex, KnowsEveryWayOfUse) {
  const AttributionLibrary library(SmallKnowledge());
  const LibraryIndex index(library);
  const auto cell = [&](std::size_t set, const char* id) {
    return index.cell(set, *library.FindTechnique(id));
  };
  EXPECT_TRUE(cell(0, "T2").uses);
  EXPECT_TRUE(cell(0, "T3").uses_family);
  EXPECT_FALSE(cell(0, "T3").uses);
  EXPECT_TRUE(cell(0, "T6").by_software);
  EXPECT_TRUE(cell(0, "T6").in_campaign);
  EXPECT_FALSE(cell(1, "T6").in_campaign);
  EXPECT_EQ(cell(0, "T1").reports, 2);
  ASSERT_EQ(index.set(0).reports.size(), 2U);
  EXPECT_EQ(index.set(0).reports[0].software.size(), 1U);
  EXPECT_GT(index.rarity(*library.FindTechnique("T2")), index.rarity(*library.FindTechnique("T1")));
}

}  // namespace
}  // namespace noroshi
