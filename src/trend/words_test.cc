#include "trend/words.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Words, GivesTheOneOfTheLanguage) {
  const Words words{"attack", "攻撃"};
  EXPECT_EQ(words.In(ReportLanguage::kEnglish), "attack");
  EXPECT_EQ(words.In(ReportLanguage::kJapanese), "攻撃");
  EXPECT_FALSE(words.empty());
  EXPECT_TRUE(Words{}.empty());
}

TEST(JoinList, JoinsAsTheLanguageDoes) {
  EXPECT_EQ(JoinList({"a", "b", "c"}, ReportLanguage::kEnglish), "a, b, c");
  EXPECT_EQ(JoinList({"a", "b", "c"}, ReportLanguage::kJapanese), "a、b、c");
  EXPECT_EQ(JoinList({"a"}, ReportLanguage::kJapanese), "a");
  EXPECT_EQ(JoinList({}, ReportLanguage::kEnglish), "");
}

}  // namespace
}  // namespace noroshi
