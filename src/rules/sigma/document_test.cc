// Whole documents: metadata, tags, collections, filters, correlations, Hayabusa's dialect.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/time.h"
#include "rules/analytic_names.h"
#include "rules/sigma/correlation.h"
#include "rules/sigma/filters.h"
#include "rules/sigma/hayabusa.h"
#include "rules/sigma/tags.h"
#include "rules/testing/rule_printer.h"
#include "rules/testing/rule_text.h"
#include "rules/text/pattern_text.h"

namespace noroshi::testing {
namespace {

RuleSet Load(const std::string& text, const LoadOptions& options = {}) {
  return LoadRulesFromText("x.yml", text, options);
}

constexpr const char* kBody =
    "logsource: {product: windows}\ndetection: {s: {A: 1}, condition: s}\n";

Rule FirstRule(const std::string& head) {
  RuleSet set = Load(head + kBody);
  return set.rules.empty() ? Rule{} : std::move(set.rules.front());
}

TEST(Metadata, IsCarriedAsWrittenS1) {
  const Rule rule = FirstRule(
      "title: A title\nid: ABCDEF01-0000-0000-0000-00000000000F\nname: handle\nstatus: stable\n"
      "level: high\nauthor: 'a, b @c'\ndate: 2020-01-02\nmodified: 2021/03/04\n"
      "description: |\n  two\n  lines\nreferences: one\ntags:\nfalsepositives: [x, y]\n"
      "fields: [F]\ndetails: 'D: %F%'\ncustom: {anything: goes}\n");
  EXPECT_EQ(rule.title, "A title");
  EXPECT_EQ(rule.id, "abcdef01-0000-0000-0000-00000000000f");
  EXPECT_EQ(rule.name, "handle");
  EXPECT_EQ(rule.status, RuleStatus::kStable);
  EXPECT_EQ(rule.level, Level::kHigh);
  EXPECT_EQ(rule.author, "a, b @c");
  EXPECT_EQ(rule.date, "2020-01-02");
  EXPECT_EQ(rule.modified, "2021/03/04");
  EXPECT_EQ(rule.description, "two\nlines\n");
  EXPECT_EQ(rule.references, std::vector<std::string>{"one"});
  EXPECT_TRUE(rule.tags.empty());
  EXPECT_EQ(rule.false_positives, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(rule.details, "D: %F%");
  EXPECT_EQ(rule.source, RuleSource::kSigma);
}

TEST(Metadata, FaultsAreTold) {
  struct Case {
    const char* head;
    const char* codes;
  };
  constexpr Case kCases[] = {
      {"title: t\n", ""},
      {"id: 11111111-2222-3333-4444-555555555555\n", "S010"},
      {"title: t\nid: nonsense\n", "S011"},
      {"title: t\nlevel: grave\n", "S012"},
      {"title: t\nstatus: fine\n", "S013"},
      {"title: t\ntaxonomy: ecs\n", "S014"},
      {"title: t\ntaxonomy: Sigma\n", ""},
      {"title: t\nauthor: [a]\n", "S016"},
      {"title: t\ntitle: u\n", "S003"},
  };
  for (const Case& c : kCases)
    EXPECT_EQ(Codes(Load(c.head + std::string(kBody))), c.codes) << c.head;
}

TEST(Metadata, DuplicateKeysRefuseTheRuleS1_1) {
  const RuleSet set =
      Load("title: t\nlogsource: {product: windows}\ndetection: {s: {A: 1, A: 2}, condition: s}");
  EXPECT_TRUE(set.rules.empty());
  EXPECT_EQ(Codes(set), "S003");
}

TEST(Metadata, MadeUpIdIsAStableUuid) {
  const Rule rule = FirstRule("title: t\n");
  EXPECT_EQ(rule.id.size(), 36U);
  EXPECT_EQ(rule.id, FirstRule("title: u\n").id);  // by place, not by content
}

TEST(Tags, TechniquesAndTactics) {
  const Rule rule = FirstRule(
      "title: t\ntags: [attack.t1059.001, ATTACK.T1059, t1070, attack.defense_evasion,\n"
      "  attack.defense-evasion, attack.stealth, attack.g0045, attack.s0002, attack.ta0001,\n"
      "  attack.t10590, cve.2020.1, sysmon, attack.initial-access]\n");
  EXPECT_EQ(rule.techniques, (std::vector<std::string>{"T1059", "T1059.001", "T1070"}));
  EXPECT_EQ(rule.tactics,
            (std::vector<std::string>{"defense-evasion", "initial-access", "stealth"}));
}

TEST(Tags, WhomARuleAimsAt) {
  const Rule rule = FirstRule(
      "title: t\nfamilies: [LODEINFO, any, LODEINFO]\n"
      "tags: [attack.g0045, ATTACK.S0627, attack.g45, g0001, attack.stealth, family.Tick]\n");
  EXPECT_EQ(sigma::AimsOf(rule), (std::vector<std::string>{"G0045", "S0627", "Tick", "LODEINFO"}));
  EXPECT_EQ(rule.tactics, std::vector<std::string>{"stealth"});
  EXPECT_TRUE(sigma::AimsOf(FirstRule("title: t\nfamilies: any\n")).empty());
}

TEST(Tags, HowWellItIsFoundedThatARuleMeetsAFamily) {
  const Rule rule = FirstRule("title: t\nfamilies: {Tick: R1, Cobalt Strike: U, Kimsuky: INF}\n");
  EXPECT_EQ(sigma::AimsOf(rule),
            (std::vector<std::string>{"Tick [R1]", "Cobalt Strike [U]", "Kimsuky [INF]"}));
  EXPECT_EQ(sigma::AimsOf(FirstRule("title: t\nfamilies: {Tick: , any: }\n")),
            std::vector<std::string>{"Tick"});
  EXPECT_EQ(sigma::AimsOf(FirstRule("title: t\nfamilies: {VSingle: own}\n")),
            std::vector<std::string>{"VSingle [own]"});
  const RuleSet wrong = Load("title: t\nfamilies:\n  Tick: R3\n" + std::string(kBody));
  EXPECT_EQ(Codes(wrong), "S016");  // said, and the name is kept
  ASSERT_EQ(wrong.rules.size(), 1U);
  EXPECT_EQ(sigma::AimsOf(wrong.rules[0]), std::vector<std::string>{"Tick"});
}

TEST(Documents, OtherYamlIsNoRule) {
  const RuleSet set = Load("SrcIP: [a]\n");
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kNoRule);
  EXPECT_EQ(Codes(set), "S005");
  EXPECT_EQ(Codes(Load("title: t\nlogsource: {product: windows}\n")), "S030");
  EXPECT_EQ(Codes(Load("title: t\nlogsource: {product: windows}\ndetection: [a]\n")), "S030");
}

TEST(Documents, AreIndependentS11_1) {
  const RuleSet set =
      Load(std::string("title: a\n") + kBody + "---\ntitle: b: c\n---\ntitle: c\n" + kBody);
  ASSERT_EQ(set.rules.size(), 2U);
  EXPECT_EQ(set.rules[0].document, 0U);
  EXPECT_EQ(set.rules[1].document, 2U);
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].document, 1U);
  EXPECT_EQ(set.documents, 3U);
}

TEST(Collections, GlobalResetS11_2) {
  const RuleSet set = Load(
      "action: global\ntitle: shared\nlevel: high\ndetection: {s: {A: 1}, condition: s and t}\n"
      "---\nlogsource: {product: windows}\ndetection: {t: {B: 1}}\n"
      "---\nlogsource: {service: system}\nlevel: low\ndetection: {t: {B: 2}}\n"
      "---\naction: reset\n---\ntitle: alone\n" +
      std::string(kBody));
  ASSERT_EQ(set.rules.size(), 3U);
  EXPECT_EQ(PrintCondition(set.rules[0]), "and(A=1, B=1)");
  EXPECT_EQ(PrintCondition(set.rules[1]), "and(A=1, B=2)");
  EXPECT_EQ(set.rules[1].title, "shared");
  EXPECT_EQ(set.rules[1].level, Level::kHigh);  // global wins
  EXPECT_EQ(PrintGate(set.rules[1].gate), "system");
  EXPECT_EQ(PrintCondition(set.rules[2]), "A=1");
  EXPECT_EQ(set.rules[2].title, "alone");
}

TEST(Collections, RepeatS11_2) {
  const RuleSet set = Load(std::string("title: a\n") + kBody +
                           "---\naction: repeat\ntitle: b\ndetection: {s: {A: 2}}\n");
  ASSERT_EQ(set.rules.size(), 2U);
  EXPECT_EQ(set.rules[1].title, "b");
  EXPECT_EQ(PrintCondition(set.rules[1]), "A=2");
  EXPECT_NE(set.rules[0].content_hash, set.rules[1].content_hash);
}

TEST(Collections, FaultsAreTold) {
  EXPECT_EQ(Codes(Load("action: explode\ntitle: t\n")), "S006");
  EXPECT_EQ(Codes(Load("action: repeat\ntitle: t\n")), "S007");
  std::string many = std::string("title: a\n") + kBody;
  for (int i = 0; i < 1100; ++i) many += "---\naction: repeat\ntitle: b\n";
  const RuleSet set = Load(many);
  EXPECT_EQ(set.rules.size(), 1001U);
  EXPECT_NE(Codes(set).find("S035"), std::string::npos);
}

constexpr const char* kTarget = "11111111-0000-0000-0000-000000000001";

std::string WithFilter(const std::string& filter) {
  return fmt::format("title: r\nid: {}\nname: handle\n{}---\ntitle: f\n{}", kTarget, kBody, filter);
}

TEST(Filters, AreConjoinedS10_2) {
  struct Case {
    const char* filter;
    const char* condition;
    const char* codes;
  };
  const std::string by_id =
      fmt::format("filter: {{rules: [{}], s: {{B: 1}}, condition: not s}}", kTarget);
  const Case kCases[] = {
      {by_id.c_str(), "and(A=1, not(B=1))", "S020"},
      {"logsource: {product: windows}\nfilter: {rules: handle, s: {B: 1}, condition: not s}",
       "and(A=1, not(B=1))", ""},
      {"logsource: {product: windows}\nfilter: {rules: any, s: {B: 1}, condition: s}",
       "and(A=1, B=1)", "S075"},
      {"logsource: {product: linux}\nfilter: {rules: any, s: {B: 1}, condition: not s}", "A=1",
       "S074"},  // not covered
      {"logsource: {product: windows}\nfilter: {rules: [other], s: {B: 1}, condition: not s}",
       "A=1", "S074"},
      {"logsource: {product: windows}\nfilter: {s: {B: 1}, condition: not s}", "A=1", "S073"},
      {"logsource: {product: windows}\nfilter: {rules: any, s: {B: 1}, condition: t}", "A=1",
       "S062"},
      {"filter: x", "A=1", "S020 S073"},
  };
  for (const Case& c : kCases) {
    const RuleSet set = Load(WithFilter(c.filter));
    ASSERT_EQ(set.rules.size(), 1U) << c.filter;
    EXPECT_EQ(PrintCondition(set.rules[0]), c.condition) << c.filter;
    std::string codes = Codes(set);
    EXPECT_EQ(codes.size(), std::string_view(c.codes).size()) << c.filter << ": " << codes;
  }
}

TEST(Filters, SelectionsKeepApart) {
  const RuleSet set = Load(WithFilter(
      "logsource: {product: windows}\nfilter: {rules: any, s: {B: 1}, condition: not s}"));
  EXPECT_EQ(set.rules[0].selections, (std::vector<std::string>{"s", "f: s"}));
  EXPECT_EQ(set.rules[0].tests[1].selection, 1U);
}

TEST(Filters, SeveralAreAllApplied) {
  const std::string more =
      "logsource: {product: windows}\nfilter: {rules: any, s: {C: 1}, condition: not s}";
  const RuleSet set = Load(WithFilter(more) + "\n---\ntitle: g\n" + more);
  EXPECT_EQ(PrintCondition(set.rules[0]), "and(and(A=1, not(C=1)), not(C=1))");
}

std::string Correlation(const std::string& lines) { return "title: c\ncorrelation:\n  " + lines; }

TEST(Correlations, AreCheckedS9) {
  struct Case {
    const char* lines;
    const char* codes;
  };
  constexpr Case kCases[] = {
      {"{type: event_count, rules: handle, timespan: 5m, condition: {gte: 5}}", ""},
      {"{type: value_count, rules: [handle], timespan: 5m, condition: {gt: 3, field: F}}", ""},
      {"{type: temporal, rules: [handle], timespan: 1h}", ""},
      {"{type: temporal, rules: [handle], timespan: 1h, condition: handle}", ""},
      {"{type: temporal, rules: [handle, r2], timespan: 1h, condition: handle and not r2}", ""},
      {"{type: temporal, rules: [handle, r2], timespan: 1h, condition: 1 of them}", ""},
      {"{type: temporal, rules: [handle, r2], timespan: 1h, condition: handle}", "S071"},
      {"{type: temporal, rules: [handle], timespan: 1h, condition: handle and x}", "S071"},
      {"{type: temporal, rules: [handle], timespan: 1h, condition: handle | count() > 1}", "S071"},
      {"{type: temporal_ordered, rules: [handle, r2], timespan: 1h, condition: handle and r2}", ""},
      {"{type: temporal_ordered, rules: [handle, r2], timespan: 1h, condition: handle or r2}",
       "S071"},
      {"{type: value_percentile, rules: [handle], timespan: 1d, condition: {gt: 1, field: F, "
       "percentile: 95}}",
       ""},
      {"{type: value_percentile, rules: [handle], timespan: 1d, condition: {gt: 1, field: F}}",
       "S071"},  // D-9
      {"{type: value_percentile, rules: [handle], timespan: 1d, condition: {gt: 1, field: F, "
       "percentile: 101}}",
       "S071"},
      {"{type: value_count, rules: [handle], timespan: 5m, condition: {gt: 3}}", "S071"},
      {"{type: value_count, rules: [handle], timespan: 5m, condition: {gt: 3, field: [F, G]}}", ""},
      {"{type: value_sum, rules: [handle], timespan: 5m, condition: {gt: 3, field: [F, G]}}",
       "S071"},
      {"{type: event_count, rules: [handle], timespan: 5m, condition: {gt: 3}, aliases: x}",
       "S071"},
      {"{type: event_count, rules: [handle], timespan: 5m, condition: {gt: 3}, aliases: {a: b}}",
       "S071"},
      {"{type: event_count, rules: [handle], timespan: 5m}", "S071"},
      {"{type: event_count, rules: [handle], timespan: 5m, condition: {field: F}}", "S071"},
      {"{type: event_count, rules: [handle], timespan: 5m, condition: {gt: many}}", "S071"},
      {"{type: event_count, rules: [handle], timespan: soon, condition: {gt: 1}}", "S071"},
      {"{type: event_count, rules: [], timespan: 5m, condition: {gt: 1}}", "S071"},
      {"{type: odd, rules: [handle], timespan: 5m, condition: {gt: 1}}", "S071"},
      {"{type: event_count, rules: [nobody], timespan: 5m, condition: {gt: 1}}", "S072"},
      {"x", "S071"},
  };
  for (const Case& c : kCases) {
    const RuleSet set =
        Load(fmt::format("title: r\nname: handle\n{}---\ntitle: r2\nname: r2\n{}---\n{}", kBody,
                         kBody, Correlation(c.lines)));
    EXPECT_EQ(Codes(set), c.codes) << c.lines;
    const bool fine = std::string_view(c.codes).empty();
    EXPECT_EQ(set.correlations.size(), fine ? 1U : 0U) << c.lines;
    EXPECT_EQ(std::ranges::count(set.not_used, 2U, &NotUsedRule::document), fine ? 0 : 1)
        << c.lines;
  }
}

TEST(Correlations, AreLoweredS9) {
  const RuleSet set = Load(
      fmt::format("title: r\nname: handle\n{}---\n{}", kBody,
                  Correlation("{type: value_count, rules: handle, group-by: Host, timespan: 5m, "
                              "condition: {gt: 3, lte: 0x10, field: [F, G]}}\nlevel: high")));
  ASSERT_EQ(set.correlations.size(), 1U);
  const CorrelationRule& correlation = set.correlations[0];
  EXPECT_EQ(correlation.measure, Measure::kDistinct);
  EXPECT_EQ(correlation.reporting, Reporting::kClusters);
  EXPECT_EQ(correlation.timespan, 300 * kTicksPerSecond);
  EXPECT_EQ(correlation.group_by, std::vector<std::string>{"Host"});
  EXPECT_EQ(correlation.values, (std::vector<std::string>{"F", "G"}));
  ASSERT_EQ(correlation.tests.size(), 2U);  // a range: both must hold
  EXPECT_EQ(correlation.tests[0].op, CorrelationOp::kGreater);
  EXPECT_EQ(correlation.tests[1].number.magnitude, 16U);
  EXPECT_FALSE(correlation.judged_rising());
  EXPECT_EQ(correlation.shown, "value_count(F, G) > 3 and <= 16 in 5m by Host");
}

TEST(Correlations, TemporalWithoutConditionWantsAllRulesS9_4) {
  const RuleSet set =
      Load(fmt::format("title: a\nname: a\n{}---\ntitle: b\nname: b\n{}---\n{}", kBody, kBody,
                       Correlation("{type: temporal_ordered, rules: [a, b], timespan: 1h}")));
  ASSERT_EQ(set.correlations.size(), 1U);
  ASSERT_EQ(set.correlations[0].tests.size(), 1U);
  EXPECT_EQ(set.correlations[0].tests[0].op, CorrelationOp::kGreaterEqual);
  EXPECT_EQ(set.correlations[0].tests[0].number.magnitude, 2U);
  EXPECT_TRUE(set.correlations[0].judged_rising());
}

TEST(Aggregations, AreLoweredS8) {
  struct Case {
    const char* condition;
    Measure measure;
    std::size_t values, groups;
  };
  constexpr Case kCases[] = {
      {"s | count() > 5", Measure::kEvents, 0, 0},
      {"s | count(F) by G >= 10", Measure::kDistinct, 1, 1},
      {"s | count(F) by G,H < 10", Measure::kDistinct, 1, 2},
      {"s | count() by G, H == 10", Measure::kEvents, 0, 2},
      {"s | sum(F) per G < 5", Measure::kSum, 1, 1},
      {"s | avg(F) = 5", Measure::kAverage, 1, 0},
      {"s | min(F) < 5", Measure::kMinimum, 1, 0},
      {"s | max(F) > 5", Measure::kMaximum, 1, 0},
  };
  for (const Case& c : kCases) {
    const RuleSet set =
        LoadDetection(fmt::format("s: {{A: 1}}\ntimeframe: 5m\ncondition: {}", c.condition));
    ASSERT_EQ(set.correlations.size(), 1U) << c.condition;
    const CorrelationRule& correlation = set.correlations[0];
    EXPECT_EQ(correlation.measure, c.measure) << c.condition;
    EXPECT_EQ(correlation.values.size(), c.values) << c.condition;
    EXPECT_EQ(correlation.group_by.size(), c.groups) << c.condition;
    EXPECT_EQ(correlation.reporting, Reporting::kRestarts) << c.condition;
    EXPECT_EQ(correlation.timespan, 300 * kTicksPerSecond) << c.condition;
    // The rule's own matches are its events, and no findings.
    EXPECT_EQ(correlation.rule, 0U) << c.condition;
    EXPECT_EQ(correlation.sources[0].rule, 0U) << c.condition;
    EXPECT_EQ(set.silent, std::vector<std::uint32_t>{0}) << c.condition;
  }
}

TEST(Aggregations, WithoutTimeframeTheInputIsOneWindowS8_1) {
  const RuleSet set = LoadDetection("s: {A: 1}\ncondition: s | count() > 5");
  ASSERT_EQ(set.correlations.size(), 1U);
  EXPECT_EQ(set.correlations[0].timespan, kNoTimespan);
  EXPECT_FALSE(set.correlations[0].judged_rising());
}

TEST(Aggregations, FaultsAreToldS8) {
  for (const char* condition :
       {"s | count(F) by G", "s | count(F) by G > many", "s | median(F) > 5", "s | near t", "s |",
        "s | sum() > 5", "s | count(F) on G > 5", "s | count() by , > 5"}) {
    const RuleSet set = LoadDetection(fmt::format("s: {{A: 1}}\ncondition: {}", condition));
    ASSERT_EQ(set.not_used.size(), 1U) << condition;
    EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kInvalid) << condition;
    EXPECT_TRUE(set.correlations.empty()) << condition;
  }
  EXPECT_EQ(Codes(LoadDetection("s: {A: 1}\ntimeframe: soon\ncondition: s | count() > 5")), "S070");
}

TEST(Correlations, TimespansS9_5) {
  struct Case {
    const char* text;
    std::uint64_t seconds;
  };
  constexpr Case kCases[] = {{"0s", 0},         {"1s", 1},         {"30m", 1800},
                             {"24h", 86'400},   {"7d", 604'800},   {"1w", 604'800},
                             {"1M", 2'629'746}, {"1y", 31'556'952}};
  for (const Case& c : kCases) {
    EXPECT_EQ(sigma::ParseTimespan(c.text), c.seconds * kTicksPerSecond) << c.text;
  }
  EXPECT_EQ(sigma::ParseTimespan("99999999999999999999y"), kNoTimespan - 1);
  for (const char* text : {"", "s", "5", "5 m", "m5", "5x", "-5m", "1.5h"}) {
    EXPECT_FALSE(sigma::ParseTimespan(text)) << text;
  }
}

TEST(Hayabusa, DialectIsToldByRuletypeS2_4) {
  const Rule rule = FirstRule("title: t\nruletype: Sigma\n");
  EXPECT_EQ(rule.source, RuleSource::kHayabusa);
  EXPECT_TRUE(rule.channel_matches_either);
  EXPECT_FALSE(FirstRule("title: t\n").channel_matches_either);
  LoadOptions options;
  options.default_source = RuleSource::kNoroshi;
  EXPECT_EQ(Load(std::string("title: t\n") + kBody, options).rules[0].source, RuleSource::kNoroshi);
}

TEST(Hayabusa, AliasesS3_11) {
  Rule rule;
  EXPECT_EQ(sigma::ResolveField("ComputerName", rule).name, "ComputerName");  // not in Sigma
  rule.source = RuleSource::kHayabusa;
  EXPECT_EQ(sigma::ResolveField("ComputerName", rule).name, "Computer");
  EXPECT_EQ(sigma::ResolveField("UserDataPossibleCause", rule).name, "PossibleCause");
  const sigma::ResolvedField cleared = sigma::ResolveField("LogFileClearedChannel", rule);
  EXPECT_EQ(cleared.name, "Channel");
  EXPECT_EQ(cleared.scope, FieldScope::kPayload);
  EXPECT_EQ(sigma::ResolveField("Image", rule).scope, FieldScope::kAuto);
}

TEST(Hayabusa, ChannelAbbreviations) {
  Rule rule;
  rule.source = RuleSource::kHayabusa;
  const auto expanded = [&](const char* text, const char* field) {
    std::string out;
    for (const Pattern& pattern : sigma::ExpandChannel({LiteralPattern(text)}, field, rule)) {
      out += (out.empty() ? "" : ", ") + PrintPattern(pattern);
    }
    return out;
  };
  EXPECT_EQ(expanded("sec", "Channel"), "sec, Security");
  EXPECT_EQ(expanded("Security", "Channel"), "Security");
  EXPECT_EQ(expanded("Sec", "Image"), "Sec");
  rule.source = RuleSource::kSigma;
  EXPECT_EQ(expanded("Sec", "Channel"), "Sec");
}

TEST(Metadata, ARuleThatWordsAnAnalyticNeedsNoDetectionWhereverItCameFrom) {
  const RuleSet set =
      Load("title: t\nlogsource: {product: noroshi, category: analytic, service: beacon}\n");
  ASSERT_EQ(set.rules.size(), 1U);
  EXPECT_EQ(set.rules.front().source, RuleSource::kNoroshi);
  EXPECT_EQ(AnalyticOf(set.rules.front()), "beacon");
}

}  // namespace
}  // namespace noroshi::testing
