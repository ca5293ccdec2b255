#include "knowledge/name_key.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct SpellingCase {
  std::string_view name, key;
};
constexpr SpellingCase kSpellings[] = {
    {"APT 10", "apt10"},
    {"apt-10", "apt10"},
    {"ＡＰＴ１０", "apt10"},  // full-width, as Japanese keyboards give it
    {"BRONZE_BUTLER", "bronzebutler"},
    {"TEMP.Tick", "temptick"},
    {"ダーク・ホテル", "ダークホテル"},      // the middle dot separates
    {"ストーン　パンダ", "ストーンパンダ"},  // ideographic space
    {"Winnti", "winnti"},
    {"\xFF\xFE", "\xFF\xFE"},  // no UTF-8: stands for itself
    {"", ""},
};

TEST(NameKeyTest, SpellingsOfOneNameMeet) {
  for (const SpellingCase& c : kSpellings) EXPECT_EQ(NameKey(c.name), c.key) << c.name;
}

TEST(NameKeyTest, DifferentNamesStayApart) { EXPECT_NE(NameKey("Winnti"), NameKey("Winti")); }

}  // namespace
}  // namespace noroshi
