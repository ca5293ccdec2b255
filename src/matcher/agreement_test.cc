// The fast matcher and the naive evaluator must agree, whatever passes are switched on: over random
// rules and events here, over real ones in corpus_agreement_test.cc.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "matcher/explain.h"
#include "matcher/matcher.h"
#include "matcher/passes.h"
#include "matcher/testing/pace.h"
#include "matcher/testing/plain_evaluator.h"
#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

// Every combination of passes switched on.
std::vector<MatcherOptions> AllOptions() {
  std::vector<MatcherOptions> all(std::size_t{1} << std::size(kPasses));
  for (std::size_t bits = 0; bits < all.size(); ++bits) {
    for (std::size_t i = 0; i < std::size(kPasses); ++i) {
      all[bits].*kPasses[i].on = (bits >> i & 1) != 0;
    }
  }
  return all;
}

class Collector final : public MatchSink {
 public:
  void OnMatch(const Match& match) override {
    rules.push_back(static_cast<std::uint32_t>(match.rule));
    for (const Reason& reason : match.reasons) {
      for (const auto part : {reason.selection, reason.field, reason.value, reason.pattern}) {
        reasons.append(part).append("|");
      }
    }
  }
  std::vector<std::uint32_t> rules;
  std::string reasons;
};

std::vector<std::uint32_t> Naive(const RuleSet& set, const Event& event,
                                 const EventContext& context) {
  std::vector<std::uint32_t> matched;
  for (std::uint32_t i = 0; i < set.rules.size(); ++i) {
    if (ExplainRule(set.rules[i], event, context).matched) matched.push_back(i);
  }
  return matched;
}

struct Engine {
  std::unique_ptr<Matcher> matcher;
  std::unique_ptr<MatchSession> session;
};

std::vector<Engine> BuildAll(const RuleSet& set, EventContext& context) {
  std::vector<Engine> engines;
  for (const MatcherOptions& options : AllOptions()) {
    auto matcher = BuildMatcher(set, context, options);
    EXPECT_TRUE(matcher.ok());
    EXPECT_TRUE((*matcher)->refused().empty());
    auto session = (*matcher)->NewSession();
    engines.push_back({*std::move(matcher), std::move(session)});
  }
  return engines;
}

void ExpectAgreement(const std::vector<Engine>& engines, const Event& event,
                     const std::vector<std::uint32_t>& expected) {
  std::string reasons;
  for (std::size_t i = 0; i < engines.size(); ++i) {
    Collector collector, again;
    engines[i].session->Run(event, collector);
    ASSERT_EQ(collector.rules, expected) << "options " << i;
    engines[i].session->Run(event, again);  // now from what it remembers
    ASSERT_EQ(again.rules, expected) << "options " << i;
    if (i == 0) reasons = collector.reasons;
    ASSERT_EQ(collector.reasons, reasons) << "options " << i;
    ASSERT_EQ(again.reasons, reasons) << "options " << i;
    const EventKind kind{event.shape, event.channel, event.provider, event.event_id};
    ASSERT_TRUE(expected.empty() || engines[i].session->Wants(kind)) << "options " << i;
  }
}

class RandomAgreement : public testing::TestWithParam<int> {};

TEST_P(RandomAgreement, EveryPassGivesTheNaiveAnswer) {
  Random random(static_cast<std::uint64_t>(GetParam()));
  EventContext context;
  const RuleSet set = RandomRules(random, 60);
  const std::vector<Engine> engines = BuildAll(set, context);
  PlainEvaluator plain(set, context);
  std::uint64_t matches = 0;
  for (int i = 0; i < 150; ++i) {
    EventBuilder builder(context);
    AddRandomEvent(random, builder);
    const Event& event = builder.Build();
    const std::vector<std::uint32_t> expected = Naive(set, event, context);
    ExpectAgreement(engines, event, expected);
    if (HasFatalFailure()) return;
    ASSERT_EQ(plain.Matching(event), expected);
  }
  for (const Engine& engine : engines) matches += engine.session->stats().matches;
  EXPECT_GT(matches, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomAgreement, testing::Range(0, 42 / kPace));

}  // namespace
}  // namespace noroshi
