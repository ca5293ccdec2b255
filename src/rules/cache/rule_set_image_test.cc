#include "rules/cache/rule_set_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "rules/sigma/codes.h"
#include "rules/testing/full_rule.h"
#include "rules/testing/rule_folder.h"

namespace noroshi {
namespace {

using testing::RuleFolder;

CacheImage ImageOf(std::string_view bytes) {
  const RuleFolder folder;  // may go: what is mapped stays
  const CacheFolder cache(folder.path());
  cache.Write("image", bytes);
  auto image = cache.Read("image");
  return image ? *std::move(image) : CacheImage();
}

// One of the program's own texts. (Not the very bytes of the other set's code: a compiler may keep
// equal literals apart.)
bool IsLiteral(std::string_view code) {
  return std::ranges::any_of(sigma::AllDiagnosticKinds(), [&](const sigma::DiagnosticKind& kind) {
    return static_cast<const void*>(kind.code.data()) == static_cast<const void*>(code.data());
  });
}

void ExpectSameDiagnostic(const Diagnostic& a, const Diagnostic& b) {
  EXPECT_EQ(a.severity, b.severity);
  EXPECT_EQ(a.code, b.code);
  EXPECT_TRUE(IsLiteral(b.code)) << "it must outlive the image";
  EXPECT_EQ(a.ToString(), b.ToString());
  EXPECT_EQ(a.rule_id, b.rule_id);
  EXPECT_EQ(std::tie(a.path, a.line, a.column), std::tie(b.path, b.line, b.column));
}

void ExpectSameNotUsed(const NotUsedRule& a, const NotUsedRule& b) {
  EXPECT_EQ(std::tie(a.log_source, a.level, a.techniques),
            std::tie(b.log_source, b.level, b.techniques));
  EXPECT_EQ(
      std::tie(a.reason, a.path, a.document, a.line, a.column, a.id, a.title, a.detail, a.name),
      std::tie(b.reason, b.path, b.document, b.line, b.column, b.id, b.title, b.detail, b.name));
}

// Whether `b`, which has come back from an image, is `a`. A set that gains a member does not
// compile here until somebody thinks about it.
void ExpectSame(const RuleSet& a, const RuleSet& b) {
  const auto& [rules, not_used, diagnostics, files, documents, content_hash, sources, correlations,
               silent, idle] = b;
  EXPECT_EQ(a.files, files);
  EXPECT_EQ(a.documents, documents);
  EXPECT_EQ(a.content_hash, content_hash);
  EXPECT_TRUE(sources.empty());
  EXPECT_TRUE(idle.rules.empty());
  EXPECT_EQ(a.silent, silent);
  ASSERT_EQ(a.correlations.size(), correlations.size());
  for (std::size_t i = 0; i < correlations.size(); ++i) {
    const CorrelationRule &x = a.correlations[i], &y = correlations[i];
    EXPECT_EQ(std::tie(x.path, x.document, x.id, x.type, x.measure, x.reporting, x.percentile),
              std::tie(y.path, y.document, y.id, y.type, y.measure, y.reporting, y.percentile));
    EXPECT_EQ(std::tie(x.timespan, x.shown, x.group_by, x.values, x.rule, x.depth, x.silent),
              std::tie(y.timespan, y.shown, y.group_by, y.values, y.rule, y.depth, y.silent));
    EXPECT_EQ(x.tests.size(), y.tests.size());
    EXPECT_EQ(x.presence.size(), y.presence.size());
    EXPECT_EQ(x.aliases.size(), y.aliases.size());
    ASSERT_EQ(x.sources.size(), y.sources.size());
    for (std::size_t j = 0; j < x.sources.size(); ++j) {
      EXPECT_EQ(std::tie(x.sources[j].target, x.sources[j].rule, x.sources[j].correlation),
                std::tie(y.sources[j].target, y.sources[j].rule, y.sources[j].correlation));
      EXPECT_EQ(x.sources[j].group_fields.size(), y.sources[j].group_fields.size());
    }
  }
  ASSERT_EQ(a.rules.size(), rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    ASSERT_TRUE(a.rules.Unpack(i) == rules.Unpack(i)) << a.rules.head(i).path;
  }
  ASSERT_EQ(a.not_used.size(), not_used.size());
  for (std::size_t i = 0; i < not_used.size(); ++i) ExpectSameNotUsed(a.not_used[i], not_used[i]);
  ASSERT_EQ(a.diagnostics.size(), diagnostics.size());
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    ExpectSameDiagnostic(a.diagnostics[i], diagnostics[i]);
  }
}

// Rules, a rule with a warning, one with an error, one not wanted.
RuleSet Mixed() {
  LoadOptions options;
  options.min_level = Level::kLow;
  RuleSet set =
      LoadRulesFromText("folder/mixed.yml",
                        "title: a\nid: 11111111-2222-3333-4444-555555555555\nlevel: high\n"
                        "logsource: {product: windows, service: security}\n"
                        "detection: {a: {Field|contains: x}, b: {F: 1}, condition: a}\n"
                        "---\ntitle: b\nlevel: high\nlogsource: {product: windows}\n"
                        "detection: {a: {Field|nonsense: x}, condition: a}\n"
                        "---\ntitle: c\nlevel: informational\nlogsource: {product: windows}\n"
                        "detection: {a: {Field: x}, condition: a}\n"
                        "---\ntitle: d\nname: d\nlogsource: {product: windows}\n"
                        "detection: {a: {Field: y}, condition: a}\n"
                        "---\ntitle: e\nlevel: high\ncorrelation: {type: temporal, rules: [d], "
                        "group-by: [u], aliases: {u: {d: User}}, timespan: 5m, condition: d}\n",
                        options);
  RuleSet full;
  full.rules = {testing::FullRule(), Rule{}};
  MergeRuleSets(set, std::move(full));
  return set;
}

TEST(RuleSetImage, GivesBackTheSameSet) {
  const RuleSet set = Mixed();
  ASSERT_EQ(set.rules.size(), 5U);
  ASSERT_EQ(set.correlations.size(), 1U);
  ASSERT_EQ(set.not_used.size(), 2U);
  ASSERT_GE(set.diagnostics.size(), 2U);
  for (const CacheImage& image : {ImageOf(PackRuleSet(set)), HeldImage(PackRuleSet(set))}) {
    const auto back = UnpackRuleSet(image);
    ASSERT_TRUE(back);
    ExpectSame(set, *back);
    EXPECT_EQ(PackRuleSet(*back), PackRuleSet(set));
    for (std::size_t i = 0; i < set.rules.size(); ++i) {
      EXPECT_TRUE(back->rules[i] == set.rules[i]) << i;
      EXPECT_EQ(back->rules.Shown(i).title, set.rules[i].title) << i;
    }
  }
}

TEST(RuleSetImage, SetsFromImagesCanBeChanged) {
  auto set = UnpackRuleSet(ImageOf(PackRuleSet(Mixed())));
  ASSERT_TRUE(set);
  auto more = UnpackRuleSet(ImageOf(PackRuleSet(Mixed())));
  ASSERT_TRUE(more);
  MergeRuleSets(*set, *std::move(more));
  EXPECT_EQ(set->rules.size(), 5U) << "all of them are duplicates";
  set->rules.SetPath(0, "elsewhere.yml");
  EXPECT_EQ(set->rules[0].path, "elsewhere.yml");
}

TEST(RuleSetImage, SurvivesAnyBytes) {
  const std::string good = PackRuleSet(Mixed());
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(UnpackRuleSet(ImageOf(good.substr(0, size)))) << size;
  }
  EXPECT_FALSE(UnpackRuleSet(ImageOf(good + '\0')));
  std::mt19937 random(11);
  std::size_t accepted = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string bytes = good;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto set = UnpackRuleSet(ImageOf(bytes));
    if (!set) continue;
    ++accepted;
    for (const Rule& rule : set->rules) EXPECT_TRUE(IsWellFormed(rule));
    for (std::size_t rule = 0; rule < set->rules.size(); ++rule) {
      EXPECT_EQ(set->rules.Shown(rule).tests.size(), set->rules[rule].tests.size());
    }
  }
  EXPECT_GT(accepted, 0U);
}

TEST(RuleSetImage, EveryRuleOfTheCorpus) {
  const char* corpus = std::getenv("NOROSHI_CORPUS");
  const std::string root = std::string(corpus == nullptr ? "../shared/corpus" : corpus) + "/rules";
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no rules in " << root;
  LoadOptions options;
  options.threads = 2;
  const auto set = LoadRules({root + "/sigma", root + "/hayabusa"}, options);
  ASSERT_TRUE(set.ok());
  const std::string bytes = PackRuleSet(*set);
  const auto back = UnpackRuleSet(ImageOf(bytes));
  ASSERT_TRUE(back);
  ExpectSame(*set, *back);
}

}  // namespace
}  // namespace noroshi
