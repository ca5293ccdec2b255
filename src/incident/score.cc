#include "incident/score.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "incident/stage.h"

namespace noroshi {
namespace {

using Rules = std::vector<RuleInIncident>;

double RarityOf(const RuleInIncident& rule) {
  const double hosts = static_cast<double>(std::max<std::size_t>(rule.hosts_anywhere, 1));
  return std::max(kLeastRarity, std::min(1.0, kRareHosts / hosts));
}

double PointsOf(const RuleInIncident& rule) {
  const double more = static_cast<double>(std::min(rule.hosts.size(), kHostsCounted + 1)) - 1;
  return kLevelPoints[static_cast<std::size_t>(rule.facts->level)] * RarityOf(rule) * rule.place *
         (1 + kPerHost * std::max(more, 0.0));
}

// Rules for one technique see the same act.
double SumOfPoints(const Rules& rules) {
  std::map<std::string, std::vector<double>> by_act;
  for (const RuleInIncident& rule : rules) {
    const auto& techniques = rule.facts->techniques;
    by_act[techniques.empty() ? rule.facts->id : techniques.front()].push_back(PointsOf(rule));
  }
  double sum = 0;
  for (auto& [act, points] : by_act) {
    std::ranges::sort(points, std::greater<>());
    for (std::size_t i = 0; i < points.size(); ++i) sum += points[i] / static_cast<double>(i + 1);
  }
  return sum;
}

double Breadth(const Rules& rules) {
  std::set<std::string> tactics;
  std::array<bool, kStageCount> stages{};
  for (const RuleInIncident& rule : rules) {
    if (rule.facts->level < Level::kMedium) continue;
    tactics.insert(rule.facts->tactics.begin(), rule.facts->tactics.end());
    const auto own = StagesOf(*rule.facts);
    for (std::size_t i = 0; i < kStageCount; ++i) stages[i] = stages[i] || own[i];
  }
  double breadth = 1;
  if (tactics.size() > 1) breadth += kPerTactic * static_cast<double>(tactics.size() - 1);
  if (std::ranges::all_of(stages, [](bool stage) { return stage; })) breadth += kAllStages;
  return breadth;
}

// Some host has findings for all ideas of the pattern.
bool AllOnOneHost(const Rules& rules, const IdeaPattern& pattern) {
  std::map<std::uint32_t, std::set<std::string_view>> ideas_by_host;
  for (const RuleInIncident& rule : rules) {
    for (const std::string_view idea : pattern.ideas) {
      if (!HasIdea(*rule.facts, idea)) continue;
      for (const std::uint32_t host : rule.hosts) ideas_by_host[host].insert(idea);
    }
  }
  return std::ranges::any_of(ideas_by_host, [&](const auto& entry) {
    return entry.second.size() == pattern.ideas.size();
  });
}

bool NothingBeside(const Rules& rules, const IdeaPattern& pattern) {
  return std::ranges::all_of(rules, [&](const RuleInIncident& rule) {
    return rule.facts->level < Level::kMedium ||
           std::ranges::any_of(pattern.ideas,
                               [&](std::string_view idea) { return HasIdea(*rule.facts, idea); });
  });
}

// Two ideas of stage three on one host within a day, and a way in from outside.
bool HandsOnKeyboard(const Rules& rules) {
  bool way_in = false;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::set<std::string>> ideas;
  for (const RuleInIncident& rule : rules) {
    way_in = way_in || HasIdea(*rule.facts, "D1-02") || HasIdea(*rule.facts, "D1-05");
    if (!rule.facts->idea.starts_with("D3-")) continue;
    for (const auto& day : rule.days) ideas[day].insert(rule.facts->idea);
  }
  return way_in &&
         std::ranges::any_of(ideas, [](const auto& entry) { return entry.second.size() >= 2; });
}

}  // namespace

double ScoreOf(const Rules& rules, std::size_t sites) {
  const double crossed = sites > 1 ? 1 + kSitesCrossed : 1;
  const double points = SumOfPoints(rules) * Breadth(rules) * crossed;
  double score = 100 * (1 - std::exp(-points / kScoreScale));
  if (HandsOnKeyboard(rules)) score = std::max(score, kHandsOnKeyboard);
  for (const IdeaPattern& pattern : kIdeaPatterns) {
    if (AllOnOneHost(rules, pattern)) score = std::max(score, pattern.least);
    if (NothingBeside(rules, pattern)) score = std::min(score, pattern.most);
  }
  return score;
}

Level LevelOf(double score, Level gravest_rule) noexcept {
  Level level = Level::kLow;
  if (score >= kMediumScore) level = Level::kMedium;
  if (score >= kHighScore) level = Level::kHigh;
  if (score >= kCriticalScore) level = Level::kCritical;
  const auto most = static_cast<std::uint8_t>(static_cast<std::uint8_t>(gravest_rule) + 1);
  return std::min(level, static_cast<Level>(std::min<std::uint8_t>(most, kLevelCount - 1)));
}

}  // namespace noroshi
