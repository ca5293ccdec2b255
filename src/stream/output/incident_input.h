// What the hunt tells the incidents: findings read back from their lines, and facts of rules.
//
// One owner. A reader keeps its memory from line to line.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/logon_graph/host_care.h"
#include "environment/known_environment.h"
#include "incident/finding_entities.h"
#include "incident/rule_facts.h"
#include "incident/surroundings.h"
#include "rules/rule.h"

namespace noroshi {

class IncidentLineReader {
 public:
  // `line` must come from FindingWriter or CorrelationWriter. Views live until the next call; the
  // caller gives what the line's record knows already. A line that is no JSON has no fields.
  [[nodiscard]] const IncidentFinding& Read(std::string_view line, std::uint32_t rule, Level level,
                                            Timestamp time);

 private:
  // A copy of what is read of the line: the parser changes it, and views point into it.
  std::string text_;
  rapidjson::Document document_;
  IncidentFinding finding_;
};

// What incidents are told of a rule: its words, techniques, tactics, and the idea it comes from.
// Copies.
[[nodiscard]] RuleFacts FactsForIncidents(const Rule& rule);

// What the environment says of hosts and accounts; nothing for null. Borrows it. `care`: what the
// logons show of who looks after hosts, and from where; for joining as good as stated.
[[nodiscard]] IncidentSurroundings SurroundingsOf(const KnownEnvironment* environment,
                                                  HostCare care = {});

}  // namespace noroshi
