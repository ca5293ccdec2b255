#include "cli/text/knowledge_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>
#include <vector>

#include "knowledge/shipped.h"

namespace noroshi {
namespace {

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<EntityIndex> Groups() {
  std::vector<EntityIndex> groups;
  const auto entities = ShippedKnowledge().entities();
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (entities[i].kind == ObjectKind::kIntrusionSet) {
      groups.push_back(static_cast<EntityIndex>(i));
    }
  }
  return groups;
}

TEST(GroupsText, ALineForEachGroup) {
  const auto lines = LinesOf(GroupsText(ShippedKnowledge(), Language::kEnglish));
  ASSERT_EQ(lines.size(), Groups().size());
  for (const std::string& line : lines) {
    EXPECT_NE(line.find(" techniques, "), std::string::npos) << line;
  }
}

TEST(GroupsText, CountsAreJapaneseInJapanese) {
  for (const std::string& line : LinesOf(GroupsText(ShippedKnowledge(), Language::kJapanese))) {
    EXPECT_NE(line.find("(技術"), std::string::npos) << line;
    EXPECT_NE(line.find("件、ソフトウェア"), std::string::npos) << line;
  }
}

TEST(GroupsJson, ALineForEachGroup) {
  const auto lines = LinesOf(GroupsJson(ShippedKnowledge()));
  ASSERT_EQ(lines.size(), Groups().size());
  for (const std::string& line : lines) {
    rapidjson::Document json;
    json.Parse<rapidjson::kParseValidateEncodingFlag>(line.c_str());
    ASSERT_FALSE(json.HasParseError()) << line;
    EXPECT_TRUE(json["id"].IsString());
  }
}

// The number in a heading is that of what there is, not that of the lines below it.
TEST(EntityText, CutSourcesAreCountedInTheHeading) {
  std::size_t cut = 0;
  for (const EntityIndex group : Groups()) {
    const auto lines = LinesOf(EntityText(ShippedKnowledge(), group, Language::kEnglish));
    std::size_t at = 0;
    while (at < lines.size() && !lines[at].starts_with("sources (")) ++at;
    if (at == lines.size() || !lines.back().starts_with("  ... +")) continue;
    const std::size_t shown = lines.size() - at - 2;
    const std::size_t rest = std::stoul(lines.back().substr(7));
    EXPECT_EQ(lines[at], "sources (" + std::to_string(shown + rest) + "):");
    ++cut;
  }
  EXPECT_GT(cut, 0U);  // the shipped knowledge has such groups
}

TEST(EntityText, EveryGroupHasItsNameInBothLanguages) {
  const Knowledge& knowledge = ShippedKnowledge();
  for (const EntityIndex group : Groups()) {
    for (const Language language : {Language::kEnglish, Language::kJapanese}) {
      const std::string text = EntityText(knowledge, group, language);
      EXPECT_NE(text.find(knowledge.entity(group).id), std::string::npos);
      EXPECT_EQ(text.find('\x1b'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace noroshi
