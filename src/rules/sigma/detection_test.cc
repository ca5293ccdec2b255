// Detection sections: what selections and conditions become (chapters 4 and 7).
#include <gtest/gtest.h>

#include <span>

#include "rules/testing/rule_printer.h"
#include "rules/testing/rule_text.h"

namespace noroshi::testing {
namespace {

struct Case {
  const char* detection;
  const char* lowered;
};

void Check(std::span<const Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(Lowered(c.detection), c.lowered) << c.detection;
}

TEST(Detection, SelectionsS4_1ToS4_5) {
  constexpr Case kCases[] = {
      {"s: {A: 1, B: 2}\ncondition: s", "and(A=1, B=2)"},
      {"s: {A: [1, 2]}\ncondition: s", "or(A=1, A=2)"},
      {"s: [{A: 1, B: 2}, {C: 3}]\ncondition: s", "or(and(A=1, B=2), C=3)"},
      {"s: [x, 'y*z']\ncondition: s", "or(=*x*, =*y*z*)"},  // keywords
      {"s: [x, {A: 1}]\ncondition: s", "or(=*x*, A=1)"},    // mixed
      {"s: x\ncondition: s", "=*x*"},                       // S-4.11
      {"s: [200]\ncondition: s", "=*200*"},                 // S-4.6
      {"s: {'|all': [x, y]}\ncondition: s", "and(=*x*, =*y*)"},
      {"s: {A: [[1, 2], 3]}\ncondition: s", "or(A=1, A=2, A=3)"},  // S-4.12
      {"s: [[{A: 1}], [x]]\ncondition: s", "or(A=1, =*x*)"},
      {"s: {A|contains: x, A|endswith: y}\ncondition: s", "and(A=*x*, A=*y)"},
      {"s: {'id.orig_h': 1, 'c-uri': 2, '': x}\ncondition: s",
       "and(id.orig_h=1, c-uri=2, =*x*)"},  // S-1.6
  };
  Check(kCases);
}

TEST(Detection, ValuesS4_7S4_8) {
  constexpr Case kCases[] = {
      {"s: {A: 00000429}\ncondition: s", "A=00000429"},
      {"s: {A: true}\ncondition: s", "A=true"},
      {"s: {A: no}\ncondition: s", "A=no"},
      {"s: {A: null}\ncondition: s", "A null"},
      {"s: {A: }\ncondition: s", "A null"},
      {"s: {A: 'null'}\ncondition: s", "A=null"},
      {"s: {A: ''}\ncondition: s", "A="},
      {"s: {A: [null, '']}\ncondition: s", "or(A null, A=)"},  // S-4.10
      {"s: {A: '*'}\ncondition: s", "A=*"},                    // S-5.4
      {"s: {A: []}\ncondition: s", "A null"},
      {"s: {A: {B: 1}}\ncondition: s", "S033 a mapping cannot be a value"},
      {"s: [null]\ncondition: s", "S032 a keyword cannot be null"},
      {"s:\ncondition: s", "S032 a keyword cannot be null"},
      {"s: {}\ncondition: s", "S031 an empty selection matches nothing"},
      {"s: []\ncondition: s", "S031 selection 's' is an empty list"},
  };
  Check(kCases);
  EXPECT_EQ(Codes(LoadDetection("s: {A: []}\ncondition: s")), "S034");
}

TEST(Detection, ConditionForms) {
  constexpr Case kCases[] = {
      {"a: {A: 1}\nb: {B: 1}\ncondition: a and not b", "and(A=1, not(B=1))"},
      {"a: {A: 1}\nb: {B: 1}\nc: {C: 1}\ncondition: a or b and not c",
       "or(A=1, and(B=1, not(C=1)))"},
      {"a_1: {A: 1}\na_2: {A: 2}\ncondition: 1 of a_*", "or(A=1, A=2)"},
      {"a_1: {A: 1}\na_2: {A: 2}\ncondition: all of a_*", "and(A=1, A=2)"},
      {"a_1: {A: 1}\ncondition: 1 of a_*", "A=1"},               // S-7.5
      {"a: {A: 1}\n_b: {B: 1}\ncondition: all of them", "A=1"},  // S-7.4
      {"a: {A: 1}\n_b: {B: 1}\ncondition: a and 1 of _*", "and(A=1, B=1)"},
      {"a: {A: 1}\ntimeframe: 5m\ncondition: all of them", "A=1"},  // not an identifier
      {"a: {A: 1}\nb: {A: 2}\ncondition: [a, b]", "or(A=1, A=2)"},  // S-7.8
      {"a: {A: 1}\ncondition: a and a", "and(A=1, A=1)"},
      {"a: {A: 1}\nb: {A: 2}\nc: {A: 3}\ncondition: (a and b) and c", "and(A=1, A=2, A=3)"},
      {"a: {A: 1}\nb: {A: 2}\nc: {A: 3}\ncondition: a or (b or c)", "or(A=1, or(A=2, A=3))"},
      {"a: {A: 1}\ncondition: not not a", "A=1"},
  };
  Check(kCases);
}

TEST(Detection, PatternsThatNameNothingVanishS7_6) {
  constexpr Case kCases[] = {
      {"a: {A: 1}\ncondition: a and not 1 of f_*", "A=1"},
      {"a: {A: 1}\ncondition: a and 1 of x_*", "A=1"},
      {"a: {A: 1}\ncondition: all of x_* or a", "A=1"},
      {"a: {A: 1}\ncondition: not (1 of x_* or 1 of y_*) and a", "A=1"},
      {"a: {A: 1}\ncondition: 1 of none_*", "S064 no pattern of the condition names a selection"},
      {"a: {A: 1}\ncondition: not 1 of none_*",
       "S064 no pattern of the condition names a selection"},
  };
  Check(kCases);
  EXPECT_EQ(Codes(LoadDetection("a: {A: 1}\ncondition: a and not 1 of f_*")), "S063");
}

TEST(Detection, RejectedConditions) {
  constexpr Case kCases[] = {
      {"a: {A: 1}\ncondition: a and b", "S062 the condition names 'b', which is not defined"},
      {"a: {A: 1}\nb: {A: 2}", "S060 the detection has no condition"},
      {"a: {A: 1}\nb: {A: 2}\ncondition:", "S060 the detection has no condition"},
      {"a: {A: 1}\ncondition: {x: y}", "S061 a condition must be text"},
      {"a: {A: 1}\ncondition: a and", "S061 the condition ends where a selection is needed"},
      {"a: {A: 1}\ncondition: 2 of them", "false"},
  };
  Check(kCases);
  EXPECT_EQ(Codes(LoadDetection("a: {A: 1}\ncondition: 2 of them")), "S066");
}

TEST(Detection, MissingConditionWithOneSelectionS7_9) {
  EXPECT_EQ(Lowered("a: {A: 1}"), "A=1");
  EXPECT_EQ(Codes(LoadDetection("a: {A: 1}")), "S068");
}

TEST(Detection, UnusedSelectionsAreNoted) {
  const RuleSet set = LoadDetection("a: {A: 1}\nb: {B: 1}\ncondition: a");
  ASSERT_EQ(set.rules.size(), 1U);
  EXPECT_EQ(set.rules[0].selections, std::vector<std::string>{"a"});
  EXPECT_EQ(set.rules[0].tests.size(), 1U);
  EXPECT_EQ(Codes(set), "S067");
}

TEST(Detection, TestsKnowTheirPlaceAndText) {
  const RuleSet set = LoadDetection(
      "sel:\n  Image|endswith:\n    - '\\a.exe'\n    - b\n  N: 5\n  M: null\nkw:\n  - ' x '\n"
      "condition: sel and kw");
  ASSERT_EQ(set.rules.size(), 1U);
  const auto& tests = set.rules[0].tests;
  ASSERT_EQ(tests.size(), 5U);
  EXPECT_EQ(tests[0].shown, "|endswith '\\a.exe'");
  EXPECT_EQ(tests[0].line, 7U);
  EXPECT_EQ(tests[0].column, 9U);
  EXPECT_EQ(tests[2].shown, "'5'");
  EXPECT_EQ(tests[3].shown, "null");
  EXPECT_EQ(tests[4].shown, "' x '");
  EXPECT_EQ(set.rules[0].selections[tests[4].selection], "kw");
}

TEST(Detection, ConditionErrorsPointIntoTheText) {
  const RuleSet set = LoadDetection("a: {A: 1}\ncondition: a and nope");
  ASSERT_EQ(set.diagnostics.size(), 1U);
  EXPECT_EQ(set.diagnostics[0].ToString(),
            "error[S062]: the condition names 'nope', which is not defined\n"
            "  test.yml:6:20 | condition: a and nope\n"
            "  fix: define the selection, or correct its name");
}

TEST(Detection, QuantifierOverTooManyIsRefused) {
  std::string detection;
  for (int i = 0; i < 2000; ++i) detection += "s" + std::to_string(i) + ": {A: 1}\n";
  EXPECT_EQ(Lowered(detection + "condition: 1000 of them"), "S065 the condition grows too large");
}

}  // namespace
}  // namespace noroshi::testing
