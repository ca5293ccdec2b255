// Visibility as text for people and as one JSON object. Pure; evidence is made safe for a terminal.
//
// Cost: linear in hosts, logs, techniques and rules. The text shows the first of each list and says
// how many more there are; the JSON object has all of them, in the same order.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analytics/coverage/coverage.h"
#include "analytics/coverage/gaps.h"
#include "analytics/visibility/visibility.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

namespace noroshi {

// All that `noroshi visibility` has found out; borrowed.
struct VisibilityResult {
  const Coverage& coverage;
  const std::vector<Gap>& gaps;
  std::span<const RuleNeed> needs;
  const Visibility& visibility;
  // Hosts that the environment knows and the evidence has no record of: name and role.
  std::vector<std::pair<std::string, std::string>> silent = {};
};

// What the text shows at most of each list; JSON has all.
inline constexpr std::size_t kShownHosts = 40, kShownTechniques = 40, kShownMissing = 15;

// A verdict, hosts with their logs, techniques that cannot be seen, and what to switch on first.
[[nodiscard]] std::string VisibilityText(const VisibilityResult& result, Language language,
                                         const Terminal& terminal);
// {"hosts":[{"host","logs":[...]}], "techniques":[...], "rules":[...], "missing":[...]}.
[[nodiscard]] std::string VisibilityJson(const VisibilityResult& result);

}  // namespace noroshi
