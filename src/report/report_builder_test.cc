#include "report/report_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "report/level_counts.h"
#include "report/render.h"
#include "report/tactics.h"

namespace noroshi {
namespace {

struct Seen {
  std::uint32_t rule;
  std::string host;
  Timestamp time;
};

Level LevelOf(std::uint32_t rule) { return static_cast<Level>(rule % kLevelCount); }

ReportRule Describe(std::uint32_t number) {
  ReportRule rule;
  rule.id = "id-" + std::to_string(number);
  rule.title = "rule " + std::to_string(number % 7);
  rule.level = LevelOf(number);
  if (number % 3 != 0) rule.tactics = {number % 2 == 0 ? "defense_evasion" : "execution"};
  if (number % 4 == 0) rule.tactics.emplace_back("execution");  // twice for some
  rule.techniques = {"T" + std::to_string(1000 + number % 5)};
  return rule;
}

// Findings in time order over skewed rules and hosts; every seventh has no time and comes first.
std::vector<Seen> MakeFindings(std::uint64_t seed, std::size_t count) {
  std::vector<Seen> findings;
  std::uint64_t state = seed;
  const auto below = [&state](std::uint64_t limit) { return (state = HashMix(state, 7)) % limit; };
  for (std::size_t i = 0; i < count; ++i) {
    const Timestamp time{i < count / 7 ? 0 : kUnixEpochTicks + i * kTicksPerDay / 50};
    findings.push_back({static_cast<std::uint32_t>(below(below(40) + 1)),
                        "HOST" + std::to_string(below(below(25) + 1)), time});
  }
  return findings;
}

ReportDocument Build(const std::vector<Seen>& findings, const ReportLimits& limits) {
  ReportBuilder builder(limits);
  std::uint64_t number = 0;
  for (const Seen& seen : findings) {
    ++number;
    if (!builder.AddFinding({.rule = seen.rule,
                             .level = LevelOf(seen.rule),
                             .host = seen.host,
                             .time = seen.time})) {
      continue;
    }
    ReportFinding sample;
    sample.id = std::to_string(number);
    sample.time = seen.time;
    builder.AddSample(std::move(sample));
  }
  return std::move(builder).Finish({}, Describe);
}

// Asserts that every total of the document is what plain counting over `findings` gives.
void ExpectExactCounts(const ReportDocument& document, const std::vector<Seen>& findings) {
  LevelCounts by_level{};
  std::map<std::string, LevelCounts> hosts;
  std::map<std::string, std::uint64_t> rules;
  std::map<std::pair<std::string, std::string>, std::uint64_t> groups;
  std::map<std::string, LevelCounts> tactics;
  for (const Seen& seen : findings) {
    const auto level = static_cast<std::size_t>(LevelOf(seen.rule));
    const ReportRule rule = Describe(seen.rule);
    ++by_level[level];
    ++hosts[seen.host][level];
    ++rules[rule.id];
    ++groups[{rule.id, seen.host}];
    std::set<std::string> names;
    for (const std::string& tactic : rule.tactics) names.insert(CanonicalTactic(tactic));
    if (names.empty()) names.insert("");
    for (const std::string& name : names) ++tactics[name][level];
  }
  EXPECT_EQ(document.findings, findings.size());
  EXPECT_EQ(document.findings_by_level, by_level);
  EXPECT_EQ(document.rules_matched, rules.size());
  ASSERT_EQ(document.tactics.size(), tactics.size());
  for (const ReportTactic& tactic : document.tactics) {
    EXPECT_EQ(tactic.findings, tactics[tactic.tactic]);
  }
  for (const ReportHost& host : document.hosts) EXPECT_EQ(host.findings, hosts[host.name]);
  for (const ReportRule& rule : document.rules) {
    EXPECT_EQ(rule.count, rules[rule.id]);
    std::uint64_t grouped = rule.count_not_grouped;
    for (const ReportGroup& group : rule.groups) {
      EXPECT_EQ(group.count, (groups[{rule.id, group.host}]));
      grouped += group.count;
    }
    EXPECT_EQ(grouped, rule.count);
  }
  std::uint64_t drawn = TotalOf(document.timeline.outside) + TotalOf(document.timeline.undated);
  for (const LevelCounts& counts : document.timeline.buckets) drawn += TotalOf(counts);
  EXPECT_EQ(drawn, findings.size());
}

TEST(ReportBuilder, CountsAreExactUnderAnyLimits) {
  const ReportLimits cases[] = {
      {},
      {.samples_per_group = 1},
      {.samples = 50},
      {.samples = 3},  // fewer than groups
      {.groups = 10},
      {.hosts = 5},
      {.sample_bytes = 5'000},
      {.samples = 0, .groups = 0, .hosts = 0},
  };
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const std::vector<Seen> findings = MakeFindings(seed, 3'000);
    for (const ReportLimits& limits : cases) {
      const ReportDocument document = Build(findings, limits);
      ExpectExactCounts(document, findings);
      EXPECT_LE(document.samples, limits.samples);
      EXPECT_LE(document.hosts.size(), limits.hosts);
    }
  }
}

TEST(ReportBuilder, KeepsTheEarliestSamplesOfEachGroup) {
  const std::vector<Seen> findings = MakeFindings(3, 2'000);
  const ReportDocument document = Build(findings, {.samples_per_group = 4});
  for (const ReportRule& rule : document.rules) {
    for (const ReportGroup& group : rule.groups) {
      std::vector<std::string> expected;
      for (std::size_t i = 0; i < findings.size() && expected.size() < 4; ++i) {
        const bool here =
            findings[i].host == group.host && Describe(findings[i].rule).id == rule.id;
        if (here) expected.push_back(std::to_string(i + 1));
      }
      ASSERT_EQ(group.samples.size(), expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(group.samples[i].id, expected[i]);
      }
    }
  }
}

// A noisy group must not use up what later, rarer groups need.
TEST(ReportBuilder, LateGroupsStillGetASample) {
  ReportBuilder builder({.samples_per_group = 20, .samples = 40});
  const auto add = [&builder](const std::string& host) {
    if (builder.AddFinding({.rule = 1, .level = Level::kLow, .host = host, .time = {}})) {
      builder.AddSample({});
    }
  };
  for (int host = 0; host < 30; ++host) {
    for (int i = 0; i < 100; ++i) add("HOST" + std::to_string(host));
  }
  const ReportDocument document = std::move(builder).Finish({}, Describe);
  EXPECT_LE(document.samples, 40u);
  for (const ReportGroup& group : document.rules.at(0).groups) {
    EXPECT_GE(group.samples.size(), 1u) << group.host;
  }
}

TEST(ReportBuilder, CutsLongValuesBetweenCharacters) {
  ReportBuilder builder({.value_bytes = 4});
  ASSERT_TRUE(builder.AddFinding({.rule = 0, .level = Level::kLow, .host = "h", .time = {}}));
  ReportFinding sample;
  sample.fields = {{"short", "abcd"}, {"long", "ab\xE6\x97\xA5\xE6\x9C\xAC"}};
  builder.AddSample(sample);
  ASSERT_TRUE(builder.AddFinding({.rule = 0, .level = Level::kLow, .host = "h", .time = {}}));
  sample.fields.pop_back();
  builder.AddSample(sample);

  const ReportDocument document = std::move(builder).Finish({}, Describe);
  const auto& samples = document.rules.at(0).groups.at(0).samples;
  EXPECT_EQ(samples[0].fields[0].second, "abcd");
  EXPECT_EQ(samples[0].fields[1].second, "ab");
  EXPECT_EQ(samples[0].marks, std::vector<std::string>{"value_cut"});
  EXPECT_TRUE(samples[1].marks.empty());
}

TEST(ReportBuilder, SortsByGravity) {
  const ReportDocument document = Build(MakeFindings(9, 3'000), {});
  const auto& rules = document.rules;
  EXPECT_TRUE(std::is_sorted(rules.begin(), rules.end(), [](const auto& a, const auto& b) {
    return std::tie(b.level, b.count, a.title, a.id) < std::tie(a.level, a.count, b.title, b.id);
  }));
  const auto& hosts = document.hosts;
  EXPECT_TRUE(std::is_sorted(hosts.begin(), hosts.end(), [](const auto& a, const auto& b) {
    return CompareGravity(a.findings, b.findings) > 0;
  }));
  ASSERT_EQ(document.tactics.size(), 3u);
  EXPECT_EQ(document.tactics[0].tactic, "execution");
  EXPECT_EQ(document.tactics[1].tactic, "defense-evasion");
  EXPECT_EQ(document.tactics[2].tactic, "");
}

TEST(ReportBuilder, TheSameCallsGiveTheSameBytes) {
  const std::vector<Seen> findings = MakeFindings(4, 2'000);
  EXPECT_EQ(ToJson(Build(findings, {})), ToJson(Build(findings, {})));
}

TEST(ReportBuilder, RecordsLossesAndRulesNotUsed) {
  ReportBuilder builder({.channels = 1, .losses = 1, .rules_not_used = 1});
  builder.AddRecords("A", "Security", 5);
  builder.AddRecords("B", "System", 7);
  builder.AddRecords("A", "Security", 1);
  builder.AddRecords("", "Security", 2);  // host not counted: makes no host of its own
  for (int i = 0; i < 3; ++i) {
    builder.AddLoss({});
    ReportRuleNotUsed not_used;
    not_used.reason = i == 0 ? "yaml" : "level";
    builder.AddRuleNotUsed(not_used);
  }
  ReportRun run;
  run.files = 3;
  const ReportDocument document = std::move(builder).Finish(run, Describe);
  EXPECT_EQ(document.run.files, 3u);
  EXPECT_EQ(document.records, 15u);
  EXPECT_EQ(document.records_by_channel, (std::map<std::string, std::uint64_t>{{"Security", 8}}));
  EXPECT_TRUE(document.channels_cut);
  ASSERT_EQ(document.hosts.size(), 2u);  // without findings, and listed all the same
  EXPECT_EQ(document.hosts[0].records, 6u);
  EXPECT_EQ(document.losses.size(), 1u);
  EXPECT_EQ(document.losses_not_listed, 2u);
  EXPECT_EQ(document.rules_not_used.size(), 1u);
  EXPECT_EQ(document.rules_not_used_by_reason,
            (std::map<std::string, std::uint64_t>{{"level", 2}, {"yaml", 1}}));
}

}  // namespace
}  // namespace noroshi
