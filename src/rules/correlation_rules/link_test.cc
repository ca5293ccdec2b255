// Joining correlations to rules: references, chains, silence, aliases, and linking again.
#include "rules/correlation_rules/link.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "rules/rule_lists.h"

namespace noroshi {
namespace {

std::string Detection(std::string_view name, std::string_view more = "") {
  return fmt::format(
      "title: {0}\nname: {0}\nid: {1}\n{2}logsource: {{product: windows}}\n"
      "detection: {{s: {{A: {0}}}, condition: s}}\n---\n",
      name, name, more);
}

std::string Correlation(std::string_view name, std::string_view rules, std::string_view more = "") {
  return fmt::format(
      "title: {0}\nname: {0}\nid: {0}\ncorrelation: {{type: event_count, rules: [{1}], "
      "timespan: 5m, condition: {{gte: 2}}{2}}}\n---\n",
      name, rules, more);
}

RuleSet Load(const std::string& text, const LoadOptions& options = {}) {
  RuleSet set = LoadRulesFromText("t.yml", text, options);
  // Short ids are handy here and draw a warning each.
  std::erase_if(set.diagnostics, [](const Diagnostic& d) { return d.code == "S011"; });
  return set;
}

// "code reason" of each correlation that is not used, by name.
std::string NotUsed(const RuleSet& set) {
  std::string out;
  for (const NotUsedRule& rule : set.not_used) {
    out +=
        fmt::format("{}{}:{}", out.empty() ? "" : " ", rule.title, NotUsedReasonName(rule.reason));
  }
  return out;
}

std::string Said(const RuleSet& set) {
  std::string out;
  for (const Diagnostic& diagnostic : set.diagnostics) {
    out += fmt::format("{}{}", out.empty() ? "" : " ", diagnostic.code);
  }
  return out;
}

// "name(source source)" in the order of evaluation.
std::string Plan(const RuleSet& set) {
  std::string out;
  for (const CorrelationRule& correlation : set.correlations) {
    out += out.empty() ? "" : " ";
    out += set.rules[correlation.rule].title + "(";
    for (const CorrelationSource& source : correlation.sources) {
      out += (out.back() == '(' ? "" : " ") + set.rules[source.rule].title;
      if (source.correlation == CorrelationSource::kNone) continue;
      EXPECT_EQ(set.correlations[source.correlation].rule, source.rule);
    }
    out += ")";
  }
  return out;
}

std::string Silent(const RuleSet& set) {
  std::string out;
  for (const std::uint32_t rule : set.silent) out += set.rules[rule].title;
  return out;
}

TEST(Link, ByNameAndByIdInAnyOrderOfDocuments) {
  const RuleSet set = Load(Correlation("c", "A, b") + Detection("a") + Detection("b"));
  EXPECT_EQ(Plan(set), "c(a b)");
  EXPECT_EQ(Silent(set), "ab");
  EXPECT_EQ(Said(set), "");
  EXPECT_EQ(set.rules.size(), 3U);
}

TEST(Link, ChainsAreEvaluatedAfterTheirSources) {
  const RuleSet set = Load(Correlation("top", "mid, a") + Correlation("mid", "low") +
                           Correlation("low", "a") + Detection("a"));
  EXPECT_EQ(Plan(set), "low(a) mid(low) top(mid a)");
  ASSERT_EQ(set.correlations.size(), 3U);
  EXPECT_EQ(set.correlations[0].depth, 0U);
  EXPECT_EQ(set.correlations[2].depth, 2U);
  EXPECT_TRUE(set.correlations[0].silent);
  EXPECT_TRUE(set.correlations[1].silent);
  EXPECT_FALSE(set.correlations[2].silent);
}

struct FaultCase {
  const char* why;
  std::string text;
  const char* not_used;
  const char* said;
};

TEST(Link, FaultsAreToldAndCostNoOtherRule) {
  const FaultCase kCases[] = {
      {"no such rule", Correlation("c", "x") + Detection("a"), "c:invalid", "S072"},
      {"two of that name",
       Correlation("c", "a") + Detection("a") +
           "title: other\nname: a\nlogsource: {product: windows}\n"
           "detection: {s: {A: 1}, condition: s}\n",
       "c:invalid", "S072"},
      {"itself", Correlation("c", "c"), "c:invalid", "S076"},
      {"a circle of two, and one above it",
       Correlation("c", "d") + Correlation("d", "c") + Correlation("e", "c"),
       "c:invalid d:invalid e:invalid", "S076 S076 S076"},
      {"above a refused one", Correlation("c", "x") + Correlation("d", "c"),
       "c:invalid d:correlation", "S072 S077"},
      {"a rule that is not evaluated",
       Correlation("c", "a, b") + Detection("a", "status: deprecated\n") + Detection("b"),
       "c:correlation a:status b:correlation", "S077"},
      {"an alias for nobody",
       Correlation("c", "a", ", group-by: [u], aliases: {u: {b: F}}") + Detection("a"), "", "S079"},
      {"a group that the inner one lacks",
       Correlation("c", "d", ", group-by: [User]") + Correlation("d", "a", ", group-by: [Host]") +
           Detection("a"),
       "c:invalid d:correlation a:correlation", "S078"},
  };
  for (const FaultCase& c : kCases) {
    const RuleSet set = Load(c.text);
    EXPECT_EQ(NotUsed(set), c.not_used) << c.why;
    EXPECT_EQ(Said(set), c.said) << c.why;
    for (const Diagnostic& diagnostic : set.diagnostics) {
      EXPECT_GT(diagnostic.line, 0U) << c.why;
      EXPECT_GT(diagnostic.column, 0U) << c.why;
      EXPECT_FALSE(diagnostic.fix.empty()) << c.why;
    }
  }
}

TEST(Link, DepthIsBounded) {
  std::string text = Detection("a") + Correlation("c0", "a");
  for (std::uint32_t i = 1; i <= kMaxCorrelationDepth; ++i) {
    text += Correlation(fmt::format("c{}", i), fmt::format("c{}", i - 1), ", generate: true");
  }
  const RuleSet set = Load(text);
  EXPECT_EQ(set.correlations.size(), kMaxCorrelationDepth);
  EXPECT_EQ(NotUsed(set), fmt::format("c{}:invalid", kMaxCorrelationDepth));
}

TEST(Link, GenerateOfOneCorrelationIsEnoughS9_13) {
  EXPECT_EQ(Silent(Load(Correlation("c", "a") + Detection("a"))), "a");
  EXPECT_EQ(Silent(Load(Correlation("c", "a", ", generate: true") + Detection("a"))), "");
  EXPECT_EQ(Silent(Load(Correlation("c", "a", ", generate: true") + Correlation("d", "a") +
                        Detection("a"))),
            "");
  EXPECT_EQ(Silent(Load("title: c\ngenerate: true\ncorrelation: {type: event_count, rules: a, "
                        "timespan: 5m, condition: {gte: 2}}\n---\n" +
                        Detection("a"))),
            "");
}

TEST(Link, AliasesGiveEachRuleItsFieldS9_12) {
  const RuleSet set =
      Load(Correlation("c", "a, b", ", group-by: [u, Host], aliases: {u: {a: Src, B: Dst}}") +
           Correlation("d", "c", ", group-by: [u]") + Detection("a") + Detection("b"));
  ASSERT_EQ(Plan(set), "c(a b) d(c)") << Said(set);
  const CorrelationRule& inner = set.correlations[0];
  EXPECT_EQ(inner.sources[0].group_fields[0].name, "Src");
  EXPECT_EQ(inner.sources[1].group_fields[0].name, "Dst");
  EXPECT_EQ(inner.sources[1].group_fields[1].name, "Host");
  EXPECT_EQ(set.correlations[1].sources[0].group_fields[0].slot, 0U);
}

TEST(Link, LevelIsThatOfTheRulesUnlessGivenS9_1) {
  const std::string rule = Detection("a", "level: high\n");
  EXPECT_EQ(Load(Correlation("c", "a") + rule).rules[0].level, Level::kHigh);
  EXPECT_EQ(Load("level: low\n" + Correlation("c", "a") + rule).rules[0].level, Level::kLow);
}

TEST(Link, RulesBelowTheLevelStayWhereACorrelationNeedsThem) {
  LoadOptions options;
  options.min_level = Level::kHigh;
  const RuleSet set = Load("level: high\n" + Correlation("c", "a") +
                               Detection("a", "level: low\n") + Detection("b", "level: low\n"),
                           options);
  EXPECT_EQ(Plan(set), "c(a)");
  EXPECT_EQ(Silent(set), "a");
  EXPECT_EQ(NotUsed(set), "b:level");
}

TEST(Link, SourcesOfAnUnwantedCorrelationStayParts) {
  LoadOptions options;
  options.min_level = Level::kHigh;
  const RuleSet set =
      Load("level: low\n" + Correlation("c", "a") + Detection("a", "level: critical\n"), options);
  EXPECT_EQ(NotUsed(set), "c:level a:correlation");
  EXPECT_TRUE(set.rules.empty());
}

// A correlation may name rules of another set: what one load could not join, merging does.
TEST(Link, MergedSetsAreLinkedAnew) {
  RuleSet set = LoadRulesFromText("c.yml", Correlation("c", "a"), {});
  EXPECT_EQ(NotUsed(set), "c:invalid");
  MergeRuleSets(set, LoadRulesFromText("a.yml", Detection("b") + Detection("a"), {}));
  EXPECT_EQ(Plan(set), "c(a)");
  EXPECT_EQ(NotUsed(set), "");
  EXPECT_EQ(Silent(set), "a");
  EXPECT_EQ(Said(set).find("S072"), std::string::npos);
}

TEST(Link, ExcludingARuleEndsWhatItFed) {
  RuleSet set = Load(Correlation("c", "a, b") + Detection("a") + Detection("b"));
  ExcludeListed(set, {"a"}, "list");
  EXPECT_EQ(NotUsed(set), "c:correlation a:excluded b:correlation");
  EXPECT_TRUE(set.rules.empty());
  EXPECT_TRUE(set.correlations.empty());
}

TEST(Link, ExcludingACorrelationDoesNotWakeItsParts) {
  RuleSet set = Load(Correlation("c", "a") + Detection("a"));
  ExcludeListed(set, {"c"}, "list");
  EXPECT_EQ(NotUsed(set), "c:excluded a:correlation");
}

TEST(Link, IsIdempotent) {
  RuleSet set =
      Load(Correlation("c", "x, a") + Correlation("d", "b") + Detection("a") + Detection("b"));
  const std::string plan = Plan(set), not_used = NotUsed(set), said = Said(set);
  LinkCorrelations(set);
  LinkCorrelations(set);
  EXPECT_EQ(Plan(set), plan);
  EXPECT_EQ(NotUsed(set), not_used);
  EXPECT_EQ(Said(set), said);
}

}  // namespace
}  // namespace noroshi
