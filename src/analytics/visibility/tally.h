// VisibilityTally: JudgeVisibility for a rule set of any size, one rule at a time, over all
// evidence taken as one host. Keeps sums by technique and by kind of evidence, not the rules.
//
// One owner. `all` must outlive it. Thousands of rules share some hundred alternatives: each of
// those is compared with the logs once, and remembered by its text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "analytics/visibility/visibility.h"

namespace noroshi {

class VisibilityTally {
 public:
  explicit VisibilityTally(const HostCoverage& all) : all_(&all) {}

  // Rules in any order. Cost: a look-up for each alternative; a comparison with the logs when it is
  // new. How far the rule sees.
  Sight Add(const RuleNeed& need);

  // Rules by what they see; indexed by Sight.
  [[nodiscard]] const SightCounts& rules() const noexcept { return rules_; }
  // By technique ("" = rules that name none): its rules by what they see; `hosts` is left 0.
  [[nodiscard]] std::vector<TechniqueVisibility> Techniques() const;
  // What blind rules lack, most rules first, then by name: as Visibility::missing.
  [[nodiscard]] std::vector<MissingEvidence> Missing() const;

 private:
  [[nodiscard]] Sight SightAt(const NeedAlternative& alternative);

  const HostCoverage* all_;
  std::unordered_map<std::string, Sight> known_;  // by KeyOf of the alternative
  SightCounts rules_{};
  std::map<std::string, SightCounts, std::less<>> techniques_;
  std::map<std::tuple<std::string, std::uint32_t, std::string>, MissingEvidence> missing_;
};

}  // namespace noroshi
