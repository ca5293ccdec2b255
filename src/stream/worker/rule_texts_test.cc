#include "stream/worker/rule_texts.h"

#include <gtest/gtest.h>

#include "stream/testing/fake_evidence.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

class RuleTextsTest : public testing::Test {
 protected:
  RuleTextsTest() {
    Rule first = FakeRule("rule-1", Level::kHigh, "word");
    first.title = "A \"title\"";
    first.path = "a\\b.yml";
    first.techniques = {"T1078", "T1003.001"};
    rules.rules = {first, FakeRule("rule-2", Level::kLow, "b")};
  }

  RuleSet rules;
};

TEST_F(RuleTextsTest, IsEscapedJson) {
  const RuleOrder order(rules.rules);
  RuleTexts texts(rules, order);
  const RuleText& text = texts.For(RuleIndex{0});
  EXPECT_TRUE(text.level_and_rule.starts_with("\"level\":\"high\",\"rule\":{\"id\":\"rule-1\","));
  EXPECT_NE(text.level_and_rule.find(R"("title":"A \"title\"")"), std::string::npos);
  EXPECT_NE(text.level_and_rule.find(R"("path":"a\\b.yml"})"), std::string::npos);
  EXPECT_TRUE(text.attack.starts_with(R"("techniques":["T1078","T1003.001"],"tactics":[)"));
  EXPECT_EQ(text.techniques, "T1078 T1003.001");
}

TEST_F(RuleTextsTest, ARuleKeepsItsTextAndHasItsOwnSeeds) {
  const RuleOrder order(rules.rules);
  RuleTexts texts(rules, order);
  const RuleText* const first = &texts.For(RuleIndex{0});
  EXPECT_NE(texts.For(RuleIndex{1}).id_seeds[0], first->id_seeds[0]);
  EXPECT_NE(first->id_seeds[0], first->id_seeds[1]);
  EXPECT_EQ(&texts.For(RuleIndex{0}), first);
}

TEST_F(RuleTextsTest, AReasonIsMadeOnceForEachTest) {
  RuleText rule{};
  const Reason seventh{"s\"el", "Tool", "value", "|contains '\\'", 7};
  EXPECT_EQ(RuleTexts::ForReason(seventh, rule).before,
            R"({"selection":"s\"el","field":"Tool","value":")");
  EXPECT_EQ(RuleTexts::ForReason(seventh, rule).behind, R"(","pattern":"|contains '\\'"})");
  const Reason second{"", "", "other", "'x'", 2};
  EXPECT_EQ(RuleTexts::ForReason(second, rule).before, R"({"selection":"","field":"","value":")");
  EXPECT_EQ(RuleTexts::ForReason(seventh, rule).behind, R"(","pattern":"|contains '\\'"})");
}

TEST_F(RuleTextsTest, LongPatternsAreCut) {
  RuleText rule{};
  const std::string pattern(kMaxShownValueBytes + 10, 'p');
  const std::string behind = RuleTexts::ForReason({"s", "f", "v", pattern, 0}, rule).behind;
  EXPECT_NE(behind.find("[+10 bytes]"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
