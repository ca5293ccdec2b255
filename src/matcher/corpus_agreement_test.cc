// The fast matcher against slow ones, on real rules and real events. The naive evaluator takes a
// good part of a second for an event and all rules, so it looks at a spread of events; the plain
// one (testing/plain_evaluator.h) takes milliseconds and looks at every kAgreementStride-th. With
// NOROSHI_AGREEMENT_STRIDE=1 it looks at every event of the corpus, as RELEASING.md asks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "evidence/source.h"
#include "matcher/explain.h"
#include "matcher/matcher.h"
#include "matcher/testing/plain_evaluator.h"
#include "rules/rule_set.h"

namespace noroshi {
namespace {

constexpr std::size_t kDefaultEvents = 24;
constexpr std::size_t kAgreementStride = 16;  // a prime would do as well: kinds come in runs

std::string CorpusRoot() {
  const char* const root = std::getenv("NOROSHI_CORPUS");
  return root != nullptr ? root : "../shared/corpus";
}

std::size_t NumberFrom(const char* variable, std::size_t otherwise) {
  const char* const text = std::getenv(variable);
  return text != nullptr ? std::max<std::size_t>(1, std::strtoul(text, nullptr, 10)) : otherwise;
}

std::vector<std::string> EvtxFiles(const std::string& root) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".evtx") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

class NoDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}
};

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

// Calls use(event) for the events of the file.
template <class Use>
void ForEachEvent(const std::string& path, Decoder& decoder, Use use) {
  auto source = OpenSource(path, {});
  if (!source) return;
  NoDamage damage;
  ByteAccount account;
  EventBatch batch;
  Unit unit;
  while ((*source)->NextUnit(unit, damage, account)) {
    unit.source = source->get();
    decoder.Decode(unit, nullptr, batch, damage, account);
    for (const Event& event : batch.events) use(event);
  }
}

std::vector<std::uint32_t> Naive(const RuleSet& set, const Event& event,
                                 const EventContext& context) {
  std::vector<std::uint32_t> matched;
  for (std::uint32_t i = 0; i < set.rules.size(); ++i) {
    if (ExplainRule(set.rules[i], event, context).matched) matched.push_back(i);
  }
  return matched;
}

// A different place in each file, so that all kinds of logs are looked at.
bool IsChosen(std::size_t file, std::size_t event) { return event == file % 7; }

TEST(CorpusAgreement, FastAndNaiveFindTheSameRules) {
  const std::string root = CorpusRoot();
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no corpus at " << root;
  auto set = LoadRules({root + "/rules/sigma/rules", root + "/rules/hayabusa"}, {});
  ASSERT_TRUE(set.ok());
  EventContext context;
  auto matcher = BuildMatcher(*set, context);
  ASSERT_TRUE(matcher.ok());
  EXPECT_TRUE((*matcher)->refused().empty());
  const auto session = (*matcher)->NewSession();
  const auto decoder = NewDecoder("evtx", {}, context);
  const std::vector<std::string> paths = EvtxFiles(root + "/evtx");
  PlainEvaluator plain(*set, context);
  const std::size_t stride = std::max<std::size_t>(
      1, paths.size() / NumberFrom("NOROSHI_AGREEMENT_EVENTS", kDefaultEvents));
  std::size_t matches = 0;
  for (std::size_t file = 0; file < paths.size(); file += stride) {
    std::size_t index = 0;
    ForEachEvent(paths[file], *decoder, [&](const Event& event) {
      if (!IsChosen(file, index++)) return;
      Collector collector;
      session->Run(event, collector);
      matches += collector.rules.size();
      EXPECT_EQ(collector.rules, Naive(*set, event, context))
          << paths[file] << " record " << event.record_id;
      EXPECT_EQ(collector.rules, plain.Matching(event))
          << paths[file] << " record " << event.record_id;
    });
  }
  EXPECT_GT(matches, 0U);
}

// All rules that the corpus has, whatever their status, on every event or a fixed share of them.
TEST(CorpusAgreement, FastAndPlainFindTheSameRules) {
  const std::string root = CorpusRoot();
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no corpus at " << root;
  LoadOptions options;
  options.statuses = {RuleStatus::kUnknown,      RuleStatus::kStable,     RuleStatus::kTest,
                      RuleStatus::kExperimental, RuleStatus::kDeprecated, RuleStatus::kUnsupported};
  auto set = LoadRules({root + "/rules/sigma", root + "/rules/hayabusa"}, options);
  ASSERT_TRUE(set.ok());
  EventContext context;
  auto matcher = BuildMatcher(*set, context);
  ASSERT_TRUE(matcher.ok());
  const auto session = (*matcher)->NewSession();
  const auto decoder = NewDecoder("evtx", {}, context);
  PlainEvaluator plain(*set, context);
  const std::size_t stride = NumberFrom("NOROSHI_AGREEMENT_STRIDE", kAgreementStride);
  std::size_t index = 0, compared = 0, matches = 0;
  for (const std::string& path : EvtxFiles(root + "/evtx")) {
    ForEachEvent(path, *decoder, [&](const Event& event) {
      if (index++ % stride != 0) return;
      Collector collector;
      session->Run(event, collector);
      ++compared;
      matches += collector.rules.size();
      ASSERT_EQ(collector.rules, plain.Matching(event)) << path << " record " << event.record_id;
    });
  }
  EXPECT_GT(matches, 0U);
  std::cout << compared << " of " << index << " events, " << set->rules.size() << " rules, "
            << matches << " matches, the same in both; " << plain.looked_at()
            << " pairs looked at beyond their kind\n";
}

// All events, all rules, the fast matcher alone: switching passes off must change nothing.
TEST(CorpusAgreement, PassesChangeNothing) {
  const std::string root = CorpusRoot();
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no corpus at " << root;
  auto set = LoadRules({root + "/rules/hayabusa"}, {});
  ASSERT_TRUE(set.ok());
  EventContext context;
  auto all_passes = BuildMatcher(*set, context);
  auto no_passes = BuildMatcher(*set, context, {.memo = false, .wakeup = false, .outcomes = false});
  ASSERT_TRUE(all_passes.ok() && no_passes.ok());
  const auto with = (*all_passes)->NewSession(), without = (*no_passes)->NewSession();
  const auto decoder = NewDecoder("evtx", {}, context);
  for (const std::string& path : EvtxFiles(root + "/evtx/attack-samples")) {
    ForEachEvent(path, *decoder, [&](const Event& event) {
      Collector first, second;
      with->Run(event, first);
      without->Run(event, second);
      ASSERT_EQ(first.rules, second.rules) << path << " record " << event.record_id;
      ASSERT_EQ(first.reasons, second.reasons) << path << " record " << event.record_id;
    });
  }
  EXPECT_GT(with->stats().matches, 0U);
  EXPECT_LT(with->stats().conditions_evaluated, without->stats().conditions_evaluated / 10);
}

}  // namespace
}  // namespace noroshi
