#include "cli/text/explanation_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

namespace noroshi {
namespace {

// sel and not filter, where sel held and filter too: so no match.
struct Example {
  Rule rule;
  Explanation explanation;

  Example() {
    rule.id = "id-1";
    rule.title = "A rule";
    rule.selections = {"sel", "filter"};
    noroshi::Test image, user;
    image.field = "Image";
    image.shown = "|endswith '\\cmd.exe'";
    user.field = "User";
    user.shown = "'anna'";
    user.selection = 1;
    rule.tests = {image, user};
    rule.condition = {{ExprNode::Kind::kTest, 0, {}},
                      {ExprNode::Kind::kTest, 1, {}},
                      {ExprNode::Kind::kNot, 0, {1}},
                      {ExprNode::Kind::kAnd, 0, {0, 2}}};
    explanation.gate_held = true;
    explanation.gate_reason = "sysmon/1";
    explanation.tests = {{0, true, true, {"C:\\cmd.exe\x1b[31m"}}, {1, true, true, {"anna"}}};
    explanation.nodes = {true, true, false, false};
  }
};

TEST(ExplanationText, ReadsLikeTheRule) {
  const Example example;
  EXPECT_EQ(ExplanationText(example.rule, example.explanation, Terminal{}),
            "The rule does not match this record.\n"
            "  A rule  (id-1)\n"
            "\n  log source\n"
            "    held    sysmon/1\n"
            "\n  sel\n"
            "    held    Image|endswith '\\cmd.exe'\n"
            "            value 'C:\\cmd.exe\\x1b[31m'\n"
            "\n  filter\n"
            "    held    User 'anna'\n"
            "            value 'anna'\n"
            "\n  condition\n"
            "    failed  all of\n"
            "      held    sel: Image|endswith '\\cmd.exe'\n"
            "      failed  not\n"
            "        held    filter: User 'anna'\n");
}

TEST(ExplanationText, MissingFieldsAreCalledMissing) {
  Example example;
  example.explanation.tests[1] = {1, false, false, {}};
  EXPECT_NE(ExplanationText(example.rule, example.explanation, Terminal{})
                .find("the record has no such field"),
            std::string::npos);
}

TEST(ExplanationText, JsonHoldsTheSame) {
  const Example example;
  rapidjson::Document document;
  document.Parse(ExplanationJson(example.rule, example.explanation).c_str());
  ASSERT_FALSE(document.HasParseError());
  EXPECT_FALSE(document["matched"].GetBool());
  EXPECT_STREQ(document["tests"][1]["selection"].GetString(), "filter");
  EXPECT_STREQ(document["tests"][0]["values"][0].GetString(), "C:\\cmd.exe\x1b[31m");
  EXPECT_EQ(document["nodes"].Size(), 4U);
}

}  // namespace
}  // namespace noroshi
