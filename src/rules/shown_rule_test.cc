#include "rules/shown_rule.h"

#include <gtest/gtest.h>

#include "rules/rule_list.h"
#include "rules/testing/full_rule.h"

namespace noroshi {
namespace {

using testing::FullRule;

void ExpectShows(const ShownRule& shown, const Rule& rule) {
  EXPECT_EQ(shown.id, rule.id);
  EXPECT_EQ(shown.title, rule.title);
  EXPECT_EQ(shown.path, rule.path);
  EXPECT_EQ(shown.source, rule.source);
  EXPECT_EQ(shown.level, rule.level);
  EXPECT_EQ(shown.fields, rule.fields);
  EXPECT_EQ(shown.techniques, rule.techniques);
  EXPECT_EQ(shown.tactics, rule.tactics);
  EXPECT_EQ(shown.selections, rule.selections);
  EXPECT_EQ(shown.condition, rule.condition);
  ASSERT_EQ(shown.tests.size(), rule.tests.size());
  for (std::size_t i = 0; i < rule.tests.size(); ++i) {
    EXPECT_EQ(shown.tests[i].field, rule.tests[i].field) << i;
    EXPECT_EQ(shown.tests[i].other_field, rule.tests[i].other_field) << i;
    EXPECT_EQ(shown.tests[i].shown, rule.tests[i].shown) << i;
    EXPECT_EQ(shown.tests[i].selection, rule.tests[i].selection) << i;
    EXPECT_EQ(shown.tests[i].line, rule.tests[i].line) << i;
    EXPECT_EQ(shown.tests[i].column, rule.tests[i].column) << i;
  }
}

TEST(ShownRule, SaysWhatTheRuleSays) {
  Rule rule = FullRule();
  noroshi::Test image;
  image.field = "Image";
  image.shown = "|endswith 'a'";
  rule.tests.insert(rule.tests.begin(), {image, image});
  ExpectShows(ShownRule(rule), rule);
  ExpectShows(ShownRule(Rule()), Rule());
}

TEST(ShownRule, OfAListIsMadeOnceAndAsTheHeadHasIt) {
  RuleList list = {FullRule(), FullRule()};
  list.SetLevel(1, Level::kLow);
  const ShownRule& shown = list.Shown(1);
  EXPECT_EQ(&shown, &list.Shown(1));
  Rule expected = FullRule();
  expected.level = Level::kLow;
  ExpectShows(shown, expected);
  list.SetPath(1, "else.yml");
  EXPECT_EQ(list.Shown(1).path, "else.yml");
}

}  // namespace
}  // namespace noroshi
