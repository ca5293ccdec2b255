// Whom the incidents of a hunt resemble: what an incident showed, told to attribution.
//
// Its techniques are evidence, as far as rules can name them (a set is named only when something
// speaks for it that few share); what its rules aim at (`families`) are hints, and of all loaded
// rules that aim at anybody it is tallied which fired here (aim_tally.h). Techniques that the
// logs at hand cannot show are handed on as blind: they count nothing, and are said to be blind
// where they would tell one set from another. The years it spans are a circumstance. That a
// technique was visible and not seen is NOT handed on: a rule sees some ways to use a technique,
// not all, and the model was not calibrated on silence.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "attribution/aim_tally.h"
#include "attribution/attribution.h"
#include "incident/incident.h"

namespace noroshi {

// What attribution is told of one incident. `blind`: technique ids.
[[nodiscard]] ObservedIncident ObservedOf(const Incident& incident,
                                          const std::vector<std::string>& blind);

// Whether event logs were emptied in it, by what its rules are about (T1685.005, before T1070.001).
[[nodiscard]] bool LogsWereEmptied(const Incident& incident);

// Those of the incident's rules that aim at anybody.
[[nodiscard]] std::set<AimKey> FiredAims(const Incident& incident);

// What the evidence could show.
struct AttributionSight {
  const std::vector<std::string>& blind;  // technique ids
  const AimTable& aims;                   // empty: not known; nothing is tallied then
};

// As many as the report lists. Beyond them are the lightest incidents, about which nobody asks.
inline constexpr std::size_t kMostAttributed = 50;

// The shipped knowledge and model, unpacked on the first call: some 40 ms, for which a thread that
// has nothing else to do may call it ahead. Safe from any thread.
[[nodiscard]] const Attributor& ShippedAttributor();

// One answer for each of the first kMostAttributed incidents, in their order; the same for any
// number of threads. By the ShippedAttributor, which is asked for only when there is an incident.
// Cost: some 3 ms of one core each.
[[nodiscard]] std::vector<Attribution> AttributeIncidents(const IncidentSet& set,
                                                          const AttributionSight& sight,
                                                          unsigned threads);

}  // namespace noroshi
