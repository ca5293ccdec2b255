#include "stream/visibility/rule_needs.h"

#include <gtest/gtest.h>

#include "rules/testing/rule_text.h"

namespace noroshi {
namespace {

using testing::LoadDetection;

bool Needs(std::string_view detection) {
  const RuleSet set = LoadDetection(detection);
  EXPECT_EQ(set.rules.size(), 1U) << detection;
  return !set.rules.empty() && NeedsCommandLine(set.rules[0]);
}

TEST(RuleNeeds, ACommandLineIsNeededWhereNothingElseWillDo) {
  EXPECT_TRUE(Needs("sel: {CommandLine|contains: a}\ncondition: sel"));
  EXPECT_TRUE(Needs("sel: {CommandLine|contains: a, Image: b}\ncondition: sel"));
  EXPECT_TRUE(Needs("a: {Image: b}\nb: {commandline: c}\ncondition: a and b"));
  EXPECT_TRUE(Needs("a: {CommandLine: b}\nb: {CommandLine: c}\ncondition: a or b"));
}

TEST(RuleNeeds, AndNotWhereSomethingElseMay) {
  EXPECT_FALSE(Needs("sel: {Image: b}\ncondition: sel"));
  EXPECT_FALSE(Needs("a: {Image: b}\nb: {CommandLine: c}\ncondition: a or b"));
  EXPECT_FALSE(Needs("a: {Image: b}\nb: {CommandLine: c}\ncondition: a and not b"));
  EXPECT_FALSE(Needs("a: {Image: b}\nb: {CommandLine: null}\ncondition: a and b"));
}

TEST(RuleNeeds, ARuleThatGatesItselfNeedsWhatItsConditionNames) {
  const RuleSet set =
      LoadDetection("sel: {Channel: Security, EventID: [4624, 4625]}\ncondition: sel");
  const RuleNeeds needs(set);
  ASSERT_EQ(needs.all().size(), 1U);
  ASSERT_EQ(needs.all()[0].alternatives.size(), 1U);
  const NeedAlternative& need = needs.all()[0].alternatives[0];
  ASSERT_EQ(need.channels.size(), 1U);
  EXPECT_EQ(need.channels[0], "security");
  EXPECT_EQ(need.event_ids, (std::vector<std::uint32_t>{4624, 4625}));
}

TEST(RuleNeeds, ARuleForAnyEventNeedsNothing) {
  const RuleSet set = LoadDetection("sel: {A: b}\ncondition: sel");
  const RuleNeeds needs(set);
  ASSERT_EQ(needs.all().size(), 1U);
  EXPECT_TRUE(needs.all()[0].alternatives.empty());
  EXPECT_FALSE(needs.all()[0].no_reader);
}

// What no reader has is blind as well, with its techniques and in the words of the rule.
TEST(RuleNeeds, ARuleWithoutEvidenceSaysWhatItWouldNeed) {
  RuleSet set;
  NotUsedRule& rule = set.not_used.emplace_back();
  rule.reason = NotUsedReason::kNoSource;
  rule.log_source = "okta/okta";
  rule.level = Level::kHigh;
  rule.techniques = {"T1078"};
  const RuleNeeds needs(set);
  ASSERT_EQ(needs.all().size(), 1U);
  EXPECT_TRUE(needs.all()[0].no_reader);
  EXPECT_EQ(needs.all()[0].log_source, "okta/okta");
  EXPECT_EQ(needs.all()[0].level, Level::kHigh);
  EXPECT_EQ(needs.all()[0].techniques, std::vector<std::string_view>{"T1078"});
}

}  // namespace
}  // namespace noroshi
