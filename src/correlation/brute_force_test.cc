// The window against the oracle: every short stream for every measure and operator, and random
// longer ones.
#include "correlation/testing/brute_force.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <tuple>

#include "rules/text/number.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = 100;
constexpr std::uint64_t kSpan = 2;

CorrelationRule MakeRule(Measure measure, std::size_t sources,
                         const std::vector<std::pair<CorrelationOp, const char*>>& tests) {
  CorrelationRule rule;
  rule.measure = measure;
  rule.timespan = kSpan;
  rule.percentile = 60;
  rule.sources.resize(sources);
  for (const auto& [op, number] : tests) rule.tests.push_back({op, *ParseNumber(number)});
  return rule;
}

// Every operator against every limit, and ranges.
std::vector<CorrelationRule> RulesOf(Measure measure, std::size_t sources,
                                     const std::vector<const char*>& limits) {
  using enum CorrelationOp;
  std::vector<CorrelationRule> rules;
  for (const CorrelationOp op : {kGreater, kGreaterEqual, kLess, kLessEqual, kEqual, kNotEqual}) {
    for (const char* limit : limits) rules.push_back(MakeRule(measure, sources, {{op, limit}}));
  }
  rules.push_back(MakeRule(measure, sources, {{kGreaterEqual, limits[0]}, {kLess, limits[1]}}));
  rules.push_back(MakeRule(measure, sources, {{kGreater, limits[0]}, {kGreaterEqual, limits[1]}}));
  return rules;
}

// The same rules with non-overlapping windows, and over the whole input.
std::vector<CorrelationRule> Legacy(std::vector<CorrelationRule> rules) {
  std::vector<CorrelationRule> all;
  for (CorrelationRule rule : rules) {
    rule.reporting = Reporting::kRestarts;
    all.push_back(rule);
    rule.timespan = kNoTimespan;
    all.push_back(std::move(rule));
  }
  return all;
}

std::string Describe(const CorrelationRule& rule, const std::vector<StreamEvent>& events) {
  std::string text = fmt::format("measure {}", static_cast<int>(rule.measure));
  for (const CorrelationTest& test : rule.tests) {
    text += fmt::format(" {} {}", CorrelationOpText(test.op), test.number.real);
  }
  for (const StreamEvent& event : events) text += "\n  " + event.ToString();
  return text;
}

std::string Print(const Clusters& clusters) {
  std::string text;
  for (const auto& cluster : clusters) text += fmt::format("[{}]", fmt::join(cluster, " "));
  return text;
}

void ExpectAgreement(const CorrelationRule& rule, std::vector<StreamEvent> events) {
  std::ranges::sort(events, {}, [](const StreamEvent& event) {
    return std::tuple(event.time, event.file, event.position);
  });
  const std::string expected = Print(BruteForceClusters(rule, events));
  ASSERT_EQ(Print(WindowClusters(rule, events)), expected) << Describe(rule, events);
}

// Calls `take` with every stream of up to `longest` events, each of which is one of `kinds` and
// happens 0, 1 or 2 ticks behind the one before.
void EachStream(std::size_t longest, const std::vector<StreamEvent>& kinds,
                const std::function<void(const std::vector<StreamEvent>&)>& take) {
  const std::size_t choices = 3 * kinds.size();
  for (std::size_t length = 0; length <= longest; ++length) {
    std::size_t streams = 1;
    for (std::size_t i = 0; i < length; ++i) streams *= choices;
    for (std::size_t number = 0; number < streams; ++number) {
      std::vector<StreamEvent> events;
      std::size_t rest = number;
      std::uint64_t time = kStart;
      for (std::size_t i = 0; i < length; ++i, rest /= choices) {
        StreamEvent event = kinds[rest % choices / 3];
        time += rest % choices % 3;
        event.time = time;
        event.position = i;
        events.push_back(std::move(event));
      }
      take(events);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

void Exhaust(const std::vector<CorrelationRule>& rules, std::size_t longest,
             const std::vector<StreamEvent>& kinds) {
  for (const CorrelationRule& rule : rules) {
    EachStream(longest, kinds, [&](const auto& events) { ExpectAgreement(rule, events); });
    if (::testing::Test::HasFatalFailure()) return;
  }
}

StreamEvent Valued(const char* value) { return {.value = value}; }
StreamEvent Sourced(std::uint64_t sources, std::uint64_t file = 0) {
  return {.file = file, .sources = sources};
}

TEST(BruteForce, EventCount) {
  const auto rules = RulesOf(Measure::kEvents, 1, {"2", "3"});
  Exhaust(rules, 7, {StreamEvent{}});
  Exhaust(Legacy(rules), 7, {StreamEvent{}});
}

TEST(BruteForce, ValueCount) {
  const auto rules = RulesOf(Measure::kDistinct, 1, {"1", "2"});
  Exhaust(rules, 5, {Valued("a"), Valued("A")});
  Exhaust(Legacy(rules), 4, {Valued("a"), Valued("A")});
}

TEST(BruteForce, Sums) {
  for (const Measure measure : {Measure::kSum, Measure::kAverage}) {
    const auto rules = RulesOf(measure, 1, {"1", "2.5"});
    Exhaust(rules, 4, {Valued("1"), Valued("-2"), Valued("2.5")});
    Exhaust(Legacy(rules), 4, {Valued("1"), Valued("-2")});
  }
}

TEST(BruteForce, Ranks) {
  for (const Measure measure :
       {Measure::kMedian, Measure::kPercentile, Measure::kMinimum, Measure::kMaximum}) {
    const auto rules = RulesOf(measure, 1, {"1", "2"});
    Exhaust(rules, 4, {Valued("1"), Valued("2"), Valued("4")});
    Exhaust(Legacy(rules), 3, {Valued("1"), Valued("2"), Valued("4")});
  }
}

TEST(BruteForce, Temporal) {
  Exhaust(RulesOf(Measure::kRules, 2, {"1", "2"}), 5, {Sourced(1), Sourced(2)});
  Exhaust(RulesOf(Measure::kRules, 3, {"2", "3"}), 4, {Sourced(1), Sourced(2), Sourced(4)});
  Exhaust(RulesOf(Measure::kRules, 3, {"2", "3"}), 3, {Sourced(1), Sourced(2), Sourced(6)});
}

TEST(BruteForce, TemporalWithTextCondition) {
  using enum PresenceStep::Kind;
  CorrelationRule rule = MakeRule(Measure::kRules, 3, {});
  const PresenceStep a{.sources = {0}}, b{.sources = {1}}, c{.sources = {2}};
  const std::vector<std::vector<PresenceStep>> conditions = {
      {a, b, {.kind = kAnd}, c, {.kind = kNot}, {.kind = kAnd}},  // a and b and not c
      {a, b, c, {.kind = kOr}, {.kind = kAnd}},                   // a and (b or c)
      {a, {.kind = kAtLeast, .least = 2, .sources = {0, 1, 2}}, {.kind = kAnd}},
      {a, {.kind = kNot}, b, {.kind = kOr}, c, {.kind = kOr}},
  };
  for (const auto& condition : conditions) {
    rule.presence = condition;
    Exhaust({rule}, 4, {Sourced(1), Sourced(2), Sourced(4), Sourced(5)});
  }
}

TEST(BruteForce, TemporalOrdered) {
  Exhaust(RulesOf(Measure::kChain, 2, {"1", "2"}), 5, {Sourced(1), Sourced(2)});
  Exhaust(RulesOf(Measure::kChain, 3, {"2", "3"}), 4, {Sourced(1), Sourced(2), Sourced(4)});
  Exhaust(RulesOf(Measure::kChain, 3, {"2", "3"}), 3, {Sourced(3), Sourced(2), Sourced(5)});
}

// Records at one tick: within a file their order counts, between files it cannot be told.
TEST(BruteForce, TemporalOrderedOverSeveralFiles) {
  Exhaust(RulesOf(Measure::kChain, 2, {"2", "3"}), 4,
          {Sourced(1), Sourced(2), Sourced(1, 1), Sourced(2, 1)});
  Exhaust({MakeRule(Measure::kChain, 3, {{CorrelationOp::kGreaterEqual, "3"}})}, 4,
          {Sourced(1), Sourced(2, 1), Sourced(4), Sourced(1, 1), Sourced(4, 2)});
}

// Longer streams with bursts and pauses, records of several rules, wider spans.
TEST(BruteForce, RandomStreams) {
  std::mt19937 random(20201005);
  const std::vector<const char*> values = {"0", "1", "2", "3", "5.5", "-1"};
  std::vector<CorrelationRule> rules;
  for (int measure = 0; measure <= static_cast<int>(Measure::kMaximum); ++measure) {
    for (CorrelationRule& rule : RulesOf(static_cast<Measure>(measure), 3, {"2", "3"})) {
      rules.push_back(std::move(rule));
    }
  }
  const auto legacy = Legacy(RulesOf(Measure::kEvents, 3, {"2", "5"}));
  rules.insert(rules.end(), legacy.begin(), legacy.end());
  for (int round = 0; round < 3000; ++round) {
    CorrelationRule rule = rules[random() % rules.size()];
    if (rule.timespan != kNoTimespan) rule.timespan = random() % 12;
    std::vector<StreamEvent> events;
    std::uint64_t time = kStart;
    const std::size_t length = random() % 30;
    for (std::size_t i = 0; i < length; ++i) {
      time += random() % 4 == 0 ? random() % 8 : random() % 2;
      events.push_back({time, static_cast<std::uint32_t>(random() % 3), i, 1 + random() % 7,
                        values[random() % values.size()]});
    }
    ExpectAgreement(rule, std::move(events));
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace noroshi
