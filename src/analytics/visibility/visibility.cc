#include "analytics/visibility/visibility.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace noroshi {
namespace {

std::size_t Index(Sight sight) noexcept { return static_cast<std::size_t>(sight); }

// Judges one host after the other: what each alternative sees there, then rules, then techniques.
// Thousands of rules share some hundred alternatives, so each of those is looked at once a host.
class Judge {
 public:
  Judge(std::span<const RuleNeed> needs, Visibility& result) : result_(result) {
    for (const RuleNeed& need : needs) AddNeed(need);
    for (const auto& [technique, rules] : rules_of_)
      result_.techniques.push_back({technique, {}, {}});
  }

  void AddHost(const HostCoverage& host) {
    for (Option& option : options_) option.sight = SightOf(*option.alternative, host);
    std::vector<Sight> sights;
    sights.reserve(ways_.size());
    for (std::size_t i = 0; i < ways_.size(); ++i) {
      sights.push_back(BestWay(ways_[i]));
      ++result_.rules[i].hosts[Index(sights[i])];
    }
    std::size_t row = 0;
    for (const auto& [technique, rules] : rules_of_) {
      Sight best = Sight::kBlind;
      for (const std::size_t rule : rules) best = std::max(best, sights[rule]);
      ++result_.techniques[row++].hosts[Index(best)];
    }
  }

  void CountRules() {
    std::size_t row = 0;
    for (const auto& [technique, rules] : rules_of_) {
      SightCounts& counts = result_.techniques[row++].rules;
      for (const std::size_t rule : rules) ++counts[Index(result_.rules[rule].best())];
    }
  }

 private:
  struct Option {
    const NeedAlternative* alternative = nullptr;
    Sight sight{};  // on the host under way
  };
  // How a rule can see.
  struct Ways {
    Sight always{};                    // kSeen for a rule that takes any record
    std::vector<std::size_t> options;  // into options_
  };

  void AddNeed(const RuleNeed& need) {
    const std::size_t number = ways_.size();
    result_.rules.push_back({number, {}});
    Ways& ways = ways_.emplace_back();
    if (!need.no_reader && need.alternatives.empty()) ways.always = Sight::kSeen;
    for (const NeedAlternative& alternative : need.alternatives) {
      const auto [at, fresh] = numbers_.try_emplace(alternative, options_.size());
      if (fresh) options_.push_back({&alternative, {}});
      ways.options.push_back(at->second);
    }
    if (need.techniques.empty()) rules_of_[""].push_back(number);
    for (const std::string_view technique : need.techniques) {
      rules_of_[std::string(technique)].push_back(number);
    }
  }

  [[nodiscard]] Sight BestWay(const Ways& ways) const {
    Sight best = ways.always;
    for (const std::size_t option : ways.options) best = std::max(best, options_[option].sight);
    return best;
  }

  Visibility& result_;
  std::vector<Ways> ways_;  // one per need
  std::vector<Option> options_;
  std::map<NeedAlternative, std::size_t> numbers_;            // index into options_
  std::map<std::string, std::vector<std::size_t>> rules_of_;  // by technique
};

std::vector<MissingEvidence> FindMissing(std::span<const RuleNeed> needs,
                                         const std::vector<RuleVisibility>& rules) {
  std::map<std::tuple<std::string, std::uint32_t, std::string>, MissingEvidence> found;
  for (const RuleVisibility& rule : rules) {
    if (rule.best() != Sight::kBlind) continue;
    const RuleNeed& need = needs[rule.need];
    MissingEvidence missing = MissingFor(need);
    const std::string unread = missing.channel.empty() ? missing.log_source : std::string();
    auto& sum =
        found.try_emplace({missing.channel, missing.event_id, unread}, missing).first->second;
    ++sum.rules;
    if (need.level >= Level::kHigh) ++sum.high_rules;
  }
  std::vector<MissingEvidence> list;
  for (auto& [key, sum] : found) list.push_back(std::move(sum));
  std::ranges::stable_sort(list, std::greater{}, &MissingEvidence::rules);
  return list;
}

}  // namespace

MissingEvidence MissingFor(const RuleNeed& need) {
  MissingEvidence missing;
  missing.log_source = need.log_source;
  if (need.no_reader || need.alternatives.empty()) return missing;
  const NeedAlternative& first = need.alternatives.front();
  if (!first.channels.empty()) missing.channel = first.channels.front();
  if (first.event_ids.size() == 1) missing.event_id = first.event_ids.front();
  return missing;
}

Sight RuleVisibility::best() const noexcept {
  if (hosts[Index(Sight::kSeen)] != 0) return Sight::kSeen;
  return hosts[Index(Sight::kQuiet)] != 0 ? Sight::kQuiet : Sight::kBlind;
}

Visibility JudgeVisibility(const Coverage& coverage, std::span<const RuleNeed> needs) {
  Visibility result;
  Judge judge(needs, result);
  for (const auto& [name, host] : coverage.hosts()) judge.AddHost(host);
  judge.CountRules();
  result.missing = FindMissing(needs, result.rules);
  return result;
}

Visibility JudgeVisibility(const HostCoverage& all, std::span<const RuleNeed> needs) {
  Visibility result;
  Judge judge(needs, result);
  judge.AddHost(all);
  judge.CountRules();
  result.missing = FindMissing(needs, result.rules);
  return result;
}

}  // namespace noroshi
