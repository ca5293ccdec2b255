// All rules of the corpus load, and every document is accounted for. The expected totals are those
// of the specification's census of the same snapshot.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "rules/rule_set.h"

namespace noroshi {
namespace {

std::string RulesRoot() {
  const char* corpus = std::getenv("NOROSHI_CORPUS");
  return std::string(corpus == nullptr ? "../shared/corpus" : corpus) + "/rules";
}

#define SKIP_WITHOUT_CORPUS()                                                \
  if (!std::filesystem::exists(RulesRoot())) {                               \
    GTEST_SKIP() << "no rules in " << RulesRoot() << "; set NOROSHI_CORPUS"; \
  }

struct Loaded {
  RuleSet set;
  std::map<NotUsedReason, std::size_t> not_used;
  double milliseconds = 0;
};

Loaded Load(std::vector<std::string> folders, const LoadOptions& options) {
  for (std::string& folder : folders) folder.insert(0, RulesRoot() + "/");
  const auto start = std::chrono::steady_clock::now();
  auto set = LoadRules(folders, options);
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  Loaded loaded;
  if (set.ok()) loaded.set = *std::move(set);
  loaded.milliseconds = elapsed.count();
  for (const NotUsedRule& rule : loaded.set.not_used) ++loaded.not_used[rule.reason];
  return loaded;
}

LoadOptions AllStatuses() {
  LoadOptions options;
  options.threads = 2;
  options.statuses.push_back(RuleStatus::kDeprecated);
  options.statuses.push_back(RuleStatus::kUnsupported);
  return options;
}

void PrintTable(const char* name, const Loaded& loaded) {
  std::string reasons;
  for (const auto& [reason, count] : loaded.not_used) {
    reasons += fmt::format(" {} {}", NotUsedReasonName(reason), count);
  }
  fmt::print("{:<28} files {:5} documents {:5} evaluated {:5} not used {:5}:{} ({:.0f} ms)\n", name,
             loaded.set.files, loaded.set.documents, loaded.set.rules.size(),
             loaded.set.not_used.size(), reasons, loaded.milliseconds);
}

const std::vector<std::string> kActive = {"sigma/rules", "sigma/rules-emerging-threats",
                                          "sigma/rules-threat-hunting"};

TEST(Corpus, ActiveSigmaRules) {
  SKIP_WITHOUT_CORPUS();
  const Loaded loaded = Load(kActive, {});
  PrintTable("SigmaHQ active", loaded);
  EXPECT_EQ(loaded.set.documents, 3754U);
  EXPECT_EQ(loaded.set.rules.size() + loaded.set.not_used.size(), 3754U);
  // Two rules need the list known_cdcs; the rest is for evidence that no reader has.
  EXPECT_EQ(loaded.not_used.at(NotUsedReason::kMissingPlaceholder), 2U);
  EXPECT_EQ(loaded.not_used.at(NotUsedReason::kNoSource), 214U);
  EXPECT_EQ(loaded.not_used.size(), 2U);
}

TEST(Corpus, HayabusaRules) {
  SKIP_WITHOUT_CORPUS();
  const Loaded loaded = Load({"hayabusa/hayabusa", "hayabusa/sigma"}, {});
  PrintTable("Hayabusa", loaded);
  EXPECT_EQ(loaded.set.documents, 4970U);
  EXPECT_EQ(loaded.set.rules.size() + loaded.set.not_used.size(), 4970U);
  EXPECT_EQ(loaded.not_used.at(NotUsedReason::kStatus), 234U + 47U);
  EXPECT_EQ(loaded.not_used.at(NotUsedReason::kMissingPlaceholder), 12U);
  EXPECT_EQ(loaded.not_used.size(), 2U);
  // Three correlations, each with a rule of its own that only feeds it.
  EXPECT_EQ(loaded.set.correlations.size(), 3U);
  EXPECT_EQ(loaded.set.silent.size(), 3U);
  for (const Rule& rule : loaded.set.rules) {
    if (rule.gate.kind == Gate::Kind::kFed) continue;
    EXPECT_EQ(rule.source, RuleSource::kHayabusa) << rule.path;
    EXPECT_EQ(rule.gate.kind, Gate::Kind::kAny) << rule.path;  // S-2.4
  }
}

TEST(Corpus, EverythingInEveryFolder) {
  SKIP_WITHOUT_CORPUS();
  const Loaded loaded = Load({"sigma", "hayabusa"}, AllStatuses());
  PrintTable("all folders, all statuses", loaded);
  const RuleSet& set = loaded.set;
  // The three global documents of the unsupported folder are no rules of their own.
  EXPECT_EQ(set.rules.size() + set.not_used.size() + 3, set.documents);
  EXPECT_EQ(loaded.not_used.count(NotUsedReason::kUnknownModifier), 0U);
  EXPECT_EQ(loaded.not_used.count(NotUsedReason::kBadRegex), 0U);
  EXPECT_EQ(loaded.not_used.count(NotUsedReason::kYaml), 0U);
  // 28 of Hayabusa, 54 + 1 of SigmaHQ less the 8 that say `near`, less those for evidence that we
  // do not read.
  const auto legacy = static_cast<std::size_t>(
      std::ranges::count(set.correlations, Reporting::kRestarts, &CorrelationRule::reporting));
  EXPECT_EQ(set.correlations.size(), 3U + legacy);
  fmt::print("aggregations evaluated: {}\n", legacy);
  EXPECT_GE(legacy, 28U);
  for (const NotUsedRule& rule : set.not_used) EXPECT_FALSE(rule.detail.empty()) << rule.path;
  // Invalid: 8 `near`, 4 conditions in prose. 13 configuration files lie beside the rules.
  EXPECT_EQ(loaded.not_used.at(NotUsedReason::kInvalid), 8U + 4U);
  EXPECT_EQ(loaded.not_used.at(NotUsedReason::kNoRule), 13U);
}

TEST(Corpus, ThreadsDoNotChangeTheResult) {
  SKIP_WITHOUT_CORPUS();
  LoadOptions options;
  const Loaded one = Load(kActive, options);
  options.threads = 4;
  const Loaded four = Load(kActive, options);
  ASSERT_EQ(one.set.rules.size(), four.set.rules.size());
  EXPECT_EQ(one.set.content_hash, four.set.content_hash);
  for (std::size_t i = 0; i < one.set.rules.size(); ++i) {
    ASSERT_EQ(one.set.rules[i].path, four.set.rules[i].path);
    ASSERT_EQ(one.set.rules[i].tests.size(), four.set.rules[i].tests.size());
  }
}

TEST(Corpus, EveryRuleIsWellFormed) {
  SKIP_WITHOUT_CORPUS();
  const Loaded loaded = Load({"sigma", "hayabusa"}, AllStatuses());
  for (const Rule& rule : loaded.set.rules) {
    ASSERT_EQ(rule.condition.empty(), rule.gate.kind == Gate::Kind::kFed) << rule.path;
    for (std::size_t i = 0; i < rule.condition.size(); ++i) {
      const ExprNode& node = rule.condition[i];
      for (const std::uint32_t child : node.children) ASSERT_LT(child, i) << rule.path;
      if (node.kind == ExprNode::Kind::kTest) {
        ASSERT_LT(node.test, rule.tests.size()) << rule.path;
      }
      // A shipped rule that is always true or false would be a fault of ours.
      ASSERT_NE(node.kind, ExprNode::Kind::kTrue) << rule.path;
      ASSERT_NE(node.kind, ExprNode::Kind::kFalse) << rule.path;
    }
    for (const auto& test : rule.tests) {
      ASSERT_LT(test.selection, rule.selections.size()) << rule.path;
      ASSERT_GT(test.line, 0U) << rule.path;
      ASSERT_FALSE(test.shown.empty()) << rule.path;
    }
  }
}

}  // namespace
}  // namespace noroshi
