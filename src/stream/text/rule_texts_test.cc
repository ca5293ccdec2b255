#include "stream/text/rule_texts.h"

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

TEST_F(RuleTextsTest, IsEscaped) {
  RuleTexts texts(rules);
  const RuleText& text = texts.For(0);
  EXPECT_TRUE(text.level_and_rule.starts_with(",\"level\":\"high\",\"rule\":{\"id\":\"rule-1\","));
  EXPECT_NE(text.level_and_rule.find(R"("title":"A \"title\"")"), std::string::npos);
  EXPECT_NE(text.level_and_rule.find(R"("path":"a\\b.yml"})"), std::string::npos);
  EXPECT_TRUE(text.attack.starts_with(R"(,"techniques":["T1078","T1003.001"],"tactics":[)"));
  EXPECT_EQ(text.row_rule, "Event Time,high,\"A \"\"title\"\"\",rule-1,");
  EXPECT_EQ(text.row_techniques, "T1078 T1003.001,");
}

TEST_F(RuleTextsTest, ARuleKeepsItsText) {
  RuleTexts texts(rules);
  const RuleText* const first = &texts.For(0);
  EXPECT_NE(&texts.For(1), first);
  EXPECT_EQ(&texts.For(0), first);
}

class ReasonTexts : public RuleTextsTest {
 protected:
  // The text of the first rule's last test.
  ReasonText TextOf(std::string selection, std::string field, std::string shown) {
    Rule rule = rules.rules[0];
    rule.selections = {std::move(selection)};
    noroshi::Test test;
    test.field = std::move(field);
    test.shown = std::move(shown);
    rule.tests.push_back(test);
    rules.rules.Replace(0, rule);
    RuleTexts texts(rules);
    const auto last = static_cast<std::uint32_t>(rule.tests.size() - 1);
    const ReasonText* text = texts.ForTest(0, last, texts.For(0));
    EXPECT_EQ(texts.ForTest(0, last + 1, texts.For(0)), nullptr);
    return text == nullptr ? ReasonText{} : *text;
  }
};

TEST_F(ReasonTexts, AreWhatStandsAroundTheValue) {
  const ReasonText text = TextOf("s\"el", "Tool", "|contains '\\'");
  EXPECT_EQ(text.before, R"({"selection":"s\"el","field":"Tool","value":")");
  EXPECT_EQ(text.behind, R"(","pattern":"|contains '\\'"})");
}

TEST_F(ReasonTexts, LongPatternsAreCut) {
  const ReasonText text = TextOf("s", "f", std::string(kMaxShownValueBytes + 10, 'p'));
  EXPECT_NE(text.behind.find("[+10 bytes]"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
