// From collected cells to finished incidents.
#pragma once

#include "incident/cells.h"
#include "incident/incident.h"
#include "incident/rule_facts.h"

namespace noroshi {

// Lists of an incident are cut to what a person reads.
inline constexpr std::size_t kMostSteps = 200;
inline constexpr std::size_t kMostFindings = 1'000;
inline constexpr std::size_t kMostEntities = 100;
inline constexpr std::size_t kMostIncidents = 200;

// Resolves names, joins episodes, scores; gravest first. Pure; asks `describe` once for each rule
// that has findings. O(n log n) in cells and entities, but for the pairs of components.h.
[[nodiscard]] IncidentSet AssembleIncidents(const CellTable& table, const RuleFactsOf& describe);

}  // namespace noroshi
