#include "stream/output/suppressor.h"

#include <gtest/gtest.h>

#include "environment/environment_reader.h"
#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

RuleSet TwoRules() {
  RuleSet rules;
  rules.rules = {FakeRule("rule-a", Level::kHigh, "a"), FakeRule("rule-b", Level::kLow, "b")};
  return rules;
}

AllowList ListOf(const std::string& text) {
  EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
  for (const Diagnostic& one : read.problems) ADD_FAILURE() << one.ToString();
  return {read.environment, Timestamp{}};
}

constexpr std::string_view kLine =
    R"({"id":"f-1","host":"HQ-AP01","fields":{"User":"CORP\\sato"},"why":[]})"
    "\n";

TEST(Suppressor, HidesCountsAndKeepsTheLine) {
  const RuleSet rules = TwoRules();
  const AllowList list = ListOf(
      "allow:\n"
      "  - {rule: rule-b, host: HQ-AP01, reason: 'it\"s b', expires: never}\n"
      "  - {rule: rule-a, account: 'CORP\\sato', reason: why, expires: 2027-01-01}\n");
  SuppressionTotals totals = NewTotals(list);
  ASSERT_EQ(totals.rows.size(), 2U);
  Suppressor suppressor(list, rules);
  std::string hidden;
  EXPECT_TRUE(suppressor.Hides(0, kLine, hidden, totals));
  EXPECT_EQ(hidden,
            R"({"id":"f-1","host":"HQ-AP01","fields":{"User":"CORP\\sato"},"why":[],)"
            R"("suppressed":{"row":1,"list":"allow","reason":"why","expires":"2027-01-01"}})"
            "\n");
  EXPECT_TRUE(suppressor.Hides(1, kLine, hidden, totals));
  EXPECT_NE(hidden.find(R"("reason":"it\"s b")"), std::string::npos) << hidden;
  EXPECT_EQ(totals.count, 2U);
  EXPECT_EQ(totals.rows[0].count, 1U);
  EXPECT_EQ(totals.rows[0].by_level[static_cast<std::size_t>(Level::kLow)], 1U);
  EXPECT_EQ(totals.rows[1].by_level[static_cast<std::size_t>(Level::kHigh)], 1U);
}

TEST(Suppressor, ShowsWhatNoRowFits) {
  const RuleSet rules = TwoRules();
  const AllowList list =
      ListOf("allow:\n  - {rule: rule-a, host: OTHER, reason: x, expires: never}\n");
  SuppressionTotals totals = NewTotals(list);
  Suppressor suppressor(list, rules);
  std::string hidden = "as it was";
  for (const std::uint32_t rule : {0U, 1U}) {
    EXPECT_FALSE(suppressor.Hides(rule, kLine, hidden, totals));
  }
  EXPECT_FALSE(suppressor.Hides(0, "no JSON at all\n", hidden, totals));
  EXPECT_EQ(hidden, "as it was");
  EXPECT_EQ(totals.count, 0U);
}

}  // namespace
}  // namespace noroshi
