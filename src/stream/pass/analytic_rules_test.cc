#include "stream/pass/analytic_rules.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Rule Wording(std::string id, std::string_view analytic, RuleSource source) {
  Rule rule;
  rule.id = std::move(id);
  rule.source = source;
  rule.log_source.category = "analytic";
  rule.log_source.product = "noroshi";
  rule.log_source.service = analytic;
  return rule;
}

TEST(AnalyticRules, OfSeveralTheFirst) {
  RuleSet set;
  set.rules.push_back(Rule{});
  set.rules.push_back(Wording("a", kAnalyticBeacon, RuleSource::kNoroshi));
  set.rules.push_back(Wording("b", kAnalyticBeacon, RuleSource::kNoroshi));
  set.rules.push_back(Wording("c", kAnalyticLogonPatterns[3], RuleSource::kNoroshi));
  const AnalyticRules rules(set);
  EXPECT_EQ(rules.Of(kAnalyticBeacon), 1U);
  EXPECT_EQ(rules.Of(kAnalyticLogonPatterns[3]), 3U);
  EXPECT_FALSE(rules.Has(kAnalyticForeignWorkstation));
  EXPECT_TRUE(rules.HasAny(kAnalyticLogonPatterns));
  EXPECT_FALSE(rules.HasAny(kAnalyticTampering));
  EXPECT_EQ(rules.RareKinds(), 0U);
}

TEST(AnalyticRules, WithoutRulesNone) {
  const RuleSet set;
  const AnalyticRules rules(set);
  EXPECT_FALSE(rules.Of(kAnalyticBeacon));
  EXPECT_FALSE(rules.Of(""));
}

}  // namespace
}  // namespace noroshi
