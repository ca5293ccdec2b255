// What incidents need to know of a rule.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "finding/level.h"

namespace noroshi {

// Owns its texts. `idea` is the detection idea the rule comes from ("D1-02"), of our own rules
// only; `families` is what it aims at, perhaps with a mark (aims.h): hints and no finding.
struct RuleFacts {
  std::string id, title, title_ja, idea;
  Level level{};
  std::vector<std::string> techniques, tactics, families;
  std::string source = {};  // "noroshi", "sigma", "hayabusa"
};

// Gives the facts of the rule with the caller's number.
using RuleFactsOf = std::function<RuleFacts(std::uint32_t rule)>;

}  // namespace noroshi
