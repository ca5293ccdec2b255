// Findings as tests state them, and the incidents that they make.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "incident/incident_builder.h"

namespace noroshi::testing {

inline constexpr std::uint64_t kStart = kUnixEpochTicks + 18'000 * kTicksPerDay;  // 2019-04-14
inline constexpr std::uint64_t kHour = 3'600 * kTicksPerSecond;

using Fields = std::vector<std::pair<std::string, std::string>>;
using Names = std::vector<std::string>;

// A finding as a test states it.
struct Fact {
  std::uint64_t hours = 0;  // after kStart
  std::string host;
  std::uint32_t rule = 0;
  Fields fields = {};
  Level level = Level::kHigh;
  std::vector<std::string> members = {};
  std::string channel = "Security";
  std::uint32_t event_id = 4624;
  std::vector<std::string> sources = {};  // of members
  std::uint64_t span = 0;                 // hours since the first of its records
};

// Rules of one technique and tactic each, unlike in all of it; of level high.
RuleFacts UnlikeRule(std::uint32_t number);
// The same of level medium.
RuleFacts MediumRule(std::uint32_t number);

// The facts in the order of their time, as a hunt gives them; finding i of them is "f-i".
IncidentSet Join(std::vector<Fact> facts, const RuleFactsOf& describe = UnlikeRule,
                 const IncidentSurroundings& known = {});

// Of the first incident, sorted.
Names HostsOf(const IncidentSet& set);

}  // namespace noroshi::testing
