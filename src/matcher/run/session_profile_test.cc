// What a profile notes, with a clock that moves by one nanosecond each time it is read.
#include <gtest/gtest.h>

#include <string>

#include "event/event_builder.h"
#include "matcher/matcher.h"
#include "rules/rule_set.h"

namespace noroshi {
namespace {

constexpr const char* kRules = R"(title: Expression
logsource: {product: windows}
level: low
detection:
  sel:
    CommandLine|re: 'a+b'
    User|contains: anna
  condition: sel
---
title: Text
logsource: {product: windows}
level: low
detection:
  sel:
    User|contains: anna
  condition: sel
)";

class CountingSink final : public MatchSink {
 public:
  void OnMatch(const Match&) override { ++matches; }
  int matches = 0;
};

class SessionProfileTest : public testing::Test {
 protected:
  SessionProfileTest() : set_(LoadRulesFromText("test.yml", kRules, {})) {
    auto matcher = BuildMatcher(set_, context_);
    EXPECT_TRUE(matcher.ok());
    matcher_ = *std::move(matcher);
    session_ = matcher_->NewSession();
  }

  void StartProfile() {
    session_->StartProfile([this] { return ++clock_; });
  }
  // The same event again and again: the memo knows its values from the second time on.
  int Run(std::uint32_t times) {
    CountingSink sink;
    for (std::uint32_t i = 0; i < times; ++i) {
      EventBuilder builder(context_);
      builder.Add("Channel", "Test");
      builder.Add("CommandLine", "xaab");
      builder.Add("User", "anna");
      session_->Run(builder.Build(), sink);
    }
    return sink.matches;
  }

  EventContext context_;
  RuleSet set_;
  std::unique_ptr<Matcher> matcher_;
  std::unique_ptr<MatchSession> session_;
  std::uint64_t clock_ = 0;
};

TEST_F(SessionProfileTest, NobodyAskedNothingIsNoted) {
  EXPECT_EQ(Run(3), 6);
  const MatchProfile profile = session_->profile();
  EXPECT_EQ(profile.bindings, 0U);
  EXPECT_TRUE(profile.rules.empty() && profile.tests.empty() && profile.fields.empty());
}

TEST_F(SessionProfileTest, MatchesAndWorkAreTheSame) {
  const int matches = Run(3 * kProfileStride);
  const MatcherStats plain = session_->stats();
  session_ = matcher_->NewSession();
  StartProfile();
  EXPECT_EQ(Run(3 * kProfileStride), matches);
  EXPECT_EQ(session_->stats().conditions_evaluated, plain.conditions_evaluated);
  EXPECT_EQ(session_->stats().memo_hits, plain.memo_hits);
  EXPECT_EQ(session_->stats().values_scanned, plain.values_scanned);
}

TEST_F(SessionProfileTest, CountsAreScaledUpFromTheEventsLookedAt) {
  StartProfile();
  Run(2 * kProfileStride);
  const MatchProfile profile = session_->profile();
  EXPECT_EQ(profile.bindings, 1U);
  ASSERT_EQ(profile.rules.size(), 2U);
  for (const auto& [rule, cost] : profile.rules) {
    EXPECT_EQ(cost.calls, 2 * kProfileStride);
    EXPECT_EQ(cost.held, 2 * kProfileStride);
    EXPECT_GE(cost.ns, cost.calls);
  }
}

TEST_F(SessionProfileTest, TestsAreNamedByFieldAndPattern) {
  StartProfile();
  Run(kProfileStride);
  const MatchProfile profile = session_->profile();
  ASSERT_EQ(profile.tests.size(), 1U);
  EXPECT_EQ(profile.tests.begin()->first.field, "CommandLine");
  EXPECT_NE(profile.tests.begin()->first.pattern.find("a+b"), std::string::npos);
  EXPECT_EQ(profile.tests.begin()->second.held, kProfileStride);
  EXPECT_EQ(profile.regex_calls, kProfileStride);
}

TEST_F(SessionProfileTest, FieldsTellWhatTheMemoKnew) {
  StartProfile();
  Run(2 * kProfileStride);
  const MatchProfile profile = session_->profile();
  ASSERT_TRUE(profile.fields.contains("User"));
  const FieldCost& user = profile.fields.at("User");
  EXPECT_EQ(user.values, 2 * kProfileStride);
  EXPECT_EQ(user.memo_lookups, 2 * kProfileStride);
  EXPECT_EQ(user.memo_hits, kProfileStride);  // all but the first of the two looked at
  EXPECT_EQ(user.scanned_bytes, kProfileStride * 4);
}

TEST_F(SessionProfileTest, TheClockIsReadForChosenEventsOnly) {
  StartProfile();
  Run(1);
  const std::uint64_t for_one = clock_;
  Run(kProfileStride - 1);
  EXPECT_GT(for_one, 0U);
  EXPECT_EQ(clock_, for_one);
}

TEST(MatchProfile, AddsUp) {
  MatchProfile sum, more;
  more.bindings = 2;
  more.rules[RuleIndex{1}] = {3, 2, 10};
  more.tests[{"Image", "x"}] = {1, 1, 5};
  more.fields["Image"] = {7, 6, 5, 2, 40, 9};
  sum.Add(more);
  sum.Add(more);
  EXPECT_EQ(sum.bindings, 4U);
  EXPECT_EQ(sum.rules.at(RuleIndex{1}).ns, 20U);
  EXPECT_EQ((sum.tests.at({"Image", "x"}).calls), 2U);
  EXPECT_EQ(sum.fields.at("Image").memo_hits, 10U);
}

}  // namespace
}  // namespace noroshi
