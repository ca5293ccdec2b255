#include "analytics/visibility/tally.h"

#include <algorithm>
#include <functional>

namespace noroshi {
namespace {

// The same for alternatives that ask for the same. Owns its text: rules come and go.
std::string KeyOf(const NeedAlternative& alternative) {
  std::string key(1, static_cast<char>('0' + 2 * int{alternative.channel_prefix} +
                                       int{alternative.command_line}));
  for (const std::string_view channel : alternative.channels) (key += '\n') += channel;
  for (const std::uint32_t id : alternative.event_ids) (key += '\t') += std::to_string(id);
  return key;
}

}  // namespace

Sight VisibilityTally::SightAt(const NeedAlternative& alternative) {
  const auto [at, fresh] = known_.try_emplace(KeyOf(alternative));
  if (fresh) at->second = SightOf(alternative, *all_);
  return at->second;
}

Sight VisibilityTally::Add(const RuleNeed& need) {
  Sight best = !need.no_reader && need.alternatives.empty() ? Sight::kSeen : Sight::kBlind;
  for (const NeedAlternative& alternative : need.alternatives) {
    if (best == Sight::kSeen) break;
    best = std::max(best, SightAt(alternative));
  }
  const auto index = static_cast<std::size_t>(best);
  ++rules_[index];
  if (need.techniques.empty()) ++techniques_[""][index];
  for (const std::string_view technique : need.techniques) {
    const auto at = techniques_.find(technique);
    ++(at != techniques_.end() ? at->second : techniques_[std::string(technique)])[index];
  }
  if (best != Sight::kBlind) return best;
  const MissingEvidence missing = MissingFor(need);
  const std::string unread = missing.channel.empty() ? missing.log_source : std::string();
  MissingEvidence& sum =
      missing_.try_emplace({missing.channel, missing.event_id, unread}, missing).first->second;
  ++sum.rules;
  if (need.level >= Level::kHigh) ++sum.high_rules;
  return best;
}

std::vector<TechniqueVisibility> VisibilityTally::Techniques() const {
  std::vector<TechniqueVisibility> list;
  for (const auto& [technique, rules] : techniques_) list.push_back({technique, rules, {}});
  return list;
}

std::vector<MissingEvidence> VisibilityTally::Missing() const {
  std::vector<MissingEvidence> list;
  for (const auto& [key, sum] : missing_) list.push_back(sum);
  std::ranges::stable_sort(list, std::greater{}, &MissingEvidence::rules);
  return list;
}

}  // namespace noroshi
